package dev.accountlink.exchange;

/** What the {@code iss} parameter of a callback says (RFC 9207). */
public enum IssuerCheck {
  /** It is the provider's own, or it is absent where the provider promises none. */
  FINE,
  /** It is another's: the answer is meant for another provider (mix-up). */
  WRONG,
  /** The provider promises it and it is not there; a proxy may have cut it off. */
  MISSING
}
