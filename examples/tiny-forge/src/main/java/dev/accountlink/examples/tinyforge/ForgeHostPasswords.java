package dev.accountlink.examples.tinyforge;

import dev.accountlink.model.HostUser;
import dev.accountlink.model.Secret;
import dev.accountlink.model.UserId;
import dev.accountlink.spi.HostPasswords;
import dev.accountlink.web.WebRequest;

/** The forge's password check, with which users prove who is at the keyboard. */
final class ForgeHostPasswords implements HostPasswords {

  private final PasswordTries tries;

  ForgeHostPasswords(PasswordTries tries) {
    this.tries = tries;
  }

  @Override
  public PasswordCheck check(WebRequest request, HostUser user, Secret password) {
    PasswordTries.Result result = tries.check(user.username(), password.reveal());
    if (result instanceof PasswordTries.Result.Right right) {
      return new PasswordCheck.Right(new UserId(right.user().id()));
    }
    return result instanceof PasswordTries.Result.Paused
        ? new PasswordCheck.TooManyTries()
        : new PasswordCheck.Wrong();
  }
}
