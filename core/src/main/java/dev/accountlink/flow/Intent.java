package dev.accountlink.flow;

import dev.accountlink.model.UserId;

/** Why a flow was begun. Fixed at the start, sealed into the flow, and never changed on the way. */
public sealed interface Intent {
  /** To sign in, or to register where the rules allow it. */
  record SignIn() implements Intent {}

  /**
   * To make the identity that comes back a way in for a user who is signed in.
   *
   * @param user the user it was begun for
   */
  record Connect(UserId user) implements Intent {}

  /** The intents without what belongs to one flow, as they are sealed. */
  enum Name {
    /** {@link SignIn}. */
    SIGN_IN,
    /** {@link Connect}. */
    CONNECT
  }
}
