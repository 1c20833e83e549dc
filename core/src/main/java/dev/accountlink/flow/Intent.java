package dev.accountlink.flow;

import dev.accountlink.model.Purpose;
import dev.accountlink.model.UserId;
import java.util.Arrays;

/** Why a flow was begun. Fixed at the start, sealed into the flow, and never changed on the way. */
public sealed interface Intent {
  /** To sign in, or to register where the rules allow it without being asked. */
  record SignIn() implements Intent {}

  /** To register where the rules want to be asked; who is known here is signed in. */
  record SignUp() implements Intent {}

  /**
   * To make the identity that comes back a way in for a user who is signed in.
   *
   * @param user the user it was begun for
   */
  record Connect(UserId user) implements Intent {}

  /**
   * To prove once more who is at the keyboard, for one operation. Signs nobody in and links
   * nothing.
   *
   * @param user the user who is signed in
   */
  record Reauthenticate(UserId user) implements Intent {}

  /**
   * To see what a sign-in through a provider would come to, and to do nothing of it.
   *
   * @param administrator who tries it
   */
  record Rehearse(UserId administrator) implements Intent {}

  /**
   * To give this application tokens for a purpose. Signs nobody in and links nothing.
   *
   * @param user the user who is signed in
   * @param purpose what for
   */
  record Authorize(UserId user, Purpose purpose) implements Intent {}

  /** The intents without what belongs to one flow, as they are sealed. */
  enum Name {
    /** {@link SignIn}. */
    SIGN_IN(1),
    /** {@link Connect}. */
    CONNECT(2),
    /** {@link SignUp}. */
    SIGN_UP(3),
    /** {@link Reauthenticate}. */
    REAUTHENTICATE(4),
    /** {@link Rehearse}. */
    REHEARSE(5),
    /** {@link Authorize}, for imports. */
    AUTHORIZE(6);

    private final int code;

    Name(int code) {
      this.code = code;
    }

    /** What stands for it in a sealed flow, 1 to 63; never given to another intent. */
    public int code() {
      return code;
    }

    /**
     * The intent of a code.
     *
     * @throws IllegalArgumentException when there is none: a newer version has sealed it
     */
    public static Name ofCode(int code) {
      return Arrays.stream(values())
          .filter(name -> name.code == code)
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("No intent has the code " + code + "."));
    }
  }
}
