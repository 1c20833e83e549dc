package dev.accountlink.examples.tinyforge;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Sizes and times as people read them. */
final class Amounts {

  private static final long MEBIBYTE = 1L << 20;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private Amounts() {}

  static String bytes(long count) {
    return count < MEBIBYTE
        ? (count + 1023) / 1024 + " KiB"
        : String.format(Locale.ROOT, "%.1f MiB", (double) count / MEBIBYTE);
  }

  /** When something goes on: {@code in 12 minutes, at 14:32 UTC}. */
  static String until(Instant moment, Instant now) {
    long seconds = Math.max(1, Duration.between(now, moment).toSeconds());
    String wait =
        seconds < 90
            ? counted(seconds, "second")
            : seconds < 5400
                ? counted((seconds + 59) / 60, "minute")
                : counted((seconds + 3599) / 3600, "hour");
    return "in " + wait + ", at " + TIME.format(moment) + " UTC";
  }

  private static String counted(long number, String unit) {
    return number + " " + unit + (number == 1 ? "" : "s");
  }
}
