package dev.accountlink.testkit.fake;

/** A place of a fake provider whose calls are counted and which can be broken on purpose. */
public enum Endpoint {
  /** OpenID Connect discovery. */
  DISCOVERY,
  /** The provider's public keys. */
  JWKS,
  /** Where the browser is sent to. */
  AUTHORIZE,
  /** Where the consent page posts to. */
  CONSENT,
  /** Where the code is redeemed. */
  TOKEN,
  /** GitHub's {@code /user}. */
  USER,
  /** GitHub's {@code /user/emails}. */
  EMAILS,
  /** GitHub's {@code /user/memberships/orgs}. */
  MEMBERSHIPS,
  /** OpenID Connect UserInfo. */
  USERINFO,
  /** RFC 7009 revocation. */
  REVOKE,
  /** Everything else, known or not. */
  OTHER
}
