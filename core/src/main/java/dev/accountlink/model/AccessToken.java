package dev.accountlink.model;

/**
 * An access token as a provider has to be shown it.
 *
 * @param value the token
 * @param personal whether a person made it, and not a provider for this application's client
 * @param beside what a personal one is shown with, where its kind wants that: an e-mail address, an
 *     organisation; else empty
 */
public record AccessToken(Secret value, boolean personal, String beside) {
  /** A token that a provider gave to this application's client. */
  public static AccessToken ofGrant(Secret value) {
    return new AccessToken(value, false, "");
  }

  /** A personal access token. */
  public static AccessToken personal(Secret value, String beside) {
    return new AccessToken(value, true, beside);
  }

  /** Prints nothing of it. */
  @Override
  public String toString() {
    return "AccessToken[hidden]";
  }
}
