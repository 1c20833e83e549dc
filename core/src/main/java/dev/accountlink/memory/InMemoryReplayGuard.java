package dev.accountlink.memory;

import dev.accountlink.spi.ReplayGuard;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * First uses in the memory of one node. Goes with a key ring that dies with the process, and with
 * no other: a flow sealed under a kept key could be used again after a restart. Thread-safe.
 *
 * <p>Bounded. When it is full it forgets what is nearest its expiry and counts that; it never
 * refuses, because a full guard must not be a way to switch sign-in off. What then still stands
 * against a second use is that the provider takes a code only once. A call takes logarithmic time.
 */
public final class InMemoryReplayGuard implements ReplayGuard {
  /** How many uses are remembered unless said otherwise. */
  public static final int DEFAULT_CAPACITY = 131_072;

  /** More than one at a call, so that what has expired shrinks while new uses come in. */
  private static final int SWEPT_AT_A_CALL = 4;

  private final Map<String, Use> uses = new HashMap<>();
  private final TreeSet<Use> byExpiry =
      new TreeSet<>(Comparator.comparing(Use::until).thenComparing(Use::number));
  private final Clock clock;
  private final int capacity;
  private long number;
  private long forgotten;

  /** A guard of {@value #DEFAULT_CAPACITY} uses on the machine's clock. */
  public InMemoryReplayGuard() {
    this(Clock.systemUTC(), DEFAULT_CAPACITY);
  }

  /**
   * A guard with its own clock and size.
   *
   * @param clock tells what has expired
   * @param capacity the most uses remembered at a time, at least 1
   * @throws IllegalArgumentException when the capacity is less than 1
   */
  public InMemoryReplayGuard(Clock clock, int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException(
          "A replay guard remembers at least one use, not " + capacity + ".");
    }
    this.clock = clock;
    this.capacity = capacity;
  }

  @Override
  public synchronized boolean firstUse(String key, Instant until) {
    Instant now = clock.instant();
    sweep(now);
    Use known = uses.get(key);
    if (known != null && known.until().isAfter(now)) {
      return false;
    }
    if (known != null) {
      forget(known);
    } else if (uses.size() >= capacity) {
      Use nearest = byExpiry.first();
      if (nearest.until().isAfter(now)) {
        forgotten++;
      }
      forget(nearest);
    }
    Use use = new Use(key, until, number++);
    uses.put(key, use);
    byExpiry.add(use);
    return true;
  }

  /** How many uses were forgotten before they expired, because there was no room. */
  public synchronized long forgotten() {
    return forgotten;
  }

  private void sweep(Instant now) {
    for (int i = 0; i < SWEPT_AT_A_CALL && !byExpiry.isEmpty(); i++) {
      Use nearest = byExpiry.first();
      if (nearest.until().isAfter(now)) {
        return;
      }
      forget(nearest);
    }
  }

  private void forget(Use use) {
    uses.remove(use.key());
    byExpiry.remove(use);
  }

  /** Prints how many uses are remembered and how many were forgotten early. */
  @Override
  public synchronized String toString() {
    return "InMemoryReplayGuard[" + uses.size() + " uses, " + forgotten + " forgotten]";
  }

  /** The number tells uses apart that expire at the same instant. */
  private record Use(String key, Instant until, long number) {}
}
