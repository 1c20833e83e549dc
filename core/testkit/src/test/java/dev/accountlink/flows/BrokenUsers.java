package dev.accountlink.flows;

import dev.accountlink.model.EmailAddress;
import dev.accountlink.model.GitCredential;
import dev.accountlink.model.HostUser;
import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.Link;
import dev.accountlink.model.LinkDraft;
import dev.accountlink.model.NewUser;
import dev.accountlink.model.Standing;
import dev.accountlink.model.UserId;
import dev.accountlink.model.UserProblem;
import dev.accountlink.model.WayIn;
import dev.accountlink.spi.HostUsers;
import dev.accountlink.spi.LinkStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Users with one fault of those that forges have, or none. */
record BrokenUsers(Fault fault, HostUsersInMemory users, LinkStore links) implements HostUsers {
  enum Fault {
    NONE,
    FORGETS_WHOM_IT_MADE,
    IS_MADE_AFTER_ITS_LINK,
    MAKES_NO_LINK,
    FINDS_ANY_CASE,
    FINDS_NAMES,
    TAKES_WHO_HAS_THE_NAME,
    TAKES_WHO_HAS_THE_ADDRESS,
    LEAVES_THE_USER,
    LEAVES_THE_LINK,
    SAYS_CREATED_ANYWAY,
    NAMES_A_PASSWORD_NOBODY_SET,
    PUSHES_WITH_A_PASSWORD_NOBODY_SET,
    HIDES_STANDING,
    IGNORES_THE_DRAFTS_STANDING,
    MAKES_EVERYBODY_WAIT,
    VERIFIES_EVERY_ADDRESS
  }

  @Override
  public Optional<HostUser> find(UserId id) {
    return switch (fault) {
      case FORGETS_WHOM_IT_MADE -> Optional.empty();
      case FINDS_ANY_CASE ->
          users.find(id).or(() -> users.find(new UserId(id.value().toLowerCase(Locale.ROOT))));
      case FINDS_NAMES -> users.find(id).or(() -> users.named(id.value()));
      case HIDES_STANDING -> users.find(id).map(BrokenUsers::active);
      case IS_MADE_AFTER_ITS_LINK -> users.find(id).map(BrokenUsers::younger);
      default -> users.find(id);
    };
  }

  private static HostUser active(HostUser user) {
    return new HostUser(
        user.id(), user.username(), user.displayName(), Standing.ACTIVE, user.since());
  }

  private static HostUser younger(HostUser user) {
    Optional<Instant> since = Optional.of(Instant.now().plus(Duration.ofHours(2)));
    return new HostUser(user.id(), user.username(), user.displayName(), user.standing(), since);
  }

  @Override
  public Set<UserProblem> check(NewUser draft) {
    return users.check(draft);
  }

  @Override
  public Creation createLinked(NewUser draft, LinkDraft first) {
    Optional<HostUser> same =
        switch (fault) {
          case TAKES_WHO_HAS_THE_NAME -> users.named(draft.username());
          case TAKES_WHO_HAS_THE_ADDRESS -> users.withAddress(draft.email().orElseThrow());
          default -> Optional.empty();
        };
    if (same.isPresent()) {
      links.insert(first.to(same.get().id()));
      return new Creation.Created(same.get());
    }
    return switch (fault) {
      case MAKES_NO_LINK ->
          users.over(new NoLinks(links), Standing.ACTIVE).createLinked(draft, first);
      case LEAVES_THE_USER -> withoutUndo(draft, first);
      case LEAVES_THE_LINK -> linkFirst(draft, first);
      case SAYS_CREATED_ANYWAY -> sayCreated(draft, first);
      case IGNORES_THE_DRAFTS_STANDING ->
          users.createLinked(draft(draft, draft.email(), Standing.ACTIVE), first);
      case MAKES_EVERYBODY_WAIT ->
          users.createLinked(draft(draft, draft.email(), Standing.AWAITING_APPROVAL), first);
      case VERIFIES_EVERY_ADDRESS ->
          users.createLinked(
              draft(
                  draft,
                  draft.email().map(email -> new EmailAddress(email.address(), true, true)),
                  draft.standing()),
              first);
      default -> users.createLinked(draft, first);
    };
  }

  private static NewUser draft(NewUser like, Optional<EmailAddress> email, Standing standing) {
    return new NewUser(like.username(), like.displayName(), email, like.picture(), standing);
  }

  private Creation withoutUndo(NewUser draft, LinkDraft first) {
    Creation creation = users.over(new NoLinks(links), Standing.ACTIVE).createLinked(draft, first);
    if (creation instanceof Creation.Created created
        && !(links.insert(first.to(created.user().id())) instanceof LinkStore.Insertion.Inserted)) {
      return new Creation.IdentityTaken();
    }
    return creation;
  }

  private Creation linkFirst(NewUser draft, LinkDraft first) {
    Creation creation = users.over(new NoLinks(links), Standing.ACTIVE).createLinked(draft, first);
    if (creation instanceof Creation.Created created) {
      UserId id = created.user().id();
      try {
        if (links.insert(first.to(id)) instanceof LinkStore.Insertion.Inserted) {
          return creation;
        }
      } catch (IllegalStateException failure) {
        users.delete(id);
        throw failure;
      }
      users.delete(id);
      return new Creation.IdentityTaken();
    }
    return creation;
  }

  private Creation sayCreated(NewUser draft, LinkDraft first) {
    Creation creation = users.over(new NoLinks(links), Standing.ACTIVE).createLinked(draft, first);
    if (creation instanceof Creation.Created created) {
      links.insert(first.to(created.user().id()));
    }
    return creation;
  }

  @Override
  public Set<WayIn> otherWaysIn(UserId id) {
    return fault == Fault.NAMES_A_PASSWORD_NOBODY_SET
        ? Set.of(WayIn.LOCAL_PASSWORD)
        : users.otherWaysIn(id);
  }

  @Override
  public Set<GitCredential> gitCredentials(UserId id) {
    return fault == Fault.PUSHES_WITH_A_PASSWORD_NOBODY_SET
        ? Set.of(GitCredential.values())
        : users.gitCredentials(id);
  }

  /** Says that every link was made, and makes none. */
  private record NoLinks(LinkStore links) implements LinkStore {
    @Override
    public Insertion insert(Link link) {
      return new Insertion.Inserted();
    }

    @Override
    public Optional<Link> find(IdentityKey identity) {
      return links.find(identity);
    }

    @Override
    public List<Link> findAll(UserId user) {
      return links.findAll(user);
    }

    @Override
    public List<UserId> users(Optional<UserId> after, int limit) {
      return links.users(after, limit);
    }

    @Override
    public Removal remove(UserId user, IdentityKey identity, Predicate<List<Link>> mayRemain) {
      return links.remove(user, identity, mayRemain);
    }

    @Override
    public boolean locked(UserId user, Predicate<List<Link>> action) {
      return links.locked(user, action);
    }

    @Override
    public int removeAll(UserId user) {
      return links.removeAll(user);
    }

    @Override
    public void rename(UserId from, UserId to) {
      links.rename(from, to);
    }
  }
}
