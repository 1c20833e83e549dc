package dev.accountlink.grants;

import dev.accountlink.model.HostUser;
import dev.accountlink.model.LinkDraft;
import dev.accountlink.model.NewUser;
import dev.accountlink.model.Standing;
import dev.accountlink.model.UserId;
import dev.accountlink.model.UserProblem;
import dev.accountlink.model.WayIn;
import dev.accountlink.spi.HostUsers;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Users of whom only the standing matters; whom nobody changed is active. */
final class UsersOfTests implements HostUsers {
  private final Map<UserId, Optional<Standing>> changed = new ConcurrentHashMap<>();
  private final Map<UserId, Instant> began = new ConcurrentHashMap<>();

  void change(UserId user, Standing standing) {
    changed.put(user, Optional.of(standing));
  }

  /** Since when the user is there; nobody says it of the others. */
  void beganAt(UserId user, Instant since) {
    began.put(user, since);
  }

  void remove(UserId user) {
    changed.put(user, Optional.empty());
  }

  @Override
  public Optional<HostUser> find(UserId id) {
    return changed
        .getOrDefault(id, Optional.of(Standing.ACTIVE))
        .map(
            standing ->
                new HostUser(
                    id, id.value(), id.value(), standing, Optional.ofNullable(began.get(id))));
  }

  @Override
  public Set<UserProblem> check(NewUser draft) {
    throw new UnsupportedOperationException("Nobody is registered here.");
  }

  @Override
  public Creation createLinked(NewUser draft, LinkDraft first) {
    throw new UnsupportedOperationException("Nobody is registered here.");
  }

  @Override
  public Set<WayIn> otherWaysIn(UserId id) {
    return Set.of();
  }
}
