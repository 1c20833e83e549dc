package dev.accountlink.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.exchange.Arrival;
import dev.accountlink.exchange.AuthorizationRequest;
import dev.accountlink.exchange.NimbusExchange;
import dev.accountlink.exchange.Redemption;
import dev.accountlink.exchange.http.OutboundHttp;
import dev.accountlink.model.Purpose;
import dev.accountlink.model.Secret;
import dev.accountlink.provider.Provider;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.FakeForge;
import java.net.URI;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The calls to a provider alone, with everything logged that the client has to say. */
class OutboundLogTest {
  private static final String VERIFIER = "verifier-".repeat(5);

  private final Scene scene = new Scene();

  @AfterEach
  void close() {
    scene.close();
  }

  @ParameterizedTest(name = "G01 secrets in logs: at every level, of all clients, calls to {0}")
  @ValueSource(strings = {"work", "github"})
  void nothingOfTheCallsIsLogged(String id) throws Exception {
    scene.approveAs(Canaries.person());
    Provider provider = id.equals("work") ? scene.work() : scene.github();
    FakeForge forge = id.equals("work") ? scene.openId : scene.github;
    NimbusExchange exchange = new NimbusExchange(new OutboundHttp(), Clock.systemUTC());
    URI callback = URI.create(scene.host.callback(id));
    AuthorizationRequest request =
        new AuthorizationRequest(
            provider,
            provider.client(Purpose.SIGN_IN).id(),
            provider.signInScopes(),
            callback,
            "state-of-this-flow",
            VERIFIER,
            "nonce-of-this-flow",
            Map.of());
    BrowserPage there = TestBrowser.fresh().get(exchange.authorizationAddress(request).toString());
    String code = there.location().getQuery().replaceFirst("(?:.*&)?code=([^&]*).*", "$1");

    LogCapture log = LogCapture.withClient();
    try {
      Arrival arrival =
          exchange.redeem(
              new Redemption(
                  provider,
                  provider.client(Purpose.SIGN_IN),
                  callback,
                  Secret.of(code),
                  Secret.of(VERIFIER),
                  "nonce-of-this-flow"));
      arrival.withDetails(arrival.identity());
    } finally {
      log.close();
    }
    Set<String> canaries = new LinkedHashSet<>(Canaries.secret(TestBrowser.fresh(), forge));
    canaries.addAll(Canaries.personal());
    assertThat(canaries).contains(code, VERIFIER).hasSizeGreaterThan(6);
    assertThat(log.lines())
        .isNotEmpty()
        .allSatisfy(
            line -> assertThat(line.whole()).doesNotContain(canaries.toArray(String[]::new)));
    assertThat(log.lines()).anyMatch(line -> line.logger().startsWith("org.apache.hc"));
  }
}
