package dev.accountlink.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accountlink.AccountLinking;
import dev.accountlink.AccountLinkingBuilder;
import dev.accountlink.model.CurrentUser;
import dev.accountlink.model.HostUser;
import dev.accountlink.provider.Client;
import dev.accountlink.provider.GitHub;
import dev.accountlink.provider.OpenIdConnect;
import dev.accountlink.spi.HostSessions;
import dev.accountlink.spi.SignInProof;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.web.WebRequest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a provider may send codes, and that they get no further. */
class CallbackAddressTest {
  private static final List<String> TARGETS =
      List.of(
          "https://evil.example/",
          "%2F%2Fevil.example",
          "%2F%5Cevil.example",
          "https%3A%2F%2Fevil.example",
          "javascript%3Aalert(1)",
          "%2F%09%2Fevil.example");

  private final Scene scene = new Scene();
  private final TestHost host = scene.host;
  private final TestBrowser browser = TestBrowser.fresh();

  @AfterEach
  void close() {
    scene.close();
  }

  @ParameterizedTest(name = "B13 covert redirect: {0} neither leads outside nor shows strangers")
  @ValueSource(
      strings = {
        "/",
        "/sign-in",
        "/links",
        "/steps",
        "/steps/x",
        "/pages/x",
        "/admin",
        "/redirect",
        "/back",
        "/work/callback",
        "/work/callback/more",
        "/work/callback//evil.example",
        "/work/callback/../../links",
        "/work/callback%2F..%2Flinks",
        "/work/callback;x=y",
        "/work/sign-in",
        "/work/connect",
        "/work/redirect",
        "/github/callback",
        "/other/callback",
        "//evil.example/callback",
        "/https://evil.example",
        "/links/x/disconnect"
      })
  void noAddressBelowThePrefixLeadsOutside(String below) {
    for (String target : TARGETS) {
      for (String name : List.of("return-to", "next", "url", "response", "redirect_uri", "state")) {
        stays(browser.get(host.sso(below) + "?code=c&" + name + "=" + target));
      }
      stays(browser.get(host.sso(below) + "?code=c&state=s&iss=" + target));
    }
  }

