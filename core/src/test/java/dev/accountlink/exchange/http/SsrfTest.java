package dev.accountlink.exchange.http;

import static dev.accountlink.exchange.http.ScriptedServer.OK;
import static dev.accountlink.exchange.http.ScriptedServer.answers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.accountlink.provider.ProviderException;
import dev.accountlink.provider.ProviderException.Code;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls whose names lead inside. */
class SsrfTest {
  private static final HttpLimits HASTY =
      new HttpLimits(Duration.ofMillis(300), Duration.ofSeconds(2), 1000, 8);

  /** Leads nowhere (RFC 5737), and is none of those that are refused. */
  private static final String OUTSIDE = "192.0.2.1";

  private final Deque<List<String>> answers = new ArrayDeque<>();
  private final List<String> asked = new ArrayList<>();
  private final OutboundHttp http = new OutboundHttp(HASTY, Clock.systemUTC(), this::addresses);

  /** A name service that answers by its script, and at last always the same. */
  private synchronized List<InetAddress> addresses(String host) {
    asked.add(host);
    List<String> next = answers.size() > 1 ? answers.pop() : answers.element();
    return next.stream().map(SsrfTest::address).toList();
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (IOException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private void answer(String... addresses) {
    answers.add(List.of(addresses));
  }

  private ProviderException failure(OutboundHttp client, String address) {
    return catchThrowableOfType(
        ProviderException.class,
        () ->
            client.send(
                OutboundRequest.get(URI.create(address), Map.of()),
                Deadline.in(Duration.ofSeconds(10))));
  }

  @ParameterizedTest(name = "F01 SSRF: a name that stands for {0} is not asked")
  @ValueSource(
      strings = {"127.0.0.1", "169.254.169.254", "10.1.2.3", "::1", "fe80::1", "fd00:ec2::254"})
  void namesThatLeadInside(String inside) throws Exception {
    try (ScriptedServer server = new ScriptedServer(answers(OK))) {
      answer(inside);
      ProviderException failure =
          failure(http, "https://git.example.com:" + server.address("/").getPort() + "/");

      assertThat(failure.code()).isEqualTo(Code.ADDRESS_DENIED);
      assertThat(failure).hasMessageStartingWith("git.example.com leads ");
      assertThat(server.connections()).isZero();
    }
  }

  @Test
  @DisplayName("F01 SSRF: one inside address among several is enough, wherever it stands")
  void severalAnswers() {
    answer(OUTSIDE, "1.1.1.1", "10.0.0.1");

    assertThat(failure(http, "https://git.example.com/").code()).isEqualTo(Code.ADDRESS_DENIED);
  }

  @Test
  @DisplayName("F01 DNS rebinding: the name is asked once, and the checked address is called")
  void rebinding() throws Exception {
    try (ScriptedServer server = new ScriptedServer(answers(OK))) {
      answer(OUTSIDE);
      answer("127.0.0.1");
      ProviderException failure =
          failure(http, "https://git.example.com:" + server.address("/").getPort() + "/");

      assertThat(failure.code()).isEqualTo(Code.PROVIDER_DOWN);
      assertThat(asked).containsExactly("git.example.com");
      assertThat(server.connections()).isZero();
    }
  }

  @Test
  @DisplayName("F01 DNS rebinding: the address that was checked is the one that is called")
  void theCheckedAddressIsCalled() throws Exception {
    try (ScriptedServer server = new ScriptedServer(answers(OK))) {
      answer("127.0.0.1");
      answer(OUTSIDE);
      HttpAnswer answer =
          http.under(LoopbackPolicy.HERE)
              .send(
                  OutboundRequest.get(
                      URI.create("http://localhost:" + server.address("/").getPort() + "/"),
                      Map.of()),
                  Deadline.in(Duration.ofSeconds(10)));

      assertThat(answer.isOk()).isTrue();
      assertThat(asked).containsExactly("localhost");
      assertThat(server.hosts())
          .containsExactly("Host: localhost:" + server.address("/").getPort());
    }
  }

  @Test
  @DisplayName("F01 SSRF: a connection kept for one provider is no way in for another")
  void keptConnections() throws Exception {
    try (ScriptedServer server = new ScriptedServer(answers(OK, OK))) {
      answer("127.0.0.1");
      String address = "http://localhost:" + server.address("/").getPort() + "/";
      OutboundHttp allowed = http.under(LoopbackPolicy.HERE);
      assertThat(failure(allowed, address)).isNull();

      assertThat(failure(http, address).code()).isEqualTo(Code.ADDRESS_DENIED);
      assertThat(failure(allowed, address)).isNull();
      assertThat(server.connections()).as("the connection was there to be taken").isEqualTo(1);
    }
  }

  @Test
  @DisplayName("F01 SSRF: an address that does not answer is followed by the next checked one")
  void theNextAddressIsTried() throws Exception {
    try (ScriptedServer server = new ScriptedServer(answers(OK))) {
      answer("127.0.0.9", "127.0.0.1");
      assertThat(
              failure(
                  http.under(LoopbackPolicy.HERE),
                  "http://localhost:" + server.address("/").getPort() + "/"))
          .isNull();
    }
  }

  @ParameterizedTest(name = "F01 SSRF: {0} is not asked, however it is written")
  @ValueSource(
      strings = {
        "https://127.0.0.1/",
        "https://127.0.0.1./",
        "https://2130706433/",
        "https://0x7f000001/",
        "https://0177.0.0.1/",
        "https://127.1/",
        "https://0/",
        "https://localhost/",
        "https://localhost./",
        "https://LOCALHOST/",
        "https://[::1]/",
        "https://[::]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[::ffff:7f00:1]/",
        "https://[::127.0.0.1]/",
        "https://[64:ff9b::7f00:1]/",
        "https://[2002:7f00:1::]/",
        "https://[fe80::1]/",
        "https://[fe80::1%25lo]/",
        "https://169.254.169.254/latest/meta-data/",
        "https://10.0.0.1/",
        "https://192.168.1.1:8443/"
      })
  void spellings(String address) {
    ProviderException failure = failure(new OutboundHttp(HASTY), address);

    assertThat(failure.code()).isIn(Code.ADDRESS_DENIED, Code.METADATA_INVALID);
  }

  @ParameterizedTest(name = "F01 SSRF: nor is {0} through a proxy, which resolves names itself")
  @ValueSource(
      strings = {
        "https://127.0.0.1/",
        "https://localhost./",
        "https://a.localhost/",
        "https://[::1]/",
        "https://169.254.169.254/",
        "https://10.0.0.1/"
      })
  void throughAProxy(String address) throws Exception {
    try (ScriptedServer proxy = new ScriptedServer(answers(OK))) {
      ProxySelector before = ProxySelector.getDefault();
      ProxySelector.setDefault(new Only(proxy.address("/").getPort()));
      try {
        assertThat(failure(new OutboundHttp(HASTY), address).code()).isEqualTo(Code.ADDRESS_DENIED);
        assertThat(proxy.connections()).isZero();
      } finally {
        ProxySelector.setDefault(before);
      }
    }
  }

  @Test
  @DisplayName("F01 SSRF: a proxy is given the name, which is not looked up here")
  void aProxyIsGivenTheName() throws Exception {
    String refusal = "HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n";
    try (ScriptedServer proxy = new ScriptedServer(answers(refusal))) {
      ProxySelector before = ProxySelector.getDefault();
      ProxySelector.setDefault(new Only(proxy.address("/").getPort()));
      try {
        assertThat(failure(http, "https://git.example.com/"))
            .hasMessageContaining("the proxy wants a password");
        assertThat(asked).isEmpty();
        assertThat(proxy.requests()).containsExactly("CONNECT git.example.com:443 HTTP/1.1");
      } finally {
        ProxySelector.setDefault(before);
      }
    }
  }

  private static final class Only extends ProxySelector {
    private final Proxy proxy;

    Only(int port) {
      proxy = new Proxy(Proxy.Type.HTTP, new InetSocketAddress("127.0.0.1", port));
    }

    @Override
    public List<Proxy> select(URI address) {
      return List.of(proxy);
    }

    @Override
    public void connectFailed(URI address, SocketAddress at, IOException problem) {}
  }
}
