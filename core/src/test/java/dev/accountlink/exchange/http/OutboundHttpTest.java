package dev.accountlink.exchange.http;

import static dev.accountlink.exchange.http.ScriptedServer.OK;
import static dev.accountlink.exchange.http.ScriptedServer.answers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.accountlink.provider.ProviderException;
import dev.accountlink.provider.ProviderException.Code;
import java.net.Authenticator;
import java.net.PasswordAuthentication;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundHttpTest {
  private static final HttpLimits HASTY =
      new HttpLimits(Duration.ofSeconds(1), Duration.ofSeconds(2), 1000, 1);
  private static final Duration LONG = Duration.ofSeconds(20);

  private final OutboundHttp http = new OutboundHttp(HASTY).under(LoopbackPolicy.HERE);

  private HttpAnswer get(URI address) throws ProviderException {
    return http.send(OutboundRequest.get(address, Map.of()), Deadline.in(LONG));
  }

  private ProviderException failure(OutboundRequest request) {
    return catchThrowableOfType(
        ProviderException.class, () -> http.send(request, Deadline.in(LONG)));
  }

  private ProviderException failure(URI address) {
    return failure(OutboundRequest.get(address, Map.of()));
  }

  @Test
  void aCodeIsHandedInOnceMoreWhenTheKeptConnectionWasDead() throws Exception {
    try (ScriptedServer server = new ScriptedServer(answers(OK, ""), answers(OK))) {
      get(server.address("/first"));
      OutboundRequest code =
          OutboundRequest.post(server.address("/token"), Map.of(), "code=c").asRepeatable();
      assertThat(http.send(code, Deadline.in(LONG)).isOk()).isTrue();
      assertThat(server.requests())
          .containsExactly("GET /first HTTP/1.1", "POST /token HTTP/1.1", "POST /token HTTP/1.1");
    }
  }

  @Test
  void aRefreshIsNeverSentTwice() throws Exception {
    try (ScriptedServer server = new ScriptedServer(answers(OK, ""), answers(OK))) {
      get(server.address("/first"));
      ProviderException failure =
          failure(OutboundRequest.post(server.address("/token"), Map.of(), "refresh_token=r"));
      assertThat(failure.code()).isEqualTo(Code.PROVIDER_DOWN);
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void aCodeIsNotHandedInAgainWhenAnAnswerHadBegun() throws Exception {
    String cut = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{";
    try (ScriptedServer server = new ScriptedServer(answers(cut), answers(OK))) {
      OutboundRequest code =
          OutboundRequest.post(server.address("/token"), Map.of(), "code=c").asRepeatable();
      assertThat(failure(code).code()).isEqualTo(Code.PROVIDER_DOWN);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  @DisplayName("F03 slow provider: headers without end are given up in time")
  void endlessHeaders() throws Exception {
    try (ScriptedServer server = new ScriptedServer(ScriptedServer.endlessHeaders())) {
      long begun = System.nanoTime();
      assertThat(failure(server.address("/")).code()).isEqualTo(Code.PROVIDER_DOWN);
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(LONG);
    }
  }

  @Test
  @DisplayName("F03 stuck accept: a connection that nobody serves is given up in time")
  void stuckAccept() throws Exception {
    try (ServerSocket nobody = new ServerSocket(0)) {
      URI address = URI.create("http://127.0.0.1:" + nobody.getLocalPort() + "/");
      assertThat(failure(address)).hasMessageContaining("in time");
    }
  }

  @Test
  @DisplayName("F03 callback budget: what is left of the deadline counts, not the call's own time")
  void budget() throws Exception {
    try (ServerSocket nobody = new ServerSocket(0)) {
      URI address = URI.create("http://127.0.0.1:" + nobody.getLocalPort() + "/");
      long begun = System.nanoTime();
      ProviderException failure =
          catchThrowableOfType(
              ProviderException.class,
              () ->
                  http.send(
                      OutboundRequest.get(address, Map.of()), Deadline.in(Duration.ofMillis(50))));
      assertThat(failure.code()).isEqualTo(Code.PROVIDER_DOWN);
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(HASTY.answer());
    }
  }

  @Test
  @DisplayName("F03 bulkhead: a full origin is refused while others are answered")
  void bulkhead() throws Exception {
    try (ServerSocket nobody = new ServerSocket(0);
        ScriptedServer other = new ScriptedServer(answers(OK))) {
      URI stuck = URI.create("http://127.0.0.1:" + nobody.getLocalPort() + "/");
      Thread holder = new Thread(() -> failure(stuck));
      holder.start();
      nobody.accept(); // now the first call is under way
      assertThat(failure(stuck)).hasMessageContaining("too many calls");
      assertThat(get(other.address("/")).isOk()).isTrue();
      holder.join();
    }
  }

  @ParameterizedTest(name = "F04 size bomb: {0} bytes")
  @ValueSource(ints = {1000, 1001})
  void cap(int bytes) throws Exception {
    String answer = "HTTP/1.1 200 OK\r\nContent-Length: " + bytes + "\r\n\r\n" + " ".repeat(bytes);
    try (ScriptedServer server = new ScriptedServer(answers(answer))) {
      if (bytes <= HASTY.bodyBytes()) {
        assertThat(get(server.address("/")).text()).hasValue(" ".repeat(bytes));
      } else {
        assertThat(failure(server.address("/")).code()).isEqualTo(Code.TOO_LARGE);
      }
    }
  }

  @ParameterizedTest(name = "F01 address {0} is not asked")
  @ValueSource(
      strings = {
        "http://provider.example/",
        "http://10.0.0.1/",
        "http://127.0.0.2/",
        "ftp://127.0.0.1/",
        "file:///etc/passwd",
        "https://canary@provider.example/",
        "mailto:a@b"
      })
  void insecure(String address) {
    ProviderException failure = failure(URI.create(address));
    assertThat(failure.code()).isEqualTo(Code.METADATA_INVALID);
    assertThat(failure).hasMessageNotContaining("canary");
  }

  @Test
  void nobodyThereNamesTheHostAndNothingElse() throws Exception {
    URI address;
    try (ServerSocket closed = new ServerSocket(0)) {
      address = URI.create("http://localhost:" + closed.getLocalPort() + "/p?code=canary");
    }
    ProviderException failure = failure(address);
    assertThat(failure.code()).isEqualTo(Code.PROVIDER_DOWN);
    assertThat(failure).hasMessageStartingWith("localhost:").hasMessageNotContaining("canary");
    assertThat(failure).hasNoCause();
    assertThat(OutboundRequest.get(address, Map.of("Authorization", "canary")).toString())
        .isEqualTo("OutboundRequest[http://localhost:" + address.getPort() + "/p]");
  }

  @Test
  void brokenTextIsNoTextAndDatesAreRead() throws Exception {
    String latin =
        "HTTP/1.1 200 OK\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\n"
            + "Content-Type: Application/JSON; charset=x\r\nContent-Length: 2\r\n\r\n{}";
    try (ScriptedServer server = new ScriptedServer(answers(latin))) {
      HttpAnswer answer = get(server.address("/"));
      assertThat(answer.mediaType()).isEqualTo("application/json");
      assertThat(answer.date()).hasToString("Optional[1994-11-06T08:49:37Z]");
    }
    assertThat(HeaderValues.utf8(new byte[] {'a', (byte) 0xFF})).isEmpty();
    assertThat(HeaderValues.utf8(new byte[] {(byte) 0xC3, (byte) 0xA4})).hasValue("\u00e4");
  }

  @Test
  void theHostsAuthenticatorIsNotAsked() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    Authenticator.setDefault(
        new Authenticator() {
          @Override
          protected PasswordAuthentication getPasswordAuthentication() {
            asked.incrementAndGet();
            return new PasswordAuthentication("host", "secret".toCharArray());
          }
        });
    String wants =
        "HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n";
    try (ScriptedServer server = new ScriptedServer(answers(wants, OK))) {
      assertThat(get(server.address("/")).status()).isEqualTo(401);
      assertThat(asked).hasValue(0);
    } finally {
      Authenticator.setDefault(null);
    }
  }

  @Test
  void everyThreadOfACallIsADaemon() throws Exception {
    try (ScriptedServer server = new ScriptedServer(answers(OK))) {
      get(server.address("/"));
    }
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> thread.getName().startsWith("accountlink-http"))
        .isNotEmpty()
        .allMatch(Thread::isDaemon);
  }
}
