package dev.accountlink.exchange.http;

import java.time.Duration;

/**
 * The moment by which a chain of calls must be over, however many they are. Runs on the monotonic
 * clock, so nobody who sets the machine's clock moves it. Immutable.
 */
public final class Deadline {
  private final long end;

  private Deadline(long end) {
    this.end = end;
  }

  /** A deadline that far from now. */
  public static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  /** What is left of it; zero when it has passed, never negative. */
  public Duration left() {
    return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
  }

  /** What is left of it, but no more than the given time. */
  public Duration leftWithin(Duration most) {
    Duration left = left();
    return left.compareTo(most) < 0 ? left : most;
  }
}
