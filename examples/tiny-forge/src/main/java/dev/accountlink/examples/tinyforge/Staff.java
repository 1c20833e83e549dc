package dev.accountlink.examples.tinyforge;

import dev.accountlink.AccountLinking;
import dev.accountlink.model.UserId;
import org.jdbi.v3.core.Jdbi;

/** What staff may do to other users. */
final class Staff {

  private final ForgeUsers users;
  private final ForgeRepositories repositories;
  private final SecondFactors secondFactors;
  private final AccountLinking linking;
  private final Jdbi jdbi;

  /** All of them must be kept through this same {@link Jdbi}. */
  Staff(
      ForgeUsers users,
      ForgeRepositories repositories,
      SecondFactors secondFactors,
      AccountLinking linking,
      Jdbi jdbi) {
    this.users = users;
    this.repositories = repositories;
    this.secondFactors = secondFactors;
    this.linking = linking;
    this.jdbi = jdbi;
  }

  boolean approve(ForgeUser user) {
    return users.changeStatus(user.id(), UserStatus.AWAITING_APPROVAL, UserStatus.ACTIVE);
  }

  /** The user's sessions are over at once. */
  boolean disable(ForgeUser user) {
    return users.changeStatus(user.id(), UserStatus.ACTIVE, UserStatus.DISABLED);
  }

  boolean enable(ForgeUser user) {
    return users.changeStatus(user.id(), UserStatus.DISABLED, UserStatus.ACTIVE);
  }

  /** For somebody whose telephone is lost. */
  boolean removeSecondFactor(ForgeUser user) {
    boolean on = secondFactors.isOn(user.id());
    secondFactors.remove(user.id());
    return on;
  }

  /** User, links and repositories go together: whoever comes later inherits nothing. */
  boolean delete(ForgeUser user) {
    jdbi.useTransaction(
        transaction -> {
          linking.userDeleted(new UserId(user.id()));
          repositories.deleteAllOf(user);
          users.delete(user.id());
        });
    return true;
  }
}
