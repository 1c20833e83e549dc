package dev.accountlink.testkit.fake;

/**
 * What a fake provider writes into the {@code iss} parameter of its authorization responses (RFC
 * 9207).
 */
public enum IssParameter {
  /** The provider's own issuer. */
  CORRECT,
  /** Nothing. */
  ABSENT,
  /** The issuer of somebody else. */
  WRONG
}
