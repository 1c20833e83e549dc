package dev.accountlink.flows;

import dev.accountlink.memory.InMemoryLinkStore;
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
import dev.accountlink.testkit.fake.Person;
import java.net.URI;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The users of a small host: a name, an address, a standing, and whether there is a password. */
final class HostUsersInMemory implements HostUsers {
  private final Map<UserId, Entry> users;
  private final AtomicInteger next;
  private final LinkStore links;
  private final Standing newcomers;
  private final Map<UserId, URI> pictures = new ConcurrentHashMap<>();
  private volatile Gatekeeper gatekeeper = (provider, identity, user) -> Optional.empty();
  private volatile Doorkeeper doorkeeper = (user, provider, identity) -> {};

  HostUsersInMemory(LinkStore links) {
    this(new ConcurrentHashMap<>(), new AtomicInteger(1), links, Standing.ACTIVE);
  }

  private HostUsersInMemory(
      Map<UserId, Entry> users, AtomicInteger next, LinkStore links, Standing newcomers) {
    this.users = users;
    this.next = next;
    this.links = links;
    this.newcomers = newcomers;
  }

  /** The same users over other links, and with another standing of those who are registered. */
  HostUsersInMemory over(LinkStore others, Standing ofNewcomers) {
    return new HostUsersInMemory(users, next, others, ofNewcomers);
  }

  HostUsersInMemory() {
    this(new InMemoryLinkStore());
  }

  /** A rule of this host's own, which answers with the key of a text. */
  interface Gatekeeper {
    Optional<String> objection(
        ProviderId provider, ExternalIdentity identity, Optional<UserId> user);
  }

  /** Who hears of those who came in. */
  interface Doorkeeper {
    void identified(UserId user, ProviderId provider, ExternalIdentity identity);
  }

  /** Tells somebody of those who come in. */
  void tell(Doorkeeper other) {
    doorkeeper = other;
  }

  /** Sets somebody at the door. */
  void admit(Gatekeeper other) {
    gatekeeper = other;
  }

  /** What this host knows of a user. */
  record Entry(HostUser user, Optional<EmailAddress> email, boolean password) {
    Entry with(HostUser changed) {
      return new Entry(changed, email, password);
    }

    Optional<String> address() {
      return email.map(EmailAddress::address);
    }
  }

  /** A user who registered here with a password. */
  HostUser register(String username, String email) {
    return register(username, email, "user-" + next.getAndIncrement());
  }

  /** The same under a key of the test's choice. */
  HostUser register(String username, String email, String id) {
    HostUser user = user(new UserId(id), username, username);
    users.put(user.id(), new Entry(user, Optional.of(typed(email)), true));
    return user;
  }

  /** Lets a user's key have come to be at another time: it belonged to somebody else before. */
  void since(UserId id, Instant since) {
    users.computeIfPresent(
        id,
        (key, entry) ->
            entry.with(
                new HostUser(
                    id,
                    entry.user().username(),
                    entry.user().displayName(),
                    entry.user().standing(),
                    Optional.of(since))));
  }

  /** Changes what staff thinks of a user. */
  void standing(UserId id, Standing standing) {
    users.computeIfPresent(
        id,
        (key, entry) ->
            entry.with(
                new HostUser(
                    id,
                    entry.user().username(),
                    entry.user().displayName(),
                    standing,
                    entry.user().since())));
  }

  void delete(UserId id) {
    users.remove(id);
  }

  int count() {
    return users.size();
  }

  Optional<HostUser> named(String username) {
    return users.values().stream()
        .map(Entry::user)
        .filter(user -> user.username().equalsIgnoreCase(username))
        .findFirst();
  }

  /** Lets a user have another address. */
  void address(UserId id, String email) {
    users.computeIfPresent(
        id, (key, entry) -> new Entry(entry.user(), Optional.of(typed(email)), entry.password()));
  }

  /** Whether the address of a user was verified by a provider. */
  Optional<Boolean> emailVerified(UserId id) {
    return Optional.ofNullable(users.get(id)).flatMap(Entry::email).map(EmailAddress::verified);
  }

  private static EmailAddress typed(String email) {
    return new EmailAddress(email, false, true);
  }

  /** The picture that came with the draft of a user. */
  Optional<URI> picture(UserId id) {
    return Optional.ofNullable(pictures.get(id));
  }

  /** Who has the address of this person, for a test to look at. */
  HostUser withAddress(Person person) {
    String address = person.primaryEmail().orElseThrow().address();
    return withAddress(new EmailAddress(address, true, true)).orElseThrow();
  }

  /** What a host must never ask in earnest. */
  Optional<HostUser> withAddress(EmailAddress email) {
    return users.values().stream()
        .filter(entry -> entry.address().filter(email.address()::equals).isPresent())
        .map(Entry::user)
        .findFirst();
  }

  @Override
  public Optional<HostUser> find(UserId id) {
    return Optional.ofNullable(users.get(id)).map(Entry::user);
  }

  @Override
  public Set<UserProblem> check(NewUser draft) {
    Set<UserProblem> problems = EnumSet.noneOf(UserProblem.class);
    if (!draft.username().matches("[A-Za-z0-9][A-Za-z0-9-]{0,38}")) {
      problems.add(UserProblem.USERNAME_INVALID);
    }
    if (named(draft.username()).isPresent()) {
      problems.add(UserProblem.USERNAME_TAKEN);
    }
    Optional<String> address = draft.email().map(email -> email.address());
    if (address.isEmpty()) {
      problems.add(UserProblem.EMAIL_MISSING);
    }
    if (address.isPresent()
        && users.values().stream().anyMatch(entry -> entry.address().equals(address))) {
      problems.add(UserProblem.EMAIL_TAKEN);
    }
    return problems;
  }

  @Override
  public Creation createLinked(NewUser draft, LinkDraft first) {
    synchronized (users) {
      return HostUsers.createThenLink(draft, first, links, this::create, this::delete);
    }
  }

  private Creation create(NewUser draft) {
    Set<UserProblem> problems = new LinkedHashSet<>(check(draft));
    if (!problems.isEmpty()) {
      return new Creation.Rejected(problems);
    }
    UserId id = new UserId("user-" + next.getAndIncrement());
    HostUser user =
        new HostUser(
            id,
            draft.username(),
            draft.displayName(),
            draft.standing() == Standing.ACTIVE ? newcomers : draft.standing(),
            Optional.of(Instant.now()));
    users.put(user.id(), new Entry(user, draft.email(), false));
    draft.picture().ifPresent(picture -> pictures.put(id, picture));
    return new Creation.Created(user);
  }

  @Override
  public Set<WayIn> otherWaysIn(UserId id) {
    return users.get(id).password() ? Set.of(WayIn.LOCAL_PASSWORD) : Set.of();
  }

  @Override
  public Set<GitCredential> gitCredentials(UserId id) {
    return users.get(id).password() ? Set.of(GitCredential.PASSWORD) : Set.of();
  }

  @Override
  public Optional<String> objection(
      ProviderId provider, ExternalIdentity identity, Optional<UserId> user) {
    return gatekeeper.objection(provider, identity, user);
  }

  @Override
  public void identified(UserId user, ProviderId provider, ExternalIdentity identity) {
    doorkeeper.identified(user, provider, identity);
  }

  private static HostUser user(UserId id, String username, String displayName) {
    return new HostUser(id, username, displayName, Standing.ACTIVE, Optional.of(Instant.now()));
  }
}
