package dev.accountlink.testkit.fake;

/** Whose code a {@link FakeGitea} behaves like. They differ where it hurts. */
public enum GiteaFlavour {
  /** A Gitea of 2026. */
  GITEA(false, true, true),
  /**
   * A Gitea before 1.23: the issuer ends in a slash, a token may do everything whatever was asked,
   * and the first consent's scopes stay.
   */
  OLD_GITEA(true, false, false),
  /** A Forgejo with its default settings, such as Codeberg. */
  FORGEJO(false, false, false);

  final boolean issuerWithSlash;
  final boolean narrowsTokens;
  final boolean followsChangedScopes;

  GiteaFlavour(boolean issuerWithSlash, boolean narrowsTokens, boolean followsChangedScopes) {
    this.issuerWithSlash = issuerWithSlash;
    this.narrowsTokens = narrowsTokens;
    this.followsChangedScopes = followsChangedScopes;
  }
}
