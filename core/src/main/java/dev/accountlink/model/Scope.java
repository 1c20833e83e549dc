package dev.accountlink.model;

import java.util.regex.Pattern;

/**
 * One permission in a provider's own spelling.
 *
 * @param value visible ASCII without space, quote, comma or backslash (RFC 6749 section 3.3, less
 *     the comma, which GitHub uses between scopes)
 */
public record Scope(String value) {
  private static final Pattern SHAPE = Pattern.compile("[!#-+\\--\\[\\]-~]{1,255}");

  /**
   * Checks the spelling.
   *
   * @throws IllegalArgumentException when it holds a character that scopes cannot have
   */
  public Scope {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException("This is not a scope: " + value.length() + " characters.");
    }
  }
}
