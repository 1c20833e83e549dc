package dev.accountlink.exchange.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Reads how long a provider wants to be left alone, and keeps to it. Nobody sleeps: who comes too
 * early is turned away at once. Thread-safe.
 */
final class Waits {
  /** The longest a whole origin is left alone on its word: it may be wrong, or an attacker's. */
  static final Duration LONGEST = Duration.ofSeconds(60);

  private static final Duration LONGEST_TOLD = Duration.ofDays(1);

  /** From here on a number is a time since 1970 and not a time to wait. */
  private static final long FIRST_TIME = 1_000_000_000L;

  private record Wait(Instant from, Instant until) {}

  private final Clock clock;
  private final ConcurrentMap<String, Wait> waits = new ConcurrentHashMap<>();

  Waits(Clock clock) {
    this.clock = clock;
  }

  /** How long nobody may ask an origin; empty when anybody may. */
  Optional<Duration> left(String origin) {
    Wait wait = waits.get(origin);
    if (wait == null) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    if (now.isBefore(wait.from()) || !now.isBefore(wait.until())) {
      waits.remove(origin, wait);
      return Optional.empty();
    }
    return Optional.of(Duration.between(now, wait.until()));
  }

  /**
   * Remembers what an answer asks for. A limit reached with somebody's access token is that token's
   * own, and does not close the provider to everybody else.
   */
  void remember(OutboundRequest request, HttpAnswer answer) {
    boolean everybody =
        answer.status() == 503 || (answer.status() == 429 && !request.carriesAccess());
    if (everybody && answer.retryAfter().isPresent()) {
      Duration wait = answer.retryAfter().get();
      Instant now = clock.instant();
      waits.put(
          request.address().getRawAuthority(),
          new Wait(now, now.plus(wait.compareTo(LONGEST) > 0 ? LONGEST : wait)));
    }
  }

  /**
   * How long an answer asks to wait: {@code Retry-After} (RFC 9110 section 10.2.3), else the end of
   * a limit that is used up, as GitHub and GitLab tell it.
   *
   * @param headers by name in small letters
   */
  Optional<Duration> read(int status, Map<String, String> headers) {
    if (status != 403 && status != 429 && status != 503) {
      return Optional.empty();
    }
    Instant now =
        HeaderValues.date(Optional.ofNullable(headers.get("date"))).orElseGet(clock::instant);
    return retryAfter(Optional.ofNullable(headers.get("retry-after")), now)
        .or(() -> usedUp(status, headers, "x-ratelimit-", now))
        .or(() -> usedUp(status, headers, "ratelimit-", now))
        .map(wait -> wait.compareTo(LONGEST_TOLD) > 0 ? LONGEST_TOLD : wait)
        .map(wait -> wait.isNegative() ? Duration.ZERO : wait);
  }

  private static Optional<Duration> retryAfter(Optional<String> header, Instant now) {
    return header
        .flatMap(Waits::number)
        .map(Duration::ofSeconds)
        .or(() -> HeaderValues.date(header).map(date -> Duration.between(now, date)));
  }

  /** With 429 it is, whatever is said to remain; Azure names seconds to wait, the others a time. */
  private static Optional<Duration> usedUp(
      int status, Map<String, String> headers, String prefix, Instant now) {
    if (status != 429 && !"0".equals(headers.get(prefix + "remaining"))) {
      return Optional.empty();
    }
    return Optional.ofNullable(headers.get(prefix + "reset"))
        .flatMap(Waits::number)
        .map(
            number ->
                number < FIRST_TIME
                    ? Duration.ofSeconds(number)
                    : Duration.between(now, Instant.ofEpochSecond(number)));
  }

  private static Optional<Long> number(String text) {
    return text.matches("[0-9]{1,12}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
  }
}
