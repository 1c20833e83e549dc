package dev.accountlink.testkit.fake;

import static dev.accountlink.testkit.fake.PlainClient.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultTest {
  private final FakeOpenIdProvider provider = FakeOpenIdProvider.start();
  private final String address = provider.issuer() + "/.well-known/openid-configuration";

  @AfterEach
  void close() {
    provider.close();
  }

  @Test
  void aFaultStaysUntilItIsMended() {
    provider.fault(Endpoint.DISCOVERY, Fault.serverError());
    assertThat(get(address).statusCode()).isEqualTo(500);
    assertThat(get(address).body()).contains("<h1>500</h1>");

    provider.clearFaults();
    assertThat(get(address).statusCode()).isEqualTo(200);
    assertThat(provider.discoveryCalls()).isEqualTo(3);
  }

  @Test
  void faultsForOneRequestArePlayedInTurn() {
    provider.faultOnce(Endpoint.DISCOVERY, Fault.tooManyRequests(Duration.ofSeconds(7)));
    provider.faultOnce(Endpoint.DISCOVERY, Fault.html());

    HttpResponse<String> first = get(address);
    assertThat(first.statusCode()).isEqualTo(429);
    assertThat(first.headers().firstValue("Retry-After")).hasValue("7");
    assertThat(get(address).headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
    assertThat(get(address).body()).startsWith("{");
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void redirectsKeepTheirStatusAndTheirLocationAsItIs(int status) {
    provider.fault(Endpoint.DISCOVERY, Fault.redirect(status, "//evil.example/x"));

    HttpResponse<String> answer = get(address);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Location")).hasValue("//evil.example/x");
  }

  @Test
  void aSlowAnswerIsRightAndLate() {
    provider.fault(Endpoint.DISCOVERY, Fault.slow(Duration.ofMillis(150)));
    Instant begin = Instant.now();

    assertThat(get(address).body()).contains(provider.issuer());
    assertThat(Duration.between(begin, Instant.now())).isGreaterThan(Duration.ofMillis(140));
  }

  @Test
  void aDribbledAnswerBeginsAtOnceAndTakesItsTime() throws Exception {
    provider.fault(Endpoint.JWKS, Fault.dribble(Duration.ofMillis(1)));
    Instant begin = Instant.now();
    HttpResponse<InputStream> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(provider.issuer() + "/jwks")).build(),
                BodyHandlers.ofInputStream());
    try (InputStream body = answer.body()) {
      assertThat(body.read()).isEqualTo('{');
      assertThat(new String(body.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
          .endsWith("}");
    }
    assertThat(Duration.between(begin, Instant.now())).isGreaterThan(Duration.ofMillis(300));
  }

  @Test
  void anOversizedAnswerIsAsBigAsSaid() {
    provider.fault(Endpoint.DISCOVERY, Fault.oversized(3_000_000));

    assertThat(get(address).body().length()).isGreaterThan(3_000_000);
  }

  @Test
  void whoHangsUpEndsAnOversizedAnswer() throws Exception {
    provider.faultOnce(Endpoint.DISCOVERY, Fault.oversized(Long.MAX_VALUE / 2));
    HttpResponse<InputStream> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofInputStream());
    try (InputStream body = answer.body()) {
      assertThat(body.readNBytes(100_000)).hasSize(100_000);
    }

    assertThat(get(address).body()).startsWith("{");
  }

  @Test
  void aHangingRequestEndsWhenTheFakeIsClosed() {
    provider.fault(Endpoint.DISCOVERY, Fault.hang());
    CompletableFuture<HttpResponse<String>> answer =
        HttpClient.newHttpClient()
            .sendAsync(
                HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString());
    while (provider.discoveryCalls() == 0) {
      Thread.onSpinWait();
    }
    assertThat(answer).isNotDone();

    provider.close();

    assertThat(answer).failsWithin(Duration.ofSeconds(60));
  }

  @Test
  void aDroppedConnectionGivesNoAnswer() {
    provider.fault(Endpoint.DISCOVERY, Fault.dropConnection());

    assertThatThrownBy(() -> get(address))
        .isInstanceOf(UncheckedIOException.class)
        .hasCauseInstanceOf(IOException.class);
  }

  @Test
  void wrongBodiesAreWhatTheyAreCalled() {
    provider.faultOnce(Endpoint.DISCOVERY, Fault.byteOrderMark());
    provider.faultOnce(Endpoint.DISCOVERY, Fault.invalidJson());
    provider.faultOnce(Endpoint.DISCOVERY, Fault.deepJson(1000));
    provider.faultOnce(Endpoint.DISCOVERY, Fault.gzipBomb(5_000_000));
    provider.faultOnce(Endpoint.DISCOVERY, Fault.extraHeader("Link", "<http://evil.example/>"));

    assertThat(get(address).body()).startsWith("\uFEFF{");
    assertThat(get(address).body()).endsWith("\"sub\":");
    assertThat(get(address).body()).startsWith("{\"a\":{\"a\":").endsWith("}}}");
    HttpResponse<String> bomb = get(address);
    assertThat(bomb.headers().firstValue("Content-Encoding")).hasValue("gzip");
    assertThat(bomb.body().length()).isLessThan(100_000);
    assertThat(get(address).headers().firstValue("Link")).hasValue("<http://evil.example/>");
  }

  @Test
  void aFakeStartsFast() {
    assertThat(fastest(300, () -> FakeGitHub.start().close())).isLessThan(Duration.ofMillis(100));
  }

  @Test
  void answersOnAKeptConnectionDoNotWaitForAcknowledgements() {
    assertThat(fastest(300, () -> get(address))).isLessThan(Duration.ofMillis(35));
  }

  /** Faster than this were only few: a loaded machine slows many, a fault would slow nearly all. */
  private static Duration fastest(int times, Runnable work) {
    return IntStream.range(0, times)
        .mapToObj(
            i -> {
              Instant begin = Instant.now();
              work.run();
              return Duration.between(begin, Instant.now());
            })
        .sorted()
        .skip(5)
        .findFirst()
        .orElseThrow();
  }
}
