package dev.accountlink.spi;

import dev.accountlink.model.HostUser;
import dev.accountlink.model.Secret;
import dev.accountlink.model.UserId;
import dev.accountlink.web.WebRequest;

/**
 * The host's password check, for a user who is signed in and has to prove who is at the keyboard.
 * Never used to sign in. Thread-safe.
 */
public interface HostPasswords {

  /**
   * Checks a password. Counts against the host's own limit of tries.
   *
   * @param user the user who is signed in
   * @param password as it was typed
   */
  PasswordCheck check(WebRequest request, HostUser user, Secret password);

  /** What came of {@link #check}. */
  sealed interface PasswordCheck {
    /**
     * The password is this user's.
     *
     * @param user whose; compared with the user who is signed in, byte for byte
     */
    record Right(UserId user) implements PasswordCheck {}

    /** It is not. */
    record Wrong() implements PasswordCheck {}

    /** There were too many tries; the password was not looked at. */
    record TooManyTries() implements PasswordCheck {}
  }
}
