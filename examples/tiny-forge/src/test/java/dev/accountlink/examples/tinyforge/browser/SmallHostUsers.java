package dev.accountlink.examples.tinyforge.browser;

import dev.accountlink.model.HostUser;
import dev.accountlink.model.LinkDraft;
import dev.accountlink.model.NewUser;
import dev.accountlink.model.Standing;
import dev.accountlink.model.UserId;
import dev.accountlink.model.UserProblem;
import dev.accountlink.model.WayIn;
import dev.accountlink.spi.HostUsers;
import dev.accountlink.spi.LinkStore;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The users of the small host; their key is their name. One of them was there before. */
final class SmallHostUsers implements HostUsers {
  private final Map<UserId, HostUser> users = new ConcurrentHashMap<>();
  private final LinkStore links;

  SmallHostUsers(LinkStore links) {
    this.links = links;
    put(SmallHost.LOCAL_USER, "Lady Local");
  }

  Optional<HostUser> named(String username) {
    return find(new UserId(username));
  }

  int count() {
    return users.size();
  }

  @Override
  public Optional<HostUser> find(UserId id) {
    return Optional.ofNullable(users.get(id));
  }

  @Override
  public Set<UserProblem> check(NewUser draft) {
    return named(draft.username()).isPresent() ? Set.of(UserProblem.USERNAME_TAKEN) : Set.of();
  }

  @Override
  public synchronized Creation createLinked(NewUser draft, LinkDraft first) {
    return HostUsers.createThenLink(draft, first, links, this::create, users::remove);
  }

  @Override
  public Set<WayIn> otherWaysIn(UserId id) {
    boolean local = id.value().equals(SmallHost.LOCAL_USER);
    return local ? Set.of(WayIn.LOCAL_PASSWORD) : Set.of();
  }

  private Creation create(NewUser draft) {
    Set<UserProblem> problems = check(draft);
    return problems.isEmpty()
        ? new Creation.Created(put(draft.username(), draft.displayName()))
        : new Creation.Rejected(problems);
  }

  private HostUser put(String username, String displayName) {
    HostUser user =
        new HostUser(
            new UserId(username),
            username,
            displayName,
            Standing.ACTIVE,
            Optional.of(Instant.now()));
    users.put(user.id(), user);
    return user;
  }
}
