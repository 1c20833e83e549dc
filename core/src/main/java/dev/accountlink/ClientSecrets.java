package dev.accountlink;

import dev.accountlink.model.Secret;
import dev.accountlink.seal.SecretOpeningKeys;
import dev.accountlink.seal.SecretSealingKey;
import java.nio.charset.StandardCharsets;

/**
 * Client secrets that are typed where they cannot be read again: the side with the form has a
 * {@link SecretSealingKey}, and only the side that talks to providers has the {@link
 * SecretOpeningKeys}.
 *
 * <p>A sealed secret is for one kind, address and client: whoever changes the address of a provider
 * to one of his own does not get the secret sent there, but has to know it.
 */
public final class ClientSecrets {
  private ClientSecrets() {}

  /**
   * Seals a client secret, to be written as {@code client-secret-sealed}.
   *
   * @param kind the kind's name
   * @param address where the provider is, as it is configured
   */
  public static String seal(
      SecretSealingKey key, String kind, String address, String clientId, Secret secret) {
    byte[] plain = secret.reveal().getBytes(StandardCharsets.UTF_8);
    return key.seal(plain, place(kind, address, clientId));
  }

  /**
   * Opens what {@link #seal} gave.
   *
   * @throws dev.accountlink.seal.VaultException when it cannot be opened, or was sealed for another
   *     kind, address or client
   */
  public static Secret open(
      SecretOpeningKeys keys, String kind, String address, String clientId, String sealed) {
    byte[] plain = keys.open(sealed, place(kind, address, clientId));
    return Secret.of(new String(plain, StandardCharsets.UTF_8));
  }

  private static String[] place(String kind, String address, String clientId) {
    return new String[] {"client-secret", kind, address, clientId};
  }
}
