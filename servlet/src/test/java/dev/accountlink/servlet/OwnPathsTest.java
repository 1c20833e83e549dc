package dev.accountlink.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.oauth2.sdk.util.JSONObjectUtils;
import dev.accountlink.page.PageAssets;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.People;
import dev.accountlink.testkit.fake.Person;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass(name = "{0}")
@MethodSource("dev.accountlink.servlet.Containers#all")
class OwnPathsTest {
  private static final String[] ROUTES = {
    "GET /-/sso",
    "GET /-/sso/",
    "GET /-/sso/sign-in",
    "HEAD /-/sso/sign-in",
    "OPTIONS /-/sso/sign-in",
    "GET /-/sso/links",
    "GET /-/sso/nothing-here",
    "GET /-/sso/github/sign-in",
    "POST /-/sso/github/sign-in",
    "POST /-/sso/github/connect",
    "GET /-/sso/github/callback",
    "GET /-/sso/github/callback?code=c&state=s",
    "GET /-/sso/github/callback?code=c&state=a&state=b",
    "GET /-/sso/github/callback?%zz",
    "POST /-/sso/github/callback",
    "HEAD /-/sso/github/callback?code=c&state=s",
    "GET /-/sso/unknown/callback",
    "GET /-/sso/pages/x",
    "GET /-/sso/steps/x",
    "POST /-/sso/steps",
    "POST /-/sso/links/x/disconnect",
    "GET /-/sso/assets/nothing.css"
  };

  @Parameter Container.Kind kind;

  private TestForge forge;

  @BeforeEach
  void start() throws Exception {
    forge = new TestForge(kind);
  }

  @AfterEach
  void stop() throws Exception {
    forge.close();
  }

  private RawHttp.Answer ask(String route, String... headers) throws Exception {
    String[] parts = route.split(" ", 2);
    return RawHttp.send(forge.port(), parts[0], parts[1], headers);
  }

  @Test
  @DisplayName("A20 A21 E04 clickjacking, cache, referrer: every answer has the headers, once")
  void everyAnswerHasItsHeaders() throws Exception {
    for (String route : ROUTES) {
      RawHttp.Answer answer = ask(route);
      if (route.endsWith("%zz") && answer.all("Content-Security-Policy").isEmpty()) {
        assertThat(answer.status()).as("the container's own no to " + route).isEqualTo(400);
        continue;
      }

      assertThat(answer.status()).as(route).isNotEqualTo(500).isGreaterThanOrEqualTo(200);
      assertThat(answer.header("X-Frame-Options")).as(route).isEqualTo("DENY");
      assertThat(answer.header("Content-Security-Policy"))
          .as(route)
          .contains("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'")
          .doesNotContain("unsafe");
      assertThat(answer.header("Cache-Control")).as(route).isEqualTo("no-store");
      assertThat(answer.header("Referrer-Policy")).as(route).isIn("no-referrer", "same-origin");
      assertThat(answer.header("X-Content-Type-Options")).as(route).isEqualTo("nosniff");
      assertThat(answer.all("Content-Length")).as(route).hasSize(1);
      assertThat(forge.arrivedAtHost).as(route).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/-/sso/github/callback;x",
        "/-/sso//github/callback",
        "/-/sso/github//callback",
        "/-/sso/github/callback/",
        "/-/sso/github/x/../callback",
        "/-/sso/./github/callback",
        "/-/sso/github/%63allback",
        "/-/sso/git%68ub/callback",
        "/-/sso/github%2fcallback"
      })
  @DisplayName("A18 loose matcher: another spelling of the callback is no callback")
  void onlyTheExactCallbackIsOne(String path) throws Exception {
    RawHttp.Answer answer = ask("GET " + path + "?code=c&state=s");

    // The true callback would lead to "begin again", since no such flow is open.
    if (answer.status() == 303) {
      assertThat(answer.header("Location")).startsWith("/-/sso/pages/");
      answer = ask("GET " + answer.header("Location"), "Accept: application/json");
    }
    assertThat(answer.status()).isIn(400, 404);
    assertThat(answer.text()).doesNotContain("StartAgain");
    assertThat(forge.arrivedAtHost).isEmpty();
    assertThat(forge.github.requests()).isEmpty();
  }

