package dev.accountlink.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A text that is not printed: a client secret, a token, a code. To use it, call {@link #reveal()},
 * which one can search for.
 */
public final class Secret {
  private final String value;

  private Secret(String value) {
    this.value = value;
  }

  /**
   * Hides a text.
   *
   * @throws IllegalArgumentException when it is empty
   */
  public static Secret of(String value) {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("A secret cannot be empty.");
    }
    return new Secret(value);
  }

  /** The text itself. Whoever calls this answers for where it goes. */
  public String reveal() {
    return value;
  }

  /** Compares in constant time. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret
        && MessageDigest.isEqual(
            value.getBytes(StandardCharsets.UTF_8), secret.value.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public int hashCode() {
    return Secret.class.hashCode();
  }

  /** Prints nothing of the text. */
  @Override
  public String toString() {
    return "Secret[hidden]";
  }
}
