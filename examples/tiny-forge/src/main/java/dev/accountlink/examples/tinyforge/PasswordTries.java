package dev.accountlink.examples.tinyforge;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The forge's check of a password, wherever one is typed: after many wrong ones for a name, none is
 * looked at for a while. Counts names that nobody has as well, so that it tells nobody who exists.
 *
 * <p>Counts in memory: enough for one process that is seldom restarted. Whoever knows a name can
 * keep its owner's password from working for a while, but not the owner's social sign-in.
 */
final class PasswordTries {

  static final int MOST_WRONG = 10;

  static final Duration PAUSE = Duration.ofMinutes(5);

  private static final int MOST_NAMES = 10_000;

  private final ForgeUsers users;
  private final Clock clock;
  private final Map<String, Tries> byName = new LinkedHashMap<>();

  PasswordTries(ForgeUsers users, Clock clock) {
    this.users = users;
    this.clock = clock;
  }

  private record Tries(int count, Instant since) {}

  /** What came of a try. */
  sealed interface Result {
    record Right(ForgeUser user) implements Result {}

    record Wrong() implements Result {}

    /** There were too many; the password was not looked at. */
    record Paused() implements Result {}

    /** The user whose password it is. */
    default Optional<ForgeUser> whose() {
      return this instanceof Right right ? Optional.of(right.user()) : Optional.empty();
    }
  }

  /** Whose password this is, whatever the user's status. */
  Result check(String username, String password) {
    String name = Names.fold(username);
    // counted before it is compared: many at once are no way round
    if (!count(name)) {
      return new Result.Paused();
    }
    Optional<ForgeUser> user = users.authenticate(username, password);
    if (user.isEmpty()) {
      return new Result.Wrong();
    }
    forget(name);
    return new Result.Right(user.get());
  }

  private synchronized boolean count(String name) {
    Instant now = clock.instant();
    Tries tries = byName.remove(name);
    if (tries == null || !now.isBefore(tries.since().plus(PAUSE))) {
      tries = new Tries(0, now);
    }
    boolean allowed = tries.count() < MOST_WRONG;
    byName.put(name, new Tries(Math.min(tries.count() + 1, MOST_WRONG), tries.since()));
    if (byName.size() > MOST_NAMES) {
      byName.remove(byName.keySet().iterator().next());
    }
    return allowed;
  }

  private synchronized void forget(String name) {
    byName.remove(name);
  }
}
