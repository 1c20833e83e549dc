package dev.accountlink.provider;

import java.util.Map;
import java.util.Optional;

/**
 * What a {@link RepositoryHosting} talks to its provider through, good for one question of a host.
 * The access token stays behind it, and goes below the addresses of {@link RepositoryHosting#apis}
 * only: an address that the provider named is as harmless as one of the kind's own.
 *
 * <p>Its methods throw {@link CallRefusedException} for a status of 401, 403 and 429, and {@link
 * ProviderException} without an answer, for a redirect, for 5xx, for an answer that is too large
 * and for a good one that is not JSON. Any other status is an answer, with its body where that is
 * JSON.
 */
public interface RepositoryApi {
  /** The provider's address as it is configured. */
  String baseUrl();

  /**
   * The organisation that a personal access token is good for, where its kind asks people for one.
   */
  default Optional<String> organization() {
    return Optional.empty();
  }

  /** Reads something. */
  ProviderAnswer get(String address) throws ProviderException, CallRefusedException;

  /**
   * Changes something; sent once.
   *
   * @param members of the object that is sent: texts, truths, numbers, and maps and lists of them
   */
  ProviderAnswer post(String address, Map<String, Object> members)
      throws ProviderException, CallRefusedException;

  /** Removes something. It may be sent once more when a connection dies. */
  ProviderAnswer delete(String address) throws ProviderException, CallRefusedException;
}
