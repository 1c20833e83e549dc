package dev.accountlink.model;

/** Why the host cannot make a user of a {@link NewUser}. It names problems, never people. */
public enum UserProblem {
  /** Somebody has this user name, in the host's own way of comparing. */
  USERNAME_TAKEN(true),
  /** The host does not allow a name of this shape. */
  USERNAME_INVALID(false),
  /** The name is set aside by the host: {@code admin}, {@code settings}. */
  USERNAME_RESERVED(false),
  /** Somebody has this e-mail address. */
  EMAIL_TAKEN(true),
  /** The host wants an e-mail address and none was given. */
  EMAIL_MISSING(false),
  /** The host does not accept this e-mail address. */
  EMAIL_INVALID(false);

  private final boolean collision;

  UserProblem(boolean collision) {
    this.collision = collision;
  }

  /** Whether somebody else here already has what the draft asks for. */
  public boolean isCollision() {
    return collision;
  }
}
