package dev.accountlink.testkit.fake;

/** The ID token in the answer to a refresh. */
public enum RefreshedIdToken {
  /** As the standard has it (OpenID Connect Core section 12.2). */
  RIGHT,
  /** There is none, which the standard allows. */
  ABSENT,
  /** Its issuer is another one. */
  OF_ANOTHER_ISSUER
}
