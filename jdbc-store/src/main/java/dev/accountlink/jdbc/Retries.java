package dev.accountlink.jdbc;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How often, for how long and in what steps whoever lost to another transaction tries again. Used
 * by one thread for one call.
 */
final class Retries {
  static final int MOST = 12;

  /** After this nothing is begun again: somebody is waiting for a page. */
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private static final long FIRST_WAIT_MICROSECONDS = 500;
  private static final long LONGEST_WAIT_MICROSECONDS = 200_000;

  private final LongSupplier nanoseconds;
  private final Pause pause;
  private final long begun;
  private int tries = 1;

  Retries() {
    this(System::nanoTime, TimeUnit.MICROSECONDS::sleep);
  }

  /**
   * @param nanoseconds what time it is
   * @param pause how a thread waits
   */
  Retries(LongSupplier nanoseconds, Pause pause) {
    this.nanoseconds = nanoseconds;
    this.pause = pause;
    this.begun = nanoseconds.getAsLong();
  }

  /** Lets so much time pass. */
  interface Pause {
    void of(long microseconds) throws InterruptedException;
  }

  /**
   * Waits a while, each time longer and by chance, so that losers do not meet again; or says no.
   */
  boolean waitForNext() {
    if (tries == MOST || nanoseconds.getAsLong() - begun > LONGEST.toNanos()) {
      return false;
    }
    long longest = Math.min(LONGEST_WAIT_MICROSECONDS, FIRST_WAIT_MICROSECONDS << tries);
    tries++;
    try {
      pause.of(ThreadLocalRandom.current().nextLong(longest));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