  @Test
  @DisplayName("A05 unknown state: the exact callback leads to a page that says to begin again")
  void theExactCallbackIsOne() throws Exception {
    String page = ask("GET /-/sso/github/callback?code=c&state=s").header("Location");

    RawHttp.Answer answer = ask("GET " + page, "Accept: application/json");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).contains("\"code\":\"StartAgain\"");
  }

  @Test
  @DisplayName("A17 any method: HEAD and PUT at the callback are 405 and spend nothing")
  void theCallbackIsForGet() throws Exception {
    for (String method : List.of("HEAD", "PUT", "DELETE", "PATCH", "POST")) {
      RawHttp.Answer answer = ask(method + " /-/sso/github/callback?code=c&state=s");

      assertThat(answer.status()).as(method).isEqualTo(405);
      assertThat(answer.header("Allow")).isEqualTo("GET");
    }
  }

  @Test
  @DisplayName("B2 form-action: forms may go to ourselves and to the providers shown, nowhere else")
  void formsMayGoToTheProvidersShown() throws Exception {
    assertThat(ask("GET /-/sso/sign-in").header("Content-Security-Policy"))
        .endsWith("form-action 'self' " + forge.github.baseUrl());
    assertThat(ask("GET /-/sso/nothing-here").header("Content-Security-Policy"))
        .endsWith("form-action 'self'");
  }

  @Test
  void ourHeadersReplaceThoseOfAFilterBeforeUsButNeverItsCookies() throws Exception {
    forge.close();
    forge = new TestForge(kind, "", List.of(new LooseHeaders()), builder -> builder);

    RawHttp.Answer answer = ask("GET /-/sso/sign-in");

    assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.header("Content-Security-Policy")).startsWith("default-src 'none'");
    assertThat(answer.all("Set-Cookie"))
        .hasSize(2)
        .contains("hosts=own")
        .anyMatch(cookie -> cookie.startsWith("accountlink-"));
    assertThat(ask("GET /elsewhere").header("X-Frame-Options")).isEqualTo("SAMEORIGIN");
  }

  @Test
  @DisplayName("E12 XSS through profile: a hostile name stays text on every page that shows it")
  void aHostileNameStaysText() {
    Person eve = People.hostileText();
    forge.github.approveAs(eve);
    TestBrowser browser = TestBrowser.fresh();
    browser.open(forge.base() + "/login?alice");

    BrowserPage confirm =
        browser.open(forge.base() + "/-/sso/links").submit("Connect GitHub").followAll();
    BrowserPage links = confirm.submit("Connect").followAll();
    if (!links.uri().getPath().equals("/-/sso/links")) {
      links = browser.open(forge.base() + "/-/sso/links");
    }

    for (BrowserPage page : List.of(confirm, links)) {
      assertThat(page.text()).contains(eve.login());
      assertThat(page.body())
          .contains("&lt;b&gt;eve&lt;/b&gt;")
          .doesNotContain("<b>", "<script", "<img src=x");
      assertThat(page.document().select("main b, script, style, [style], [onclick]")).isEmpty();
    }
  }

  @Test
  @DisplayName("E09 cookie flags: the cookie is HttpOnly, Lax, host-only, for the session")
  void theCookieHasItsFlags() throws Exception {
    String cookie = ask("GET /-/sso/sign-in").header("Set-Cookie");

    assertThat(cookie)
        .matches("accountlink-[A-Za-z0-9_-]{6}=[^;]+; Path=/; HttpOnly; SameSite=Lax")
        .doesNotContain("Domain", "Max-Age", "Expires");
  }

  @Test
  void everyPageIsAlsoJsonWithTheSameStatus() throws Exception {
    for (String route : ROUTES) {
      RawHttp.Answer html = ask(route);
      RawHttp.Answer json = ask(route, "Accept: application/json");
      if (html.body().length == 0) {
        continue;
      }

      assertThat(json.status()).as(route).isEqualTo(html.status());
      assertThat(html.header("Content-Type"))
          .as(route)
          .isEqualToIgnoringCase("text/html;charset=utf-8");
      assertThat(json.header("Content-Type")).as(route).startsWith("application/json");
      Map<String, Object> page = JSONObjectUtils.parse(json.text());
      assertThat(page.get("status")).as(route).hasToString(String.valueOf(html.status()));
      assertThat(html.text()).contains("<h1>" + page.get("title") + "</h1>");
    }
  }

  @Test
  void aPageIsInTheLanguageOfTheBrowser() throws Exception {
    assertThat(ask("GET /-/sso/sign-in", "Accept-Language: de-CH,de;q=0.9,en;q=0.8").text())
        .contains("<html lang=\"de\">")
        .contains("Mit GitHub anmelden");
    assertThat(ask("GET /-/sso/sign-in", "Accept-Language: sv").text()).contains("lang=\"en\"");
    assertThat(ask("GET /-/sso/sign-in").text()).contains("lang=\"en\"");
  }

  @Test
  void headSaysTheLengthAndSendsNothing() throws Exception {
    RawHttp.Answer head = ask("HEAD /-/sso/nothing-here");

    assertThat(head.status()).isEqualTo(404);
    assertThat(head.body()).isEmpty();
    assertThat(Integer.parseInt(head.header("Content-Length"))).isPositive();
  }

  @Test
  void assetsMayBeKeptForAYearAndNothingElseIsServedBesideThem() throws Exception {
    Matcher named =
        Pattern.compile("(?:href|src)=\"(/-/sso/assets/[^\"]+)\"")
            .matcher(ask("GET /-/sso/sign-in").text());
    List<String> paths = named.results().map(found -> found.group(1)).toList();

    assertThat(paths).hasSize(2);
    for (String path : paths) {
      RawHttp.Answer asset = ask("GET " + path);
      assertThat(asset.status()).isEqualTo(200);
      assertThat(asset.header("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
      assertThat(asset.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(asset.header("Content-Type"))
          .startsWith(path.endsWith(".css") ? "text/css" : "image/svg+xml");
      assertThat(asset.all("Set-Cookie")).isEmpty();
      assertThat(ask("HEAD " + path).body()).isEmpty();
      assertThat(ask("POST " + path).status()).isEqualTo(405);
    }
    assertThat(ask("GET /-/sso/assets/" + "messages.properties").status()).isEqualTo(404);
    assertThat(new PageAssets().find("")).isEmpty();
  }

  @Test
  void aVisitorClicksTheButtonIsRegisteredAndSignedIn() {
    forge.github.approveAs(People.ada());
    TestBrowser browser = TestBrowser.fresh();

    BrowserPage landed =
        browser
            .open(forge.base() + "/-/sso/sign-in?returnTo=/whoami")
            .submit("Sign in with GitHub")
            .followAll();

    assertThat(landed.status()).isEqualTo(200);
    assertThat(browser.open(forge.base() + "/whoami").body())
        .isEqualTo("user=" + People.ada().login() + " note=null");
    assertThat(browser.open(forge.base() + "/-/sso/links").text())
        .contains("GitHub", People.ada().login(), "Disconnect");
  }

  @Test
  void aFormThatAFilterOfTheHostHasReadIsReadFromTheContainer() throws Exception {
    forge.close();
    forge = new TestForge(kind, "", List.of(new ReadsParameters()), builder -> builder);
    forge.github.approveAs(People.ada());
    TestBrowser browser = TestBrowser.fresh();

    browser
        .open(forge.base() + "/-/sso/sign-in?returnTo=/whoami")
        .submit("Sign in with GitHub")
        .followAll();

    assertThat(browser.open(forge.base() + "/whoami").body()).contains(People.ada().login());
  }
}
