package dev.accountlink.testkit.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrowserCookiesTest {
  private final EchoServer server = new EchoServer();
  private final HandClock clock = new HandClock();
  private final TestBrowser browser = TestBrowser.fresh(clock);
  private final String home = server.at("forge.localhost", "/");
  private final String evil = server.at("evil.localhost", "/");

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void aCookieGoesBackToItsHostOnly() {
    browser.setCookie(home, "a=1; Path=/");

    browser.get(home);
    assertThat(server.header("Cookie")).hasValue("a=1");
    browser.get(server.at("sub.forge.localhost", "/"));
    assertThat(server.header("Cookie")).isEmpty();
  }

  @Test
  void aCookieWithADomainReachesSubdomainsAndCanBeSetFromThem() {
    browser.setCookie(
        server.at("sub.forge.localhost", "/"), "tossed=1; Domain=forge.localhost; Path=/");

    browser.get(home);
    assertThat(server.header("Cookie")).hasValue("tossed=1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a=1; Domain=evil.localhost",
        "a=1; Domain=localhost",
        "a=1; Secure",
        "a=1; SameSite=None",
        "__Host-a=1; Path=/",
        "__Secure-a=1",
        "__host-a=1; Path=/",
        "noequals"
      })
  void cookiesNoBrowserWouldTakeAreLeftOut(String header) {
    browser.setCookie(home, header);

    assertThat(browser.cookies()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "__Host-a=1; Path=/; Secure; Domain=forge.localhost",
        "__Host-a=1; Path=/x; Secure",
        "__Host-a=1; Secure",
        "__Host-a=1; Path=/"
      })
  void theHostPrefixNeedsSecurePathAndNoDomain(String header) {
    browser.setCookie("https://forge.localhost/deep/er", header);
    assertThat(browser.cookies()).isEmpty();

    browser.setCookie("https://forge.localhost/deep/er", "__Host-a=1; Path=/; Secure");
    assertThat(browser.cookies()).hasSize(1);
  }

  @Test
  void aSecureCookieDoesNotGoOverHttp() {
    browser.setCookie("https://forge.localhost/", "a=1; Secure; Path=/");

    browser.get(home);

    assertThat(server.header("Cookie")).isEmpty();
  }

  @Test
  void pathsAreFoldersAndLongerOnesComeFirst() {
    browser.setCookie(home, "root=1; Path=/");
    browser.setCookie(home, "deep=2; Path=/git");

    browser.get(server.at("forge.localhost", "/git/x"));
    assertThat(server.header("Cookie")).hasValue("deep=2; root=1");
    browser.get(server.at("forge.localhost", "/github"));
    assertThat(server.header("Cookie")).hasValue("root=1");
  }

  @Test
  void withoutAPathTheFolderOfThePageCounts() {
    browser.setCookie(server.at("forge.localhost", "/a/b"), "c=1");

    assertThat(browser.cookie("c").orElseThrow().path()).isEqualTo("/a");
  }

  @Test
  void cookiesEndByMaxAgeByDateAndWithTheBrowser() {
    browser.setCookie(home, "short=1; Max-Age=60; Expires=Wed, 01 Jan 2031 00:00:00 GMT");
    browser.setCookie(home, "dated=1; Expires=Wed, 01 Jan 2031 00:00:00 GMT");
    browser.setCookie(home, "session=1");
    clock.forward(Duration.ofSeconds(61));
    assertThat(browser.cookies())
        .extracting(BrowserCookie::name)
        .containsExactly("dated", "session");

    browser.restart();
    assertThat(browser.cookies()).extracting(BrowserCookie::name).containsExactly("dated");

    browser.setCookie(home, "dated=; Max-Age=0");
    assertThat(browser.cookies()).isEmpty();
  }

  @Test
  void aCookieIsReplacedByNameDomainAndPath() {
    browser.setCookie(home, "a=1; Path=/");
    browser.setCookie(home, "a=2; Path=/");
    browser.setCookie(home, "a=3; Path=/other");

    assertThat(browser.cookies()).extracting(BrowserCookie::value).containsExactly("2", "3");
  }

  @Test
  void strictGoesAlongOnlyFromTheSameSite() {
    browser.setCookie(home, "strict=1; Path=/; SameSite=Strict");

    browser.get(home);
    assertThat(server.header("Cookie")).hasValue("strict=1");
    browser.at(server.at("sub.forge.localhost", "/")).go(home);
    assertThat(server.header("Cookie")).hasValue("strict=1");
    browser.at(evil).go(home);
    assertThat(server.header("Cookie")).isEmpty();
  }

  @Test
  void aSameSiteRedirectDoesNotBringStrictCookiesBackButOurOwnPageDoes() {
    browser.setCookie(home, "strict=1; Path=/; SameSite=Strict");
    server.redirect("/callback", 303, "/inside");
    server.html("/bounce", "<meta http-equiv=\"refresh\" content=\"0; url=/inside\">");

    browser.at(evil).go(server.at("forge.localhost", "/callback")).follow();
    assertThat(server.header("Cookie")).isEmpty();
    browser.at(evil).go(server.at("forge.localhost", "/bounce")).refresh();
    assertThat(server.header("Cookie")).hasValue("strict=1");
  }

  @Test
  void whoCameHomeFromAnInitiatorOfTheSameSiteHasStrictCookies() {
    browser.setCookie(home, "strict=1; Path=/; SameSite=Strict");
    server.redirect("/begin", 303, server.at("provider.localhost", "/authorize"));
    server.redirect("/authorize", 302, server.at("forge.localhost", "/callback"));

    browser.at(home).post("/begin", Map.of()).followAll();

    assertThat(server.line()).isEqualTo("GET /callback");
    assertThat(server.header("Cookie")).hasValue("strict=1");
  }

  @Test
  void laxGoesAlongOnCrossSiteLinksAndNotOnCrossSitePosts() {
    browser.setCookie(home, "lax=1; Path=/; SameSite=Lax");

    browser.at(evil).go(home);
    assertThat(server.header("Cookie")).hasValue("lax=1");
    browser.at(evil).post(home, Map.of());
    assertThat(server.header("Cookie")).isEmpty();
    browser.post(home, Map.of());
    assertThat(server.header("Cookie")).hasValue("lax=1");
  }

  @Test
  void withoutSameSiteAFreshCookieGoesAlongOnCrossSitePostsForTwoMinutes() {
    browser.setCookie(home, "plain=1; Path=/");
    browser.at(evil).post(home, Map.of());
    assertThat(server.header("Cookie")).hasValue("plain=1");

    clock.forward(Duration.ofSeconds(121));
    browser.at(evil).post(home, Map.of());
    assertThat(server.header("Cookie")).isEmpty();
    browser.at(evil).go(home);
    assertThat(server.header("Cookie")).hasValue("plain=1");
  }

  @Test
  void jarsAreApart() {
    browser.setCookie(home, "a=1");

    assertThat(TestBrowser.fresh().cookies()).isEmpty();
    assertThat(browser.with("Accept", "application/json").cookies()).hasSize(1);
  }

  /** A clock moved by hand. */
  private static final class HandClock extends Clock {
    private Instant now = Instant.parse("2030-05-05T05:05:05Z");

    void forward(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
