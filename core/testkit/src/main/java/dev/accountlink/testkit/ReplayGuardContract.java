package dev.accountlink.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.spi.ReplayGuard;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What every {@link ReplayGuard} must do. Extend it with a method that gives an empty guard:
 *
 * <pre>{@code
 * class MyReplayGuardTest extends ReplayGuardContract {
 *   protected ReplayGuard guard(Clock clock) {
 *     database.clear();
 *     return new MyReplayGuard(database, clock);
 *   }
 * }
 * }</pre>
 */
public abstract class ReplayGuardContract {
  private static final int THREADS = 64;
  private static final int ROUNDS = 8;

  private final HandTurnedClock clock = new HandTurnedClock();
  private ReplayGuard guard;

  /** For subclasses. */
  protected ReplayGuardContract() {}

  /**
   * A guard that remembers nothing yet and has room for at least 10,000 uses; asked for once in
   * every test.
   *
   * @param clock what the tests turn. A guard that goes by its database's clock leaves it aside.
   */
  protected abstract ReplayGuard guard(Clock clock);

  @BeforeEach
  final void openTheGuard() {
    guard = guard(clock);
  }

  @Test
  @DisplayName("A06 state replay: a key is used for the first time exactly once")
  void a06AKeyIsUsedForTheFirstTimeOnce() {
    assertThat(guard.firstUse("flow", soon())).isTrue();
    assertThat(guard.firstUse("flow", soon())).isFalse();
    assertThat(guard.firstUse("flow", soon().plusSeconds(60))).isFalse();
    assertThat(guard.firstUse("flow", soon().minusSeconds(60))).isFalse();
  }

  @Test
  void keysAreIndependent() {
    assertThat(guard.firstUse("one", soon())).isTrue();
    assertThat(guard.firstUse("other", soon())).isTrue();
    assertThat(guard.firstUse("one", soon())).isFalse();
  }

  @Test
  void keysAreComparedExactly() {
    List<String> keys =
        List.of(
            "abcdef", "ABCDEF", "Abcdef", "abcdef-", "abcdef_", "abcdef.", "abcde", "'", "%", "_");

    for (String key : keys) {
      assertThat(guard.firstUse(key, soon())).as(key).isTrue();
    }
    for (String key : keys) {
      assertThat(guard.firstUse(key, soon())).as(key).isFalse();
    }
  }

  @Test
  void theLongestKeysDifferInTheirLastCharacter() {
    String stem = "k".repeat(63);

    assertThat(guard.firstUse(stem + "a", soon())).isTrue();
    assertThat(guard.firstUse(stem + "b", soon())).isTrue();
    assertThat(guard.firstUse(stem, soon())).isTrue();
    assertThat(guard.firstUse(stem + "a", soon())).isFalse();
  }

  @Test
  void aKeyIsRememberedUntilItsTime() {
    Instant until = soon();
    guard.firstUse("flow", until);

    clock.turn(Duration.ofMinutes(15).minusMillis(1));

    assertThat(guard.firstUse("flow", until)).isFalse();
  }

  @Test
  void aForgottenKeyIsRememberedAgainOnceItIsUsedAgain() {
    guard.firstUse("flow", soon());
    clock.turn(Duration.ofDays(2));
    useMany();

    guard.firstUse("flow", soon());

    assertThat(guard.firstUse("flow", soon())).isFalse();
  }

  @Test
  @DisplayName("A06 state replay: a second use with an earlier time does not shorten the memory")
  void a06ASecondUseDoesNotShortenTheMemory() {
    guard.firstUse("flow", soon());
    guard.firstUse("flow", clock.instant().plusSeconds(1));
    clock.turn(Duration.ofMinutes(14));
    useMany();

    assertThat(guard.firstUse("flow", soon())).isFalse();
  }

  @Test
  @DisplayName("A06 state replay: what expired is forgotten without what has not")
  void a06ForgettingSparesWhatHasNotExpired() {
    Instant late = clock.instant().plus(Duration.ofDays(30));
    for (int i = 0; i < 100; i++) {
      guard.firstUse("early-" + i, soon());
      guard.firstUse("late-" + i, late);
    }
    clock.turn(Duration.ofDays(29));
    useMany();

    for (int i = 0; i < 100; i++) {
      assertThat(guard.firstUse("late-" + i, late)).as("late-%s", i).isFalse();
    }
  }

  @Test
  void manyKeysAreRememberedAtOnce() {
    Set<String> twice = new HashSet<>();

    for (int i = 0; i < 2_000; i++) {
      assertThat(guard.firstUse("key-" + i, soon())).isTrue();
    }
    for (int i = 0; i < 2_000; i++) {
      if (guard.firstUse("key-" + i, soon())) {
        twice.add("key-" + i);
      }
    }

    assertThat(twice).isEmpty();
  }

  @Test
  @DisplayName("A07 concurrent double callback: of 64 threads with one key exactly one is first")
  void a07OfManyThreadsExactlyOneIsFirst() {
    for (int round = 0; round < ROUNDS; round++) {
      String key = "round-" + round;

      List<Boolean> answers = Race.run(THREADS, i -> guard.firstUse(key, soon()));

      assertThat(answers).as(key).filteredOn(first -> first).hasSize(1);
    }
  }

  @Test
  @DisplayName("A07 concurrent double callback: keys used at once do not disturb each other")
  void a07KeysUsedAtOnceDoNotDisturbEachOther() {
    List<Integer> firsts =
        Race.run(
            THREADS,
            i -> {
              int first = 0;
              for (int key = 0; key < 50; key++) {
                first += guard.firstUse("key-" + key, soon()) ? 1 : 0;
              }
              return first;
            });

    assertThat(firsts.stream().mapToInt(first -> first).sum()).isEqualTo(50);
  }

  @Test
  @DisplayName("A12 unbounded state memory: what is forgotten meanwhile stops none of 64 threads")
  void a12ForgettingStopsNobody() {
    for (int i = 0; i < 500; i++) {
      guard.firstUse("old-" + i, soon());
    }
    clock.turn(Duration.ofDays(2));

    List<Integer> firsts =
        Race.run(
            THREADS,
            i -> {
              int first = 0;
              for (int use = 0; use < 20; use++) {
                first += guard.firstUse(i + "-" + use, soon()) ? 1 : 0;
              }
              return first;
            });

    assertThat(firsts).containsOnly(20);
  }

  /** Enough for a guard that forgets now and then to do so. */
  private void useMany() {
    for (int i = 0; i < 1000; i++) {
      guard.firstUse("later-" + i, soon());
    }
  }

  private Instant soon() {
    return clock.instant().plus(Duration.ofMinutes(15));
  }

  /** Starts at the true time, so that guards with a clock of their own pass as well. */
  private static final class HandTurnedClock extends Clock {
    private final AtomicReference<Instant> now = new AtomicReference<>(Clock.systemUTC().instant());

    void turn(Duration by) {
      now.updateAndGet(instant -> instant.plus(by));
    }

    @Override
    public Instant instant() {
      return now.get();
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
