package dev.accountlink.provider;

/**
 * One thing that an examination of a provider has found.
 *
 * @param check what was looked at
 * @param verdict how it is
 * @param words what was seen, and what to do where it is not right; names no secret
 */
public record Finding(Check check, Verdict verdict, String words) {
  /** What is looked at, in this order. */
  public enum Check {
    /** Whether the provider answers, over TLS that this machine trusts. */
    REACHABLE,
    /** Whether its metadata are there and of the configured issuer. */
    METADATA,
    /** Whether its signing keys are there. */
    KEYS,
    /** How far its clock is from this machine's. */
    CLOCK,
    /** Whether it takes the client's id and secret, and the callback address. */
    CLIENT,
    /** Whether it says that it knows PKCE. */
    PKCE,
    /** Whether it says that callbacks name it (RFC 9207). */
    CALLBACK_ISSUER,
    /** Whether it says that it knows the scopes that are asked for. */
    SCOPES
  }

  /** How something is. */
  public enum Verdict {
    /** As it should be. */
    GOOD,
    /** Not wrong, but worth knowing. */
    HINT,
    /** Nobody can sign in until it is mended. */
    WRONG
  }
}
