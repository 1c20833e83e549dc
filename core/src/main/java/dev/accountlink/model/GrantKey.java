package dev.accountlink.model;

/**
 * What a grant is of. There is at most one for each key; it is apart from the link, which the
 * identity may have or not.
 *
 * @param user who gave it
 * @param identity at the provider, as whom
 * @param purpose what for; never {@link Purpose#SIGN_IN}, which keeps no token
 */
public record GrantKey(UserId user, IdentityKey identity, Purpose purpose) {
  /**
   * Checks the purpose.
   *
   * @throws IllegalArgumentException for the purpose of signing in
   */
  public GrantKey {
    if (purpose == Purpose.SIGN_IN) {
      throw new IllegalArgumentException("Signing in keeps no token.");
    }
  }
}
