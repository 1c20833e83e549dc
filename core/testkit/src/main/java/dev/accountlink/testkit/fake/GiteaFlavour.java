package dev.accountlink.testkit.fake;

/**
 * Whose code a {@link FakeGitea} behaves like. They differ where it hurts: in issuers, scopes, and
 * whether {@code INVALIDATE_REFRESH_TOKENS} is on.
 */
public enum GiteaFlavour {
  /** A Gitea of 2026. */
  GITEA(false, true, true, false),
  /**
   * A Gitea before 1.23: the issuer ends in a slash, a token may do everything whatever was asked,
   * and the first consent's scopes stay.
   */
  OLD_GITEA(true, false, false, false),
  /** A Forgejo with its default settings, such as Codeberg. */
  FORGEJO(false, false, false, true);

  final boolean issuerWithSlash;
  final boolean narrowsTokens;
  final boolean followsChangedScopes;
  final boolean invalidatesRefreshTokens;

  GiteaFlavour(
      boolean issuerWithSlash,
      boolean narrowsTokens,
      boolean followsChangedScopes,
      boolean invalidatesRefreshTokens) {
    this.issuerWithSlash = issuerWithSlash;
    this.narrowsTokens = narrowsTokens;
    this.followsChangedScopes = followsChangedScopes;
    this.invalidatesRefreshTokens = invalidatesRefreshTokens;
  }
}
