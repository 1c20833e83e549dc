package dev.accountlink.exchange;

import dev.accountlink.exchange.http.HttpAnswer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whether a provider wants to be left alone, and for how long. All say so with status 429, GitHub
 * with 403 too; when to come again stands in {@code Retry-After} (RFC 9110 section 10.2.3) or in a
 * header of the provider's own.
 */
final class RateLimit {
  /** What GitHub asks for where it names no time. */
  private static final Duration USUAL = Duration.ofMinutes(1);

  private static final Duration SHORTEST = Duration.ofSeconds(1);

  /** Longer than the window of any of them. */
  private static final Duration LONGEST = Duration.ofHours(24);

  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");

  /** From here on a number is a time since 1970 and not a time to wait. */
  private static final long FIRST_TIME = 1_000_000_000L;

  private RateLimit() {}

  /** How long to wait; empty where that is not what the answer says. */
  static Optional<Duration> of(HttpAnswer answer, Instant now) {
    boolean said =
        answer.status() == 429
            || (answer.status() == 403
                && (answer.headers().containsKey("retry-after")
                    || "0".equals(answer.headers().get("x-ratelimit-remaining"))));
    return said ? Optional.of(bounded(wait(answer, now))) : Optional.empty();
  }

  private static Duration wait(HttpAnswer answer, Instant now) {
    // By the clock of whoever set the time.
    Instant there = answer.date().orElse(now);
    return header(answer, "retry-after")
        .flatMap(text -> until(text, there))
        .or(() -> header(answer, "x-ratelimit-reset").flatMap(text -> until(text, there)))
        .or(() -> header(answer, "ratelimit-reset").flatMap(text -> until(text, there)))
        .orElse(USUAL);
  }

  private static Optional<String> header(HttpAnswer answer, String name) {
    return Optional.ofNullable(answer.headers().get(name)).map(String::strip);
  }

  private static Optional<Duration> until(String text, Instant now) {
    if (SECONDS.matcher(text).matches()) {
      long number = Long.parseLong(text);
      return Optional.of(
          number < FIRST_TIME
              ? Duration.ofSeconds(number)
              : Duration.between(now, Instant.ofEpochSecond(number)));
    }
    try {
      Instant time = DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from);
      return Optional.of(Duration.between(now, time));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Duration bounded(Duration wait) {
    if (wait.compareTo(SHORTEST) < 0) {
      return SHORTEST;
    }
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }
}
