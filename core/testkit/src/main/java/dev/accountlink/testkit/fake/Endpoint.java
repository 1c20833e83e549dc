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
  /** The API's word whose token it is, where the answer who that is has another address. */
  WHOAMI,
  /** The API's answer who somebody is. */
  USER,
  /** The API's list of e-mail addresses. */
  EMAILS,
  /** The API's list of organisations, groups or workspaces. */
  MEMBERSHIPS,
  /** The API's list of repositories, and one of them. */
  REPOSITORIES,
  /** The API's keys that read one repository. */
  DEPLOY_KEYS,
  /** Git over HTTP, where {@link FakeRepositories#serveGit} brought one. */
  GIT,
  /** OpenID Connect UserInfo. */
  USERINFO,
  /** RFC 7662 introspection. */
  INTROSPECT,
  /** What GitLab says of the token it is asked with. */
  TOKEN_INFO,
  /** What GitLab says of a personal access token that asks, and where it ends itself. */
  PERSONAL_TOKEN,
  /** RFC 7009 revocation. */
  REVOKE,
  /** Everything else, known or not. */
  OTHER
}
