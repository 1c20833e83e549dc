package dev.accountlink.exchange.http;

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
 */
public record HttpAnswer(
    int status,
    String mediaType,
    Optional<Instant> date,
    Optional<String> text,
    Map<String, String> headers) {
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
    boolean wait =
        headers.containsKey("retry-after") || "0".equals(headers.get("x-ratelimit-remaining"));
    return status >= 500 || status == 429 || (status == 403 && wait);
  }

  /** Prints status and media type. */
  @Override
  public String toString() {
    return "HttpAnswer[" + status + " " + mediaType + "]";
  }
}
