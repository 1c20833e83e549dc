package dev.accountlink.provider;

/** What happens when somebody nobody here knows comes through a provider. */
public enum Registration {
  /** Nobody is registered. The visitor is told how to connect. */
  OFF,
  /** A user is made and signed in at once. */
  ON,
  /** A user is made and told that staff must approve; there is no session until then. */
  PENDING_APPROVAL,
  /** Signing in never registers; a separate sign-up does, and signs in at once. */
  EXPLICIT;

  /**
   * Whether a stranger becomes a user.
   *
   * @param signUp whether the person asked to sign up, not only to sign in
   */
  public boolean registers(boolean signUp) {
    return switch (this) {
      case OFF -> false;
      case ON, PENDING_APPROVAL -> true;
      case EXPLICIT -> signUp;
    };
  }
}
