package dev.accountlink.provider;

/**
 * The user name beside a token when git asks over HTTPS; the token is the password. Never part of
 * an address that is stored.
 *
 * @param withGrant beside an OAuth access token
 * @param withAccessToken beside a personal access token
 */
public record GitLogin(String withGrant, String withAccessToken) {
  /** For providers that take any name. */
  public static final GitLogin ANY = new GitLogin("oauth2", "oauth2");
}
