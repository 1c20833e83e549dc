package dev.accountlink.jdbc;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

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

  private final long begun = System.nanoTime();
  private int tries = 1;

  /**
   * Waits a while, each time longer and by chance, so that losers do not meet again; or says no.
   */
  boolean waitForNext() {
    if (tries == MOST || System.nanoTime() - begun > LONGEST.toNanos()) {
      return false;
    }
    long longest = Math.min(LONGEST_WAIT_MICROSECONDS, FIRST_WAIT_MICROSECONDS << tries);
    tries++;
    try {
      TimeUnit.MICROSECONDS.sleep(ThreadLocalRandom.current().nextLong(longest));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
