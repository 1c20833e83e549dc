package dev.accountlink.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.flow.Event;
import dev.accountlink.model.HostUser;
import dev.accountlink.testkit.browser.BrowserForm;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.People;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that a page of somebody else makes a browser send. */
class ForgedRequestTest {
  private final Scene scene = new Scene();
  private final TestHost host = scene.host;
  private final TestBrowser browser = TestBrowser.fresh();
  private final HostUser user = host.users().register("lady", "lady@example.org");

  @AfterEach
  void close() {
    scene.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/work/sign-in", "/work/connect", "/steps", "/links/x/disconnect"})
  @DisplayName("A02 linking CSRF: what begins or changes something is not there for GET")
  void whatChangesSomethingIsNotThereForGet(String below) {
    host.signIn(browser, user);
    for (String method : new String[] {"GET", "HEAD"}) {
      BrowserPage page = browser.request(method, host.sso(below));
      assertThat(page.status()).isEqualTo(405);
      assertThat(page.header("Allow")).contains("POST");
    }
    assertNothingBegun();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/work/sign-in", "/work/connect"})
  @DisplayName("A02 linking CSRF: a POST without a token from another site is refused")
  void aPostFromAnotherSiteIsRefused(String below) {
    host.signIn(browser, user);
    host.linksPage(browser);
    assertForged(browser.at(Scene.ELSEWHERE).post(host.sso(below), Map.of()));
    assertForged(browser.at("http://sibling.localhost:1/").post(host.sso(below), Map.of()));
    assertForged(browser.at("http://localhost:1/").post(host.sso(below), Map.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "Origin, null",
    "Origin, http://evil.example",
    "Origin, http://localhost",
    "Origin, https://localhost",
    "Sec-Fetch-Site, cross-site",
    "Sec-Fetch-Site, same-site",
    "Sec-Fetch-Site, none",
    "Sec-Fetch-Site, SAME-ORIGIN",
    "Sec-Fetch-Site, 'same-origin, cross-site'"
  })
  @DisplayName(
      "A02 linking CSRF: with a good token, too, a browser that names another site is refused")
  void aBrowserThatNamesAnotherSiteIsRefused(String header, String value) {
    host.signIn(browser, user);
    Map<String, String> connect = host.linksPage(browser).formOf("Connect Work").fields();
    assertForged(browser.with(header, value).post(host.sso("/work/connect"), connect));
    Map<String, String> signIn = browser.get(host.sso("/sign-in")).formOf("Work").fields();
    assertForged(browser.with(header, value).post(host.sso("/work/sign-in"), signIn));
  }

  @Test
  @DisplayName("A02 an old browser that sends neither header needs the token, and it is enough")
  void anOldBrowserNeedsTheToken() {
    TestBrowser old = browser.with("Origin", "").with("Sec-Fetch-Site", "");
    Map<String, String> form = browser.get(host.sso("/sign-in")).formOf("Work").fields();
    assertForged(old.post(host.sso("/work/sign-in"), Map.of()));
    BrowserPage page = old.post(host.sso("/work/sign-in"), form);
    assertThat(page.location().toString()).startsWith(scene.openId.baseUrl());
  }

  @Test
  @DisplayName(
      "A02 a button of the host's own page begins a sign-in without a token, never a connect")
  void aButtonOfTheHostBeginsASignInOnly() {
    host.signIn(browser, user);
    host.linksPage(browser);
    BrowserPage page = browser.post(host.sso("/work/sign-in"), Map.of());
    assertThat(page.location().toString()).startsWith(scene.openId.baseUrl());
    scene.openId.clearRequests();
    assertForged(browser.post(host.sso("/work/connect"), Map.of()));
  }

  @Test
  @DisplayName("A02 a token is good for its own provider, purpose, user, session and browser only")
  void aTokenIsGoodForOneThingOnly() {
    host.signIn(browser, user);
    BrowserPage links = host.linksPage(browser);
    Map<String, String> work = links.formOf("Connect Work").fields();
    Map<String, String> github = links.formOf("Connect GitHub").fields();
    Map<String, String> signIn = browser.get(host.sso("/sign-in")).formOf("Work").fields();
    String connect = host.sso("/work/connect");
    assertForged(browser.post(connect, github));
    assertForged(browser.post(connect, signIn));

    TestBrowser other = TestBrowser.fresh();
    host.signIn(other, user);
    Map<String, String> others = host.linksPage(other).formOf("Connect Work").fields();
    assertForged(browser.post(connect, others));
    assertForged(other.post(connect, work));

    host.signIn(browser, user);
    assertForged(browser.post(connect, work));
    host.signIn(browser, host.users().register("guest", "guest@example.org"));
    assertForged(browser.post(connect, work));
    assertNothingBegun();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "AAAA", "%%%", "=", "a b", "ä"})
  @DisplayName("A02 a token that is none is refused")
  void aTokenThatIsNoneIsRefused(String token) {
    host.signIn(browser, user);
    BrowserForm form = host.linksPage(browser).formOf("Connect Work");
    assertForged(form.with("csrf", token).submit());
    String good = form.fields().get("csrf");
    assertForged(form.with("csrf", good.substring(1)).submit());
    char last = good.charAt(good.length() - 1);
    String changed = good.substring(0, good.length() - 1) + (last == 'A' ? 'Z' : 'A');
    assertForged(form.with("csrf", changed).submit());
  }

  @Test
  @DisplayName("A02 the page about a forged sign-in has a button that works")
  void thePageAboutAForgedSignInHasAButtonThatWorks() {
    BrowserPage page =
        browser.at(Scene.ELSEWHERE).post(host.sso("/work/sign-in"), Map.of()).followAll();
    assertThat(page.status()).isEqualTo(403);
    page.submit("Again with Work");
    assertThat(host.who(browser)).isEqualTo("ada");
  }

  @Test
  @DisplayName("A19 disconnect CSRF: only the button on the user's own page removes a link")
  void onlyTheButtonRemovesALink() {
    scene.link(user, scene.identity(People.ada()));
    host.signIn(browser, user);
    BrowserForm form = host.linksPage(browser).formOf("Disconnect");
    String address = form.action().toString();
    assertForged(browser.at(Scene.ELSEWHERE).post(address, Map.of()));
    assertForged(browser.at(Scene.ELSEWHERE).post(address, form.fields()));
    assertForged(browser.post(address, Map.of()));
    assertForged(browser.with("Origin", "null").post(address, form.fields()));
    assertForged(form.with("csrf", form.fields().get("csrf").toLowerCase()).submit());
    Map<String, String> connect = host.linksPage(browser).formOf("Connect Work").fields();
    assertForged(browser.post(address, connect));
    assertThat(host.links().findAll(user.id())).hasSize(1);

    form.submit();
    assertThat(host.links().findAll(user.id())).isEmpty();
  }

  private void assertForged(BrowserPage answer) {
    BrowserPage page = answer.followAll();
    assertThat(page.status()).isEqualTo(403);
    assertThat(page.text()).contains("ForgedRequest");
    assertNothingBegun();
  }

  private void assertNothingBegun() {
    assertThat(scene.openId.authorizeCalls() + scene.github.authorizeCalls()).isZero();
    assertThat(host.happened()).doesNotContain(Event.Kind.LINK_ADDED);
  }
}
