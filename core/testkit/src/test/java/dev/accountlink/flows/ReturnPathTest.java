package dev.accountlink.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.model.HostUser;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.People;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a browser is sent at the end, whatever a begin asks for. */
class ReturnPathTest {
  private final Scene scene = new Scene();
  private final TestHost host = scene.host;

  @AfterEach
  void close() {
    scene.close();
  }

  /** Texts that lead elsewhere in some browser, proxy or parser. */
  static Stream<String> traps() {
    return Stream.of(
        "//evil.example",
        "///evil.example",
        "////evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "\\/evil.example",
        "/\\/evil.example",
        "//\\evil.example",
        "https://evil.example",
        "https:evil.example",
        "https:/evil.example",
        "http:evil.example",
        "HTTPS://evil.example",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "//localhost@evil.example",
        "http://localhost@evil.example",
        "@evil.example",
        ".evil.example",
        ":80/x",
        "evil.example",
        "evil.example/path",
        "?x=//evil.example",
        "#//evil.example",
        "",
        " ",
        " /path",
        "\t/path",
        "/\t/evil.example",
        "/\n/evil.example",
        "/\r\n/evil.example",
        "/%09/evil.example",
        "/%0a/evil.example",
        "/%0d%0aLocation:%20https://evil.example",
        "/path\r\nSet-Cookie: a=b",
        "/path\u0000",
        "/%00",
        "/%5cevil.example",
        "/%5Cevil.example",
        "/%2fevil.example",
        "/%2Fevil.example",
        "/%252fevil.example",
        "/%255cevil.example",
        "/.//evil.example",
        "/..//evil.example",
        "/../../evil",
        "/x/..//evil.example",
        "/./%2fevil.example",
        "/x/../%2fevil.example",
        "/;//evil.example",
        "/\u2028evil",
        "/ä",
        "/\uFF0Fevil.example",
        "/\u3002evil.example",
        "/path with space",
        "/<script>",
        "/\"quoted\"",
        "/{brace}",
        "/|pipe",
        "/`tick",
        "/^",
        "/%",
        "/%zz",
        "/%4",
        "http://localhost/",
        "https://localhost/-/sso/links",
        "//localhost/",
        "/[::1]//x",
        "tel:1",
        "blob:x",
        "about:blank",
        "ws://x",
        "/\u007f",
        "/\u0085/evil.example",
        "/\u00a0/evil.example",
        "/\u202e/evil.example",
        "/" + "p".repeat(255));
  }

  @ParameterizedTest
  @MethodSource("traps")
  @DisplayName("E01 open redirect: a sign-in ends on this origin, whatever path was asked for")
  void aSignInEndsOnThisOrigin(String asked) {
    TestBrowser browser = TestBrowser.fresh();
    BrowserPage begun =
        browser.get(host.sso("/sign-in")).formOf("Work").with("return-to", asked).submit();
    if (!begun.isRedirect()) {
      assertThat(begun.status()).as("control characters make the form malformed").isEqualTo(400);
      return;
    }
    BrowserPage callback = Scene.consent(begun).follow();
    BrowserPage landing = callback.follow();
    assertThat(landing.header("Location").orElse("")).isIn("/", "/;//evil.example");
    assertThat(landing.followAll().uri().getAuthority())
        .isEqualTo(java.net.URI.create(host.baseUrl()).getAuthority());
    assertThat(host.who(browser)).isEqualTo("ada");
  }

  @ParameterizedTest
  @MethodSource("traps")
  @DisplayName("E01 open redirect: the sign-in page puts no such path into its buttons")
  void thePageOfButtonsTakesNoSuchPath(String asked) {
    String encoded = java.net.URLEncoder.encode(asked, java.nio.charset.StandardCharsets.UTF_8);
    BrowserPage page = TestBrowser.fresh().get(host.sso("/sign-in?return-to=" + encoded));
    if (page.status() == 200) {
      assertThat(page.formOf("Work").fields().get("return-to")).isIn("/", "/;//evil.example");
    } else {
      assertThat(page.status()).isEqualTo(400);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/a", "/a/b?c=d&e=f#g", "/a%20b", "/~lady/repo.git", "/a//b", "/?q"})
  @DisplayName("E01 an ordinary path on this origin is kept")
  void anOrdinaryPathIsKept(String path) {
    TestBrowser browser = TestBrowser.fresh();
    BrowserPage begun =
        browser.get(host.sso("/sign-in")).formOf("Work").with("return-to", path).submit();
    assertThat(Scene.consent(begun).follow().follow().header("Location")).contains(path);
  }

  @Test
  @DisplayName("E01 a path that is too long loses its query")
  void aPathThatIsTooLongLosesItsQuery() {
    TestBrowser browser = TestBrowser.fresh();
    String path = "/project?q=" + "x".repeat(300);
    BrowserPage begun =
        browser.get(host.sso("/sign-in")).formOf("Work").with("return-to", path).submit();
    assertThat(Scene.consent(begun).followAll().uri().toString())
        .isEqualTo(host.baseUrl() + "/project");
  }

  @Test
  @DisplayName("E02 the referrer is never where a browser is sent")
  void theReferrerIsNeverRead() {
    TestBrowser browser =
        TestBrowser.fresh().with("Referer", host.baseUrl() + "/from-the-referrer");
    browser.get(host.sso("/sign-in"));
    BrowserPage page = browser.post(host.sso("/work/sign-in"), Map.of());
    assertThat(Scene.consent(page).followAll().uri().getPath()).isEqualTo("/");

    host.users().register("lady", "lady@example.org");
    HostUser user = host.users().named("lady").orElseThrow();
    scene.link(user, scene.identity(People.bob()));
    host.signIn(browser, user);
    BrowserPage links = host.linksPage(browser);
    assertThat(links.submit("Disconnect").uri().getPath()).isEqualTo("/-/sso/links");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/-/sso",
        "/-/sso/",
        "/-/sso/sign-in",
        "/-/sso?x=y",
        "/-/sso#x",
        "/-/sso/links",
        "/-/sso/work/callback?code=x",
        "/x/../-/sso/sign-in",
        "/./-/sso/sign-in",
        "/-/./sso/sign-in",
        "/-/%73so/sign-in",
        "/%2d/sso/sign-in",
        "/-/%73%73%6F/links",
        "/-/x/%2e%2e/sso/links"
      })
  @DisplayName("E03 a path that leads back into the library is not taken")
  void aPathIntoTheLibraryIsNotTaken(String path) {
    TestBrowser browser = TestBrowser.fresh();
    BrowserPage begun =
        browser.get(host.sso("/sign-in")).formOf("Work").with("return-to", path).submit();
    assertThat(Scene.consent(begun).follow().follow().header("Location")).contains("/");

    HostUser user = host.users().named("ada").orElseThrow();
    scene.approveAs(People.bob());
    begun = host.linksPage(browser).formOf("Connect GitHub").with("return-to", path).submit();
    BrowserPage links = Scene.consent(begun).followAll().formOf("Confirm").submit();
    assertThat(links.header("Location")).contains("/-/sso/links");
    assertThat(host.links().findAll(user.id())).hasSize(2);
    BrowserPage removed =
        host.linksPage(browser).formOf("Disconnect bob").with("return-to", path).submit();
    assertThat(removed.header("Location")).contains("/-/sso/links");
  }
}
