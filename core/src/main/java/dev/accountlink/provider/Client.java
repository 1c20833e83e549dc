package dev.accountlink.provider;

import dev.accountlink.model.Secret;

/**
 * One registration of this application at a provider.
 *
 * @param id the client id; some providers call it Key or Application ID
 * @param secret the client secret
 */
public record Client(String id, Secret secret) {
  /**
   * Checks the id.
   *
   * @throws IllegalArgumentException when it is blank or longer than 255 characters
   */
  public Client {
    if (id.isBlank() || id.length() > 255) {
      throw new IllegalArgumentException("A client id has 1 to 255 characters.");
    }
  }

  /** A client from the two texts the provider shows. */
  public static Client of(String id, String secret) {
    return new Client(id, Secret.of(secret));
  }
}