  private void stays(BrowserPage page) {
    assertThat(page.status()).isBetween(200, 499);
    if (page.isRedirect()) {
      assertThat(page.location().toString()).startsWith(host.sso("/"));
    }
    assertThat(page.header("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'none'; style-src 'self'; img-src 'self';");
    assertThat(page.header("Referrer-Policy").orElseThrow()).isIn("no-referrer", "same-origin");
    assertThat(page.body()).doesNotContain("evil.example");
  }

  @ParameterizedTest(name = "B13 covert redirect: with return-to {0} a flow ends on this site")
  @ValueSource(strings = {"//evil.example", "/\\evil.example", "https://evil.example", "/%09/evil"})
  void aFlowEndsOnThisSite(String target) {
    BrowserPage page = browser.get(host.sso("/sign-in"));
    BrowserPage begun = page.formOf("Work").with("return-to", target).submit();
    BrowserPage end = begun.followAll();
    assertThat(host.who(browser)).isEqualTo("ada");
    assertThat(end.uri().toString()).startsWith(host.baseUrl() + "/").doesNotContain("//evil");
  }

  @ParameterizedTest(name = "B14 Host header injection: {0} = {1} changes nothing")
  @CsvSource({
    "X-Forwarded-Host, evil.example",
    "X-Forwarded-Proto, https",
    "X-Forwarded-Port, 1",
    "X-Forwarded-Prefix, /evil",
    "X-Forwarded-Server, evil.example",
    "X-Forwarded-For, 127.0.0.1",
    "X-Original-URL, /evil",
    "X-Rewrite-URL, /evil",
    "Forwarded, host=evil.example;proto=https",
  })
  void theCallbackAddressIsConfigurationAndNotARequestsWord(String header, String value) {
    TestBrowser forged = browser.with(header, value);
    URI begun = scene.begin(forged, "Work").location();
    assertThat(begun.getQuery()).contains("redirect_uri=" + host.callback("work") + "&");
    Scene.comeTo(forged, forged.get(begun.toString()).location().toString());
    assertThat(host.who(browser)).isEqualTo("ada");
  }

  @Test
  @DisplayName("B14 Host header injection: a page asked for elsewhere leads home, a begin does not")
  void anotherHostNameGetsNoFlow() {
    BrowserPage page = browser.get(host.sso("/sign-in"));
    String answer = scene.callback(browser, "Work");
    int sent = scene.openId.authorizeCalls();
    for (String name :
        List.of("evil.example", "localhost", "localhost:1", "localhost.evil.example")) {
      TestBrowser forged = browser.with("Host", name);
      assertThat(forged.get(host.sso("/sign-in")).location().toString())
          .isEqualTo(host.sso("/sign-in?moved"));
      assertThat(forged.get(host.sso("/sign-in?moved")).status()).isEqualTo(421);
      Map<String, String> fields = page.formOf("Work").fields();
      assertThat(forged.post(host.sso("/work/sign-in"), fields).status()).isEqualTo(421);
      assertThat(forged.open(answer).status()).isEqualTo(421);
    }
    assertThat(scene.openId.authorizeCalls()).isEqualTo(sent);
    assertThat(scene.openId.tokenCalls()).isZero();
    browser.open(answer);
    assertThat(host.who(browser)).isEqualTo("ada");
  }

  @ParameterizedTest(name = "B16 callback on http: {0} is refused")
  @ValueSource(
      strings = {
        "http://forge.example.com",
        "http://localhost.example.com",
        "http://127.0.0.1.nip.io",
        "http://0.0.0.0",
        "http://192.168.1.5",
        "http://2130706433",
        "HTTP://forge.example.com",
        "ftp://forge.example.com",
        "forge.example.com",
        "//forge.example.com",
        "https://user@forge.example.com",
        "https://forge.example.com/",
        "https://forge.example.com?x",
        "https://forge.example.com#x",
        "https://forge.example.com/a/../b",
        ""
      })
  void buildRefusesABaseUrlThatIsNotHttps(String baseUrl) {
    assertThatThrownBy(() -> builder(baseUrl).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("https://host");
  }

  @ParameterizedTest(name = "B16 callback on http: {0} is good")
  @ValueSource(
      strings = {
        "https://forge.example.com",
        "https://forge.example.com/git",
        "http://localhost:8080",
        "http://127.0.0.1:8080/git",
        "http://[::1]:8080"
      })
  void buildTakesHttpsAndLoopback(String baseUrl) {
    AccountLinking linking = builder(baseUrl).provider(scene.github()).build();
    assertThat(linking.callbackOf(scene.github())).isEqualTo(baseUrl + "/-/sso/github/callback");
  }

  @Test
  @DisplayName("B16 callback on http: nor may a provider be spoken to in clear")
  void aProviderOnHttpIsRefused() {
    Client client = Client.of("id", "secret");
    assertThatThrownBy(() -> GitHub.provider("hub", "Hub", "http://github.example.com", client))
        .hasMessageContaining("'hub'")
        .hasMessageContaining("https://");
    assertThatThrownBy(() -> OpenIdConnect.provider("kc", "KC", "http://id.example.com", client))
        .hasMessageContaining("'kc'")
        .hasMessageContaining("https://");
  }

  private AccountLinkingBuilder builder(String baseUrl) {
    return AccountLinking.builder(baseUrl)
        .users(host.users())
        .sessions(new NobodyIsSignedIn())
        .links(host.links());
  }

  private static final class NobodyIsSignedIn implements HostSessions {
    @Override
    public Optional<CurrentUser> current(WebRequest request) {
      return Optional.empty();
    }

    @Override
    public SessionStart start(
        WebRequest request, HostUser user, SignInProof proof, URI continueTo) {
      return new SessionStart.RefusedByHost("nobody");
    }
  }
}
