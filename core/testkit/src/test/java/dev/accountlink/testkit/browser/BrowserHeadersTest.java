package dev.accountlink.testkit.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrowserHeadersTest {
  private final EchoServer server = new EchoServer();
  private final TestBrowser browser = TestBrowser.fresh();
  private final String home = server.at("forge.localhost", "/");
  private final String evil = server.at("evil.localhost", "/page?secret=1");

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void aTypedAddressHasNoInitiator() {
    browser.get(home);

    assertThat(server.header("Sec-Fetch-Site")).hasValue("none");
    assertThat(server.header("Sec-Fetch-Mode")).hasValue("navigate");
    assertThat(server.header("Origin")).isEmpty();
    assertThat(server.header("Referer")).isEmpty();
    assertThat(server.header("Host"))
        .hasValueSatisfying(host -> assertThat(host).startsWith("forge.localhost:"));
  }

  @ParameterizedTest
  @CsvSource({
    "forge.localhost, same-origin",
    "sub.forge.localhost, same-site",
    "evil.localhost, cross-site",
    "127.0.0.1, cross-site"
  })
  void secFetchSiteTellsHowFarTheInitiatorIs(String host, String relation) {
    browser.at(server.at(host, "/")).go(home);

    assertThat(server.header("Sec-Fetch-Site")).hasValue(relation);
  }

  @Test
  void aRedirectThroughAForeignSiteStaysCrossSite() {
    server.redirect("/away", 302, home);

    browser.at(home).go(server.at("evil.localhost", "/away")).follow();

    assertThat(server.header("Sec-Fetch-Site")).hasValue("cross-site");
  }

  @Test
  void aPostTellsItsOriginAndALinkDoesNot() {
    browser.at(evil).post(home, Map.of("a", "b c"));
    assertThat(server.line()).isEqualTo("POST / a=b+c");
    assertThat(server.header("Origin")).hasValue(server.at("evil.localhost", ""));
    assertThat(server.header("Content-Type")).hasValue("application/x-www-form-urlencoded");

    browser.at(evil).go(home);
    assertThat(server.header("Origin")).isEmpty();
  }

  @Test
  void byDefaultForeignSitesSeeOnlyTheOriginOfTheReferer() {
    browser.at(evil).go(home);
    assertThat(server.header("Referer")).hasValue(server.at("evil.localhost", "/"));

    browser.at(evil).go(server.at("evil.localhost", "/other"));
    assertThat(server.header("Referer")).hasValue(evil);
  }

  @ParameterizedTest
  @CsvSource({
    "no-referrer, null, ''",
    "same-origin, SELF, FULL",
    "strict-origin, SELF, ORIGIN",
    "'nonsense, origin', SELF, ORIGIN",
  })
  void thePagesReferrerPolicyRulesOriginAndRefererOfItsForms(
      String policy, String origin, String referer) {
    server.answer(
        "/form",
        new EchoServer.Page(
            200, Map.of("Referrer-Policy", policy), "<form method=post action=/go></form>"));
    BrowserPage page = browser.get(server.at("forge.localhost", "/form"));

    page.form("form").submit();

    String self = server.at("forge.localhost", "");
    assertThat(server.header("Origin")).hasValue(origin.equals("SELF") ? self : origin);
    String expected =
        referer.equals("FULL") ? self + "/form" : referer.equals("ORIGIN") ? self + "/" : "";
    assertThat(server.header("Referer").orElse("")).isEqualTo(expected);
  }

  @Test
  void aPolicyOfSameOriginHidesTheOriginFromOthers() {
    server.answer(
        "/form", new EchoServer.Page(200, Map.of("Referrer-Policy", "same-origin"), "<p>x</p>"));

    browser.get(server.at("evil.localhost", "/form")).post(home, Map.of());

    assertThat(server.header("Origin")).hasValue("null");
  }

  @Test
  void a303TurnsAPostIntoAGetAnd307KeepsIt() {
    server.redirect("/see", 303, "/target");
    server.redirect("/keep", 307, "/target");

    browser.post(server.at("forge.localhost", "/see"), Map.of("a", "b")).follow();
    assertThat(server.line()).isEqualTo("GET /target");
    assertThat(server.header("Origin")).isEmpty();
    browser.post(server.at("forge.localhost", "/keep"), Map.of("a", "b")).follow();
    assertThat(server.line()).isEqualTo("POST /target a=b");
  }

  @Test
  void aPostSentOnByAForeignSiteHasTheOriginNull() {
    server.redirect("/keep", 307, home);

    browser.at(home).post(server.at("evil.localhost", "/keep"), Map.of("a", "b")).follow();

    assertThat(server.header("Origin")).hasValue("null");
  }

  @Test
  void headersCanBeForged() {
    browser.with("Origin", "http://evil.example").with("Host", "evil.example").get(home);

    assertThat(server.header("Origin")).hasValue("http://evil.example");
    assertThat(server.header("Host")).hasValue("evil.example");
  }

  @Test
  void formsAreSentAsTheyStandOnThePage() {
    server.html(
        "/form",
        "<form method=post action='/go?x=1'><input type=hidden name=token value='a&amp;b'>"
            + "<input type=checkbox name=off value=1><input type=checkbox name=on checked>"
            + "<input name=gone disabled value=1><textarea name=text>x\ny</textarea>"
            + "<select name=pick><option value=1>one</option><option selected value=2>two</option></select>"
            + "<button name=do value=it>Do it</button><button name=do value=other>Other</button></form>");
    BrowserPage page = browser.get(server.at("forge.localhost", "/form"));

    page.submit("Do it");
    assertThat(server.line()).isEqualTo("POST /go?x=1 token=a%26b&on=on&text=x%0Ay&pick=2&do=it");
    page.formOf("Other").with("token", "forged").without("on").submit();
    assertThat(server.line()).isEqualTo("POST /go?x=1 text=x%0Ay&pick=2&do=other&token=forged");
    assertThatThrownBy(() -> page.submit("Nothing")).hasMessageContaining("No button 'Nothing'");
  }

  @Test
  void linksAreClickedByTheirText() {
    server.html("/links", "<a href='next'>Go on</a>");

    assertThat(browser.get(server.at("forge.localhost", "/links")).click("Go on").status())
        .isEqualTo(200);
    assertThat(server.line()).isEqualTo("GET /next");
    assertThat(server.header("Sec-Fetch-Site")).hasValue("same-origin");
  }

  @Test
  void aRefreshHeaderIsHonouredWhenAsked() {
    server.answer(
        "/wait", new EchoServer.Page(200, Map.of("Refresh", "0; url=/done"), "<p>wait</p>"));
    server.answer("/self", new EchoServer.Page(200, Map.of("Refresh", "1"), "<p>wait</p>"));

    browser.get(server.at("forge.localhost", "/wait")).refresh();
    assertThat(server.line()).isEqualTo("GET /done");
    assertThat(browser.get(server.at("forge.localhost", "/self")).refreshAddress())
        .hasValueSatisfying(next -> assertThat(next.getPath()).isEqualTo("/self"));
    assertThat(browser.get(home).refreshAddress()).isEmpty();
  }

  @Test
  void aRunOfRedirectsCanBeStoppedBeforeTheCallback() {
    server.redirect("/one", 302, "/two");
    server.redirect("/two", 302, "/callback?code=1");
    server.redirect("/loop", 302, "/loop");

    BrowserPage held =
        browser
            .get(server.at("forge.localhost", "/one"))
            .followUntil(uri -> uri.getPath().equals("/callback"));

    assertThat(held.location().getQuery()).isEqualTo("code=1");
    assertThat(server.line()).isEqualTo("GET /two");
    assertThatThrownBy(() -> browser.open(server.at("forge.localhost", "/loop")))
        .hasMessageContaining("Too many");
  }

  @Test
  void reloadRepeatsTheStep() {
    BrowserPage page = browser.post(home, Map.of("a", "1"));
    browser.get(evil);

    page.reload();

    assertThat(server.line()).isEqualTo("POST / a=1");
  }
}
