package dev.accountlink.model;

import java.util.regex.Pattern;

/**
 * The name of one configured provider, as it stands in addresses: {@code github}, {@code work-2}.
 *
 * @param value 1 to 32 characters of {@code a-z}, {@code 0-9} and {@code -}, beginning with a
 *     letter or a digit
 */
public record ProviderId(String value) {
  private static final Pattern SHAPE = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException when it has another shape; the message says which is allowed
   */
  public ProviderId {
    if (!isShaped(value)) {
      throw new IllegalArgumentException(
          "A provider id is 1 to 32 characters of a-z, 0-9 and '-', beginning with a letter or digit.");
    }
  }

  /** Whether a text could be a provider's name. */
  public static boolean isShaped(String value) {
    return SHAPE.matcher(value).matches();
  }
}
