package dev.accountlink.exchange.http;

import static dev.accountlink.exchange.http.ScriptedServer.OK;
import static dev.accountlink.exchange.http.ScriptedServer.answers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.accountlink.provider.ProviderException;
import dev.accountlink.provider.ProviderException.Code;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Providers that are out of order, or want to be left alone, and who is asked again and when. */
class LeftAloneTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Turned clock = new Turned();
  private final OutboundHttp http =
      new OutboundHttp(HttpLimits.DEFAULT, clock, NameService.OF_THE_JVM)
          .under(LoopbackPolicy.HERE);

  private static String refusal(int status, String... headers) {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " No\r\nContent-Length: 0\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    return head.append("\r\n").toString();
  }

  private HttpAnswer send(OutboundRequest request) throws ProviderException {
    return http.send(request, Deadline.in(Duration.ofSeconds(10)));
  }

  private static OutboundRequest get(ScriptedServer server) {
    return OutboundRequest.get(server.address("/"), Map.of());
  }

  private ProviderException failure(OutboundRequest request) {
    return catchThrowableOfType(ProviderException.class, () -> send(request));
  }

  @ParameterizedTest(name = "F12 outage: a GET that is answered with {0} is asked once more")
  @ValueSource(ints = {502, 503, 504})
  void aGetIsAskedOnceMore(int status) throws Exception {
    String passing = refusal(status);
    try (ScriptedServer server = new ScriptedServer(answers(passing, OK))) {
      assertThat(send(get(server)).isOk()).isTrue();
      assertThat(server.requests()).hasSize(2);
    }
    try (ScriptedServer server = new ScriptedServer(answers(passing, passing, OK))) {
      assertThat(send(get(server)).status()).isEqualTo(status);
      assertThat(server.requests()).as("once more, not as often as it takes").hasSize(2);
    }
  }

  @ParameterizedTest(name = "F12 outage: a {0} that is answered with {1} is asked once")
  @CsvSource({"POST, 503", "DELETE, 503", "GET, 500", "GET, 429", "GET, 403"})
  void othersAreAskedOnce(String method, int status) throws Exception {
    try (ScriptedServer server = new ScriptedServer(answers(refusal(status), OK))) {
      OutboundRequest request =
          switch (method) {
            case "GET" -> get(server);
            case "POST" ->
                OutboundRequest.post(server.address("/"), Map.of(), "code=c").asRepeatable();
            default -> OutboundRequest.delete(server.address("/"), Map.of(), "{}");
          };
      assertThat(send(request).status()).isEqualTo(status);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @ParameterizedTest(name = "F12 Retry-After: after a {0} with it nobody asks until then")
  @ValueSource(ints = {429, 503})
  void retryAfter(int status) throws Exception {
    try (ScriptedServer server =
            new ScriptedServer(answers(refusal(status, "Retry-After: 30"), OK));
        ScriptedServer other = new ScriptedServer(answers(OK))) {
      assertThat(send(get(server)).retryAfter()).contains(Duration.ofSeconds(30));

      clock.now = START.plusSeconds(10);
      ProviderException failure = failure(get(server));
      assertThat(failure.code()).isEqualTo(Code.PROVIDER_DOWN);
      assertThat(failure).hasMessageContaining("was not asked. Try again in 20 s.");
      assertThat(failure.retryAfter()).contains(Duration.ofSeconds(20));
      assertThat(server.requests()).hasSize(1);
      assertThat(send(get(other)).isOk()).as("another origin").isTrue();

      clock.now = START.plusSeconds(30);
      assertThat(send(get(server)).isOk()).isTrue();
    }
  }

  @Test
  @DisplayName("F12 Retry-After: an hour is told, and kept for a minute")
  void bounded() throws Exception {
    try (ScriptedServer server =
        new ScriptedServer(answers(refusal(503, "Retry-After: 3600"), OK))) {
      HttpAnswer answer = send(get(server));
      assertThat(answer.outage("It").retryAfter()).contains(Duration.ofHours(1));
      assertThat(answer.outage("It"))
          .hasMessage("It answered 503. It wants to be left alone: try again in 60 minutes.");

      clock.now = START.plusSeconds(59);
      assertThat(failure(get(server))).isNotNull();
      clock.now = START.plusSeconds(60);
      assertThat(send(get(server)).isOk()).isTrue();
    }
  }

  @Test
  @DisplayName("F12 Retry-After: a clock that was turned back does not make the wait longer")
  void aClockTurnedBack() throws Exception {
    try (ScriptedServer server = new ScriptedServer(answers(refusal(503, "Retry-After: 5"), OK))) {
      send(get(server));
      clock.now = START.minusSeconds(3600);

      assertThat(send(get(server)).isOk()).isTrue();
    }
  }

  @Test
  @DisplayName("F12 rate limit: one person's token that reached its limit stops nobody else")
  void aTokensOwnLimit() throws Exception {
    try (ScriptedServer server = new ScriptedServer(answers(refusal(429, "Retry-After: 30"), OK))) {
      HttpAnswer answer = send(get(server).with("authorization", "Bearer hers"));
      assertThat(answer.isOutage()).isTrue();
      assertThat(answer.retryAfter()).contains(Duration.ofSeconds(30));

      assertThat(send(get(server).with("Authorization", "Bearer his")).isOk()).isTrue();
    }
  }

  @ParameterizedTest(name = "F12 rate limit: {0} with {1} asks for {2} s")
  @CsvSource({
    "429, Retry-After: 7,                                               7",
    "403, Retry-After: 7,                                               7",
    "503, 'Retry-After: Thu, 01 Jan 2026 00:00:09 GMT',                 9",
    "429, 'Retry-After: Wed, 31 Dec 2025 23:59:00 GMT',                 0",
    "429, Retry-After: soon,                                            0",
    "429, Retry-After: -5,                                              0",
    "429, Retry-After: 99999999999,                                     86400",
    "429, Retry-After: 99999999999999999999,                            0",
    "403, 'x-ratelimit-remaining: 0|X-RateLimit-Reset: 1767225700',     100",
    "403, 'x-ratelimit-remaining: 3|X-RateLimit-Reset: 1767225700',     0",
    "429, 'RateLimit-Remaining: 0|RateLimit-Reset: 1767225660',         60",
    "429, 'RateLimit-Remaining: 0',                                     0",
    "429, 'Date: Thu, 01 Jan 2026 00:00:50 GMT|x-ratelimit-remaining: 0|x-ratelimit-reset: 1767225660', 10",
    "404, Retry-After: 7,                                               0",
    "500, Retry-After: 7,                                               0"
  })
  void signals(int status, String headers, long seconds) throws Exception {
    try (ScriptedServer server =
        new ScriptedServer(answers(refusal(status, headers.split("\\|"))))) {
      HttpAnswer answer = send(get(server).with("Authorization", "Bearer t"));

      assertThat(answer.retryAfter().map(Duration::toSeconds).orElse(0L)).isEqualTo(seconds);
      assertThat(answer.isOutage())
          .isEqualTo(status == 429 || status >= 500 || (status == 403 && seconds > 0));
    }
  }

  @Test
  @DisplayName("F03 a host that keeps the common pool busy does not keep providers from answering")
  void theCommonPoolIsNotNeeded() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    List<ForkJoinTask<?>> busy = new ArrayList<>();
    for (int i = 0; i < 4 * Math.max(1, ForkJoinPool.getCommonPoolParallelism()); i++) {
      busy.add(
          ForkJoinPool.commonPool()
              .submit(
                  () -> {
                    over.await();
                    return 0;
                  }));
    }
    try (ScriptedServer server = new ScriptedServer(answers(OK, OK))) {
      assertThat(send(get(server)).isOk()).isTrue();
      assertThat(send(get(server)).isOk()).isTrue();
    } finally {
      over.countDown();
      busy.forEach(ForkJoinTask::join);
    }
  }

  private static final class Turned extends Clock {
    private Instant now = START;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
