package dev.accountlink.exchange.http;

import dev.accountlink.provider.ProviderException;
import dev.accountlink.provider.ProviderException.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What came back: never a redirect, never more than the limits allow.
 *
 * @param status the HTTP status
 * @param mediaType the content type in small letters and without parameters, empty when there is
 *     none
 * @param date the server's clock, where it sent a readable {@code Date}
 * @param text the body, empty when its bytes are not UTF-8. Two broken subjects must not become one
 *     through replacement characters, so nothing is replaced
 * @param headers by name in small letters; of several with one name the first
 * @param retryAfter how long the provider wants to be left alone, where it refuses and says so
 */
public record HttpAnswer(
    int status,
    String mediaType,
    Optional<Instant> date,
    Optional<String> text,
    Map<String, String> headers,
    Optional<Duration> retryAfter) {
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  /** What GitHub asks for where it names no time. */
  private static final Duration USUAL = Duration.ofMinutes(1);

  /** Copies the headers. */
  public HttpAnswer {
    headers = Map.copyOf(headers);
  }

  /** Whether the status is 2xx. */
  public boolean isOk() {
    return status >= 200 && status < 300;
  }

  /**
   * Whether the provider is out of order or wants to be left alone: 5xx or 429, or 403 with a word
   * of waiting, as GitHub says it. Another 403 is a refusal.
   */
  public boolean isOutage() {
    return status >= 500 || isLimit();
  }

  private boolean isLimit() {
    boolean wait =
        headers.containsKey("retry-after") || "0".equals(headers.get("x-ratelimit-remaining"));
    return status == 429 || (status == 403 && wait);
  }

  /**
   * How long whoever is over a limit has to wait: what the provider says, a second at least, and a
   * minute where it does not say. Empty where this is no such answer.
   */
  public Optional<Duration> rateLimit() {
    return isLimit()
        ? Optional.of(
            retryAfter.map(wait -> wait.compareTo(SHORTEST) < 0 ? SHORTEST : wait).orElse(USUAL))
        : Optional.empty();
  }

  /**
   * The failure that an {@linkplain #isOutage outage} is.
   *
   * @param who what was asked, at the beginning of a sentence
   */
  public ProviderException outage(String who) {
    return new ProviderException(
        Code.PROVIDER_DOWN,
        who
            + " answered "
            + status
            + "."
            + retryAfter
                .map(wait -> " It wants to be left alone: try again in " + words(wait) + ".")
                .orElse(""),
        retryAfter);
  }

  /** A time to wait, rounded up. */
  static String words(Duration wait) {
    long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
    return seconds < 120 ? seconds + " s" : (seconds + 59) / 60 + " minutes";
  }

  /** Prints status and media type. */
  @Override
  public String toString() {
    return "HttpAnswer[" + status + " " + mediaType + "]";
  }
}
