package dev.accountlink.examples.tinyforge;

import dev.accountlink.examples.tinyforge.ForgeUsers.Registration;
import dev.accountlink.model.EmailAddress;
import dev.accountlink.model.ExternalIdentity;
import dev.accountlink.model.GitCredential;
import dev.accountlink.model.HostUser;
import dev.accountlink.model.LinkDraft;
import dev.accountlink.model.NewUser;
import dev.accountlink.model.ProviderId;
import dev.accountlink.model.Standing;
import dev.accountlink.model.UserId;
import dev.accountlink.model.UserProblem;
import dev.accountlink.model.WayIn;
import dev.accountlink.spi.HostUsers;
import dev.accountlink.spi.LinkStore;
import dev.accountlink.spi.LinkStore.Insertion;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The forge's users, as Accountlink asks for them. */
final class ForgeHostUsers implements HostUsers {

  private final ForgeUsers users;
  private final LinkStore links;
  private final SecondFactors secondFactors;
  private final Jdbi jdbi;
  private final ProvenAddresses addresses;

  /** Users and links must be kept through this same {@link Jdbi}. */
  ForgeHostUsers(ForgeUsers users, LinkStore links, SecondFactors secondFactors, Jdbi jdbi) {
    this.users = users;
    this.links = links;
    this.secondFactors = secondFactors;
    this.jdbi = jdbi;
    this.addresses = new ProvenAddresses(jdbi);
  }

  @Override
  public Optional<HostUser> find(UserId id) {
    return users.find(id.value()).map(ForgeHostUsers::hostUser);
  }

  @Override
  public Set<UserProblem> check(NewUser draft) {
    return problems(users.check(userDraft(draft)));
  }

  /** Both in one transaction: user and link are there, or neither is. */
  @Override
  public Creation createLinked(NewUser draft, LinkDraft first) {
    return jdbi.inTransaction(
        transaction -> {
          UserStatus status =
              draft.standing() == Standing.AWAITING_APPROVAL
                  ? UserStatus.AWAITING_APPROVAL
                  : UserStatus.ACTIVE;
          Registration registration = users.registerWithoutPassword(userDraft(draft), status);
          if (registration instanceof Registration.Registered registered) {
            return link(registered.user(), first, transaction);
          }
          return new Creation.Rejected(problems(((Registration.Rejected) registration).problems()));
        });
  }

  private Creation link(ForgeUser user, LinkDraft first, Handle transaction) {
    HostUser made = hostUser(user);
    if (links.insert(first.to(made.id())) instanceof Insertion.Inserted) {
      return new Creation.Created(made);
    }
    transaction.rollback();
    return new Creation.IdentityTaken();
  }

  @Override
  public Set<WayIn> otherWaysIn(UserId id) {
    return hasPassword(id) ? Set.of(WayIn.LOCAL_PASSWORD) : Set.of();
  }

  /**
   * See {@link GitAuthentication}: a password alone is not enough for whoever has a second factor.
   */
  @Override
  public Set<GitCredential> gitCredentials(UserId id) {
    return hasPassword(id) && !secondFactors.isOn(id.value())
        ? Set.of(GitCredential.PASSWORD)
        : Set.of();
  }

  @Override
  public void identified(UserId user, ProviderId provider, ExternalIdentity identity) {
    addresses.keep(user.value(), identity);
  }

  private boolean hasPassword(UserId id) {
    return users.find(id.value()).filter(ForgeUser::hasPassword).isPresent();
  }

  /** An address that was typed on the way is kept as one that nobody has verified. */
  private static UserDraft userDraft(NewUser draft) {
    return new UserDraft(
        draft.username(),
        draft.displayName(),
        draft.email().map(EmailAddress::address),
        draft.email().filter(EmailAddress::verified).isPresent());
  }

  private static HostUser hostUser(ForgeUser user) {
    return new HostUser(
        new UserId(user.id()),
        user.username(),
        user.displayName(),
        standing(user.status()),
        Optional.of(user.createdAt()));
  }

  private static Standing standing(UserStatus status) {
    return switch (status) {
      case ACTIVE -> Standing.ACTIVE;
      case DISABLED -> Standing.DISABLED;
      case AWAITING_APPROVAL -> Standing.AWAITING_APPROVAL;
    };
  }

  private static Set<UserProblem> problems(Set<DraftProblem> problems) {
    Set<UserProblem> found = EnumSet.noneOf(UserProblem.class);
    problems.forEach(problem -> found.add(problem(problem)));
    return found;
  }

  private static UserProblem problem(DraftProblem problem) {
    return switch (problem) {
      case USERNAME_INVALID -> UserProblem.USERNAME_INVALID;
      case USERNAME_RESERVED -> UserProblem.USERNAME_RESERVED;
      case USERNAME_TAKEN -> UserProblem.USERNAME_TAKEN;
      case EMAIL_INVALID -> UserProblem.EMAIL_INVALID;
      case EMAIL_TAKEN -> UserProblem.EMAIL_TAKEN;
      case PASSWORD_UNUSABLE ->
          throw new IllegalStateException("Nobody gives a password when a provider registers.");
    };
  }
}
