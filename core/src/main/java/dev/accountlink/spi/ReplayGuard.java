package dev.accountlink.spi;

import java.time.Instant;

/**
 * Remembers what was used, so that nothing is used twice. Thread-safe. Nodes that share a key ring
 * must share it.
 *
 * <p>Never refuses for want of room: what is nearest its expiry makes place. Extend {@code
 * ReplayGuardContract} of the testkit to see whether an implementation holds.
 *
 * <p>Only what has passed every check that costs nothing is remembered: one use for a whole trip to
 * a provider and back, or for a step, each forgotten after a quarter of an hour.
 */
public interface ReplayGuard {
  /**
   * Whether a key is used for the first time: true exactly once, whoever asks, until it is
   * forgotten. One atomic step, such as the insertion of a unique row.
   *
   * @param key at most 64 characters of visible ASCII, compared exactly
   * @param until when it may be forgotten, by the clock of the node that asks; always in the future
   */
  boolean firstUse(String key, Instant until);
}
