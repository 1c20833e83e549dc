package dev.accountlink.model;

/**
 * The host's own key of a {@linkplain HostUser user}: opaque to this library, compared byte for
 * byte.
 *
 * <p>The host encodes whatever it has: a number, a UUID, a user name. Prefer a key that is never
 * used twice; a host whose key is a user name must call {@code userRenamed} and {@code
 * userDeleted}.
 *
 * @param value 1 to 255 characters, none of them a control character
 */
public record UserId(String value) {
  /** The longest key, in characters. */
  public static final int MAX_LENGTH = 255;

  /**
   * Checks the key.
   *
   * @throws IllegalArgumentException when it is empty, over-long or holds a control character
   */
  public UserId {
    Texts.require(value, "user id", MAX_LENGTH);
  }
}
