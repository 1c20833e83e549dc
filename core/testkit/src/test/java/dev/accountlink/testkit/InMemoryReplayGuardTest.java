package dev.accountlink.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accountlink.memory.InMemoryReplayGuard;
import dev.accountlink.spi.ReplayGuard;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class InMemoryReplayGuardTest extends ReplayGuardContract {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Clock AT_NOON = Clock.fixed(NOON, ZoneOffset.UTC);

  @Override
  protected ReplayGuard guard(Clock clock) {
    return new InMemoryReplayGuard(clock, InMemoryReplayGuard.DEFAULT_CAPACITY);
  }

  @Test
  @DisplayName("A12 unbounded state memory: a full guard forgets what is nearest expiry, counted")
  void a12AFullGuardForgetsWhatIsNearestItsExpiry() {
    InMemoryReplayGuard guard = new InMemoryReplayGuard(AT_NOON, 3);
    guard.firstUse("late", NOON.plusSeconds(30));
    guard.firstUse("soonest", NOON.plusSeconds(10));
    guard.firstUse("middle", NOON.plusSeconds(20));
    assertThat(guard.forgotten()).isZero();

    assertThat(guard.firstUse("new", NOON.plusSeconds(5))).isTrue();

    assertThat(guard.forgotten()).isEqualTo(1);
    assertThat(guard.firstUse("new", NOON.plusSeconds(5))).isFalse();
    assertThat(guard.firstUse("late", NOON.plusSeconds(30))).isFalse();
    assertThat(guard.firstUse("middle", NOON.plusSeconds(20))).isFalse();
    assertThat(guard.firstUse("soonest", NOON.plusSeconds(10))).isTrue();
  }

  @Test
  @DisplayName("A12 unbounded state memory: 300,000 uses are never refused and stay bounded")
  void a12ItStaysBoundedAndNeverRefuses() {
    InMemoryReplayGuard guard = new InMemoryReplayGuard(AT_NOON, 131_072);

    for (int i = 0; i < 300_000; i++) {
      assertThat(guard.firstUse("key-" + i, NOON.plusSeconds(900))).isTrue();
    }

    assertThat(guard.forgotten()).isEqualTo(300_000 - 131_072);
    assertThat(guard).hasToString("InMemoryReplayGuard[131072 uses, 168928 forgotten]");
  }

  @Test
  void whatHasExpiredMakesPlaceAndIsNotCounted() {
    HandClock clock = new HandClock();
    InMemoryReplayGuard guard = new InMemoryReplayGuard(clock, 8);
    for (int i = 0; i < 8; i++) {
      guard.firstUse("key-" + i, NOON.plusSeconds(60));
    }

    clock.now = NOON.plusSeconds(61);
    for (int i = 0; i < 8; i++) {
      assertThat(guard.firstUse("key-" + i, NOON.plusSeconds(120))).isTrue();
    }

    assertThat(guard.forgotten()).isZero();
    assertThat(guard.firstUse("key-3", NOON.plusSeconds(120))).isFalse();
  }

  @Test
  void whatHasExpiredShrinksWhileOthersComeIn() {
    HandClock clock = new HandClock();
    InMemoryReplayGuard guard = new InMemoryReplayGuard(clock, 1000);
    for (int i = 0; i < 300; i++) {
      guard.firstUse("old-" + i, NOON.plusSeconds(60));
    }

    clock.now = clock.now.plus(Duration.ofHours(1));
    for (int i = 0; i < 100; i++) {
      guard.firstUse("new-" + i, clock.now.plusSeconds(60));
    }

    assertThat(guard).hasToString("InMemoryReplayGuard[100 uses, 0 forgotten]");
  }

  @Test
  void aGuardWithoutRoomIsRefused() {
    assertThatThrownBy(() -> new InMemoryReplayGuard(AT_NOON, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least one");
  }

  private static final class HandClock extends Clock {
    private Instant now = NOON;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }
  }
}
