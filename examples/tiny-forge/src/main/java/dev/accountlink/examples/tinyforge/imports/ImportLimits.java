package dev.accountlink.examples.tinyforge.imports;

import java.time.Duration;

/**
 * What imports may take of this machine.
 *
 * @param bytes how large a repository may be
 * @param time how long a clone may take
 * @param silence how long the provider may say nothing meanwhile
 * @param atOnce how many run at once
 * @param openPerUser how many of one user may wait or run
 */
public record ImportLimits(
    long bytes, Duration time, Duration silence, int atOnce, int openPerUser) {
  /**
   * Checks the size.
   *
   * @throws IllegalArgumentException when nothing could be imported
   */
  public ImportLimits {
    if (bytes < 1) {
      throw new IllegalArgumentException("the largest repository has a byte at least");
    }
  }

  /** 500 MiB, an hour, half a minute, two at once, 200 for each user. */
  public static final ImportLimits DEFAULT =
      new ImportLimits(500L << 20, Duration.ofHours(1), Duration.ofSeconds(30), 2, 200);

  /** The same for larger or smaller repositories. */
  public ImportLimits withBytes(long other) {
    return new ImportLimits(other, time, silence, atOnce, openPerUser);
  }
}
