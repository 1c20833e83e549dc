package dev.accountlink.testkit.fake;

/** What a fake provider does with a refresh token that somebody hands in. */
public enum RefreshTokens {
  /** None are given out. */
  NONE,
  /** It goes on being good, and the answer has none. */
  STAY,
  /** It goes on being good, and the answer has it once more. */
  REPEAT,
  /** The answer has a new one, and the old one goes on being good. */
  MULTIPLY,
  /** The answer has a new one, and the old one is refused from then on. */
  ROTATE,
  /**
   * The answer has a new one. Whoever comes with the old one ends every token that goes back to the
   * same consent (RFC 9700 section 4.14.2).
   */
  ROTATE_AND_PUNISH;

  boolean rotates() {
    return this == ROTATE || this == ROTATE_AND_PUNISH;
  }
}
