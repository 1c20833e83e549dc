package dev.accountlink.exchange.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a provider wants to be left alone, and for how long. */
class RateLimitTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  @ParameterizedTest(name = "{0} with {1} means to wait {2} s")
  @CsvSource({
    // GitHub: the main limit, and the secondary one.
    "403, x-ratelimit-remaining=0;x-ratelimit-reset=1795262700, 300",
    "429, x-ratelimit-remaining=0;x-ratelimit-reset=1795262700, 300",
    "403, retry-after=120, 120",
    "429, retry-after=120;x-ratelimit-reset=1795262700, 120",
    // GitLab, and Azure DevOps.
    "429, ratelimit-reset=1795262430;ratelimit-remaining=0, 30",
    "429, ratelimit-reset=45, 45",
    // Bitbucket Cloud says nothing more.
    "429, , 60",
    // By RFC 9110 it may be a date.
    "429, 'retry-after=Sat, 21 Nov 2026 12:02:00 GMT', 120",
    "429, retry-after=soon, 60",
    // Bounded on both sides.
    "429, retry-after=0, 1",
    "429, x-ratelimit-reset=1795262000, 1",
    "429, retry-after=999999999, 86400",
    "429, retry-after=999999999999, 86400",
  })
  void thatManySeconds(int status, String headers, long seconds) {
    assertThat(answer(status, headers).rateLimit()).contains(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @CsvSource({
    "403, x-ratelimit-remaining=12;x-ratelimit-reset=1795262700",
    "403, ",
    "200, x-ratelimit-remaining=0",
    "404, retry-after=120",
    "503, retry-after=120",
  })
  void anotherAnswerIsNoLimit(int status, String headers) {
    assertThat(answer(status, headers).rateLimit()).isEmpty();
  }

  private static HttpAnswer answer(int status, String headers) {
    Map<String, String> map = new LinkedHashMap<>();
    if (headers != null) {
      for (String header : headers.split(";")) {
        String[] parts = header.split("=", 2);
        map.put(parts[0], parts[1]);
      }
    }
    return new HttpAnswer(
        status,
        "text/plain",
        Optional.of(NOW),
        Optional.of("Retry later"),
        map,
        new Waits(Clock.fixed(NOW, ZoneOffset.UTC)).read(status, map));
  }
}
