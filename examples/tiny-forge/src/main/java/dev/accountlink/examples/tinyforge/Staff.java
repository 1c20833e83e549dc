package dev.accountlink.examples.tinyforge;

import dev.accountlink.AccountLinking;
import dev.accountlink.flow.Outcome;
import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.ProviderId;
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
    boolean disabled = users.changeStatus(user.id(), UserStatus.ACTIVE, UserStatus.DISABLED);
    if (disabled) {
      linking.userDisabled(new UserId(user.id()));
    }
    return disabled;
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

  /** Connects an identity on the word of staff: whoever has it can sign in as the user from now. */
  Outcome connect(
      ForgeUser actor, ForgeUser user, ProviderId provider, String subject, String label) {
    return linking.connectFor(
        new UserId(actor.id()), new UserId(user.id()), provider, subject, label);
  }

  /** Also the last way in: this is for somebody who must not come in that way any more. */
  Outcome disconnect(ForgeUser actor, ForgeUser user, IdentityKey identity) {
    return linking.disconnectFor(new UserId(actor.id()), new UserId(user.id()), identity);
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
