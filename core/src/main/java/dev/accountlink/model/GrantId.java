package dev.accountlink.model;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * The name of one grant, drawn at random: nodes need not agree on it, and it spreads evenly over a
 * database that is spread over machines.
 *
 * @param value 22 characters of base64url
 */
public record GrantId(String value) {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{22}");

  /**
   * Checks the shape.
   *
   * @throws IllegalArgumentException when it has another
   */
  public GrantId {
    if (!isShaped(value)) {
      throw new IllegalArgumentException("A grant id is 22 characters of base64url.");
    }
  }

  /** A new one. */
  public static GrantId random() {
    byte[] bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    return new GrantId(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** Whether a text could be a grant's name. */
  public static boolean isShaped(String value) {
    return SHAPE.matcher(value).matches();
  }
}
