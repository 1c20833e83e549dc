package dev.accountlink.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.AccountLinking;
import dev.accountlink.model.HostUser;
import dev.accountlink.testkit.browser.BrowserCookie;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.web.WebReply;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The one cookie that tells browsers apart. */
class CookieOfOursTest {
  private final Scene scene = new Scene();
  private final TestHost host = scene.host;
  private final TestBrowser browser = TestBrowser.fresh();

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  @DisplayName("E09 cookie flags on https: __Host-, Secure, HttpOnly, Lax, no domain, no age")
  void onHttpsTheCookieHasThePrefix() {
    for (String base : new String[] {"https://forge.example", "https://forge.example/deep/path"}) {
      String header = setCookie(base);
      assertThat(header)
          .matches(
              "__Host-accountlink-[A-Za-z0-9_-]{6}=[A-Za-z0-9_-]{22}\\.[0-9]+\\."
                  + "; Path=/; HttpOnly; SameSite=Lax; Secure");
      assertThat(header.length()).isLessThanOrEqualTo(160);
    }
    assertThat(setCookie("https://forge.example").substring(0, 25))
        .as("applications on one host do not overwrite each other")
        .isNotEqualTo(setCookie("https://forge.example/deep/path").substring(0, 25));
  }

  @Test
  @DisplayName("E09 cookie flags on loopback: no prefix and no Secure, the rest as on https")
  void onLoopbackTheCookieHasNoPrefix() {
    browser.get(host.sso("/sign-in"));
    BrowserCookie cookie = onlyCookie();
    assertThat(cookie.name()).matches("accountlink-[A-Za-z0-9_-]{6}");
    assertThat(cookie.httpOnly()).isTrue();
    assertThat(cookie.secure()).isFalse();
    assertThat(cookie.hostOnly()).isTrue();
    assertThat(cookie.path()).isEqualTo("/");
    assertThat(cookie.sameSite()).contains("Lax");
    assertThat(cookie.expires()).isEmpty();
    assertThat(cookie.name().length() + cookie.value().length()).isLessThanOrEqualTo(128);
  }

  @Test
  @DisplayName("E10 cookie overflow: fifty starts add no cookie and change none")
  void fiftyStartsAddNoCookie() {
    scene.begin(browser, "Work");
    BrowserCookie first = onlyCookie();
    for (int i = 0; i < 50; i++) {
      scene.begin(browser, i % 2 == 0 ? "Work" : "GitHub");
    }
    assertThat(onlyCookie()).isEqualTo(first);
  }

  @Test
  @DisplayName("E09 no cookie is set by a callback or by an address that holds a step")
  void noCookieIsSetByACallbackOrAStep() {
    HostUser user = host.users().register("lady", "lady@example.org");
    host.signIn(browser, user);
    String callback = scene.connectCallback(browser, "Work");
    host.clock().pass(Duration.ofMinutes(2));
    host.renew(browser);
    BrowserCookie before = ours();
    BrowserPage confirm = Scene.comeTo(browser, callback);
    assertThat(confirm.text()).contains("Confirm");
    assertThat(ours()).as("the cookie is due, but not here").isEqualTo(before);
    confirm.submit("Confirm");
    assertThat(host.links().findAll(user.id())).hasSize(1);
    assertThat(host.seen())
        .filteredOn(seen -> seen.path().contains("/callback") || seen.path().contains("/steps"))
        .isNotEmpty()
        .allSatisfy(
            seen ->
                assertThat(seen.reply().headers())
                    .extracting(WebReply.Header::name)
                    .doesNotContain("Set-Cookie"));
  }

  @Test
  @DisplayName("F6 the cookie changes after a sign-in and after a day, and not otherwise")
  void theCookieChangesAfterASignInAndAfterADay() {
    browser.get(host.sso("/sign-in"));
    String first = ours().value();
    host.clock().pass(Duration.ofHours(2));
    browser.get(host.sso("/sign-in"));
    assertThat(ours().value()).isEqualTo(first);
    host.signIn(browser, host.users().register("lady", "lady@example.org"));
    host.linksPage(browser);
    String second = ours().value();
    assertThat(second).isNotEqualTo(first).endsWith("." + first.substring(0, 22));
    host.linksPage(browser);
    assertThat(ours().value()).isEqualTo(second);
    host.clock().pass(Duration.ofHours(25));
    host.linksPage(browser);
    assertThat(ours().value()).isNotEqualTo(second).endsWith("." + second.substring(0, 22));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$Version=1; NAME=VALUE",
        "NAME=VALUE; $Path=/",
        "NAME=VALUE; NAME=VALUE",
        "NAME=OTHER; NAME=VALUE",
        "NAME=\"VALUE\"",
        "NAME =VALUE",
        "\u00a0NAME=VALUE",
        "NAMEx=VALUE",
        "NAME=VALUEx",
        "NAME=",
        "NAME=VALUE,NAME=VALUE"
      })
  @DisplayName("F5 a cookie that only a lenient parser would find is no cookie")
  void aCookieThatOnlyALenientParserFindsIsNone(String header) {
    TestBrowser attacker = TestBrowser.fresh();
    String callback = scene.callback(attacker, "Work");
    BrowserCookie stolen = attacker.cookies().get(0);
    String sent =
        header
            .replace("NAME", stolen.name())
            .replace("VALUE", stolen.value())
            .replace("OTHER", "A".repeat(22) + ".1.");
    ValueRequest request =
        new ValueRequest(
            "GET",
            "/-/sso/work/callback",
            callback.replaceFirst(".*\\?", ""),
            "",
            Map.of("Host", List.of(authority()), "Cookie", List.of(sent)));
    assertThat(refusalAt(host.linking(), request)).isEqualTo("OtherBrowser");
    assertThat(scene.tokenCalls()).isZero();
  }

  private String authority() {
    return host.baseUrl().replaceFirst("http://", "");
  }

  private static String refusalAt(AccountLinking linking, ValueRequest request) {
    String location =
        linking.handle(request).headers().stream()
            .filter(header -> header.name().equals("Location"))
            .findFirst()
            .orElseThrow()
            .value();
    WebReply page =
        linking.handle(
            new ValueRequest("GET", location, "", "", Map.of("Host", request.headers("Host"))));
    return ((dev.accountlink.web.Page.Refused) ((WebReply.Body.Shown) page.body()).page())
        .refusal()
        .code();
  }

  private String setCookie(String base) {
    try (TestHost https = TestHost.start()) {
      AccountLinking linking = https.build(base, builder -> builder.provider(scene.work()));
      WebReply reply =
          linking.handle(
              ValueRequest.get("/-/sso/sign-in", Map.of("Host", List.of("forge.example"))));
      Optional<WebReply.Header> none =
          reply.headers().stream().filter(h -> h.name().equals("Set-Cookie")).findFirst();
      return none.map(WebReply.Header::value).orElse("none");
    }
  }

  private BrowserCookie onlyCookie() {
    assertThat(browser.cookies()).hasSize(1);
    return browser.cookies().get(0);
  }

  private BrowserCookie ours() {
    return browser.cookies().stream()
        .filter(cookie -> cookie.name().startsWith("accountlink-"))
        .findFirst()
        .orElseThrow();
  }
}
