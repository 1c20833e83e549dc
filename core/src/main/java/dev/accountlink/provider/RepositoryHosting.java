package dev.accountlink.provider;

import dev.accountlink.model.RemoteRepository;
import dev.accountlink.model.RepositoryRef;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the providers of a kind tell of repositories. Stateless and thread-safe, like {@link
 * ProviderKind}.
 */
public interface RepositoryHosting {
  /** Below which addresses the API is; the access token goes nowhere else. */
  List<URI> apis(String baseUrl);

  /** What to send with each call beside the token. */
  default Map<String, String> headers() {
    return Map.of("Accept", "application/json");
  }

  /**
   * Whether a text has the shape that {@link RepositorySlice#next} gives. It comes back through
   * hosts and perhaps browsers, so the shape must not leave room to ask for anything but a page of
   * this list.
   */
  boolean isPosition(String text);

  /**
   * A page of the repositories that the person can clone.
   *
   * @param position where the last page ended, of the shape of {@link #isPosition}; empty for the
   *     first page
   * @throws ProviderException when the provider does not answer as it should
   * @throws CallRefusedException when it says no
   */
  RepositorySlice list(RepositoryApi api, Optional<String> position)
      throws ProviderException, CallRefusedException;

  /**
   * One repository, if the person can clone it at this moment. The answer has the id that was asked
   * for, and perhaps another name.
   *
   * @throws ProviderException when the provider does not answer as it should
   * @throws CallRefusedException when it says no
   */
  Optional<RemoteRepository> find(RepositoryApi api, RepositoryRef ref)
      throws ProviderException, CallRefusedException;

  /**
   * What an organisation wants of the person before it lets the token in, where that is why an
   * answer is 403.
   *
   * @param refused the answer, of which there are status and headers only
   */
  default Optional<SignOnDemand> demand(String baseUrl, ProviderAnswer refused) {
    return Optional.empty();
  }

  /** How keys are registered that read one repository; empty where there are none. */
  default Optional<DeployKeyRegister> deployKeys() {
    return Optional.empty();
  }
}
