package dev.accountlink.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.model.CurrentUser;
import dev.accountlink.model.HostUser;
import dev.accountlink.spi.HostSessions;
import dev.accountlink.spi.SignInProof;
import dev.accountlink.testkit.browser.BrowserForm;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.web.WebReply;
import dev.accountlink.web.WebRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that a browser posts from the provider's page: a cross-site POST without cookies. */
class FormPostTest {
  private final Scene scene = new Scene();
  private final TestHost host = scene.host;
  private final TestBrowser browser = TestBrowser.fresh();

  @BeforeEach
  void wire() {
    host.with(scene.github(), scene.work().withFormPost());
  }

  @AfterEach
  void close() {
    scene.close();
  }

  /** The form that the provider's page would send by itself. */
  private BrowserForm answer() {
    return scene.begin(browser, "Work").follow().form("form");
  }

  @Test
  @DisplayName("E07 SameSite and form_post: the POST looks at nothing and touches nothing")
  void thePostTouchesNeitherCookieNorSessionNorGuardNorProvider() {
    AtomicInteger touched = new AtomicInteger();
    host.configure(
        builder ->
            builder
                .provider(scene.work().withFormPost())
                .sessions(new CountingSessions(host.sessions(), touched))
                .replayGuard((key, until) -> touched.incrementAndGet() == 0));
    BrowserForm form = answer();
    touched.set(0);
    int calls = scene.openId.requests().size();
    TestBrowser bare = TestBrowser.fresh();
    for (TestBrowser any : new TestBrowser[] {browser, bare}) {
      BrowserPage reply =
          any.at(scene.openId.issuer()).post(form.action().toString(), form.fields());
      assertThat(reply.status()).isEqualTo(303);
      assertThat(reply.body()).isEmpty();
      assertThat(reply.headers()).doesNotContainKey("set-cookie");
      assertThat(reply.location().toString())
          .startsWith(host.callback("work") + "?response=")
          .doesNotContain(form.fields().get("code"))
          .doesNotContain(form.fields().get("state"));
    }
    assertThat(touched).hasValue(0);
    assertThat(scene.openId.requests()).hasSize(calls);
    assertThat(bare.cookies()).isEmpty();
  }

  @Test
  @DisplayName("E07 SameSite and form_post: signs in, and no cookie of ours is ever SameSite=None")
  void aSignInByFormPostSucceeds() {
    Steps.onward(scene.begin(browser, "Work"));
    assertThat(host.who(browser)).isEqualTo("ada");
    assertThat(host.seen())
        .flatExtracting(seen -> seen.reply().headers())
        .filteredOn(header -> header.name().equals("Set-Cookie"))
        .isNotEmpty()
        .extracting(WebReply.Header::value)
        .allSatisfy(value -> assertThat(value).contains("; SameSite=Lax"));
  }

  @Test
  @DisplayName("E07 SameSite and form_post: what was posted is good for a minute")
  void theSealedAnswerAgesFast() {
    host.clock().stand();
    String back = answer().submit().location().toString();
    host.clock().pass(Duration.ofSeconds(62));
    BrowserPage page = browser.open(back);
    assertThat(page.status()).isEqualTo(400);
    assertThat(page.text()).contains("Expired");
    host.clock().pass(Duration.ofSeconds(-12));
    browser.open(back);
    assertThat(host.who(browser)).isEqualTo("ada");
  }

  @Test
  @DisplayName("E07 SameSite and form_post: another browser cannot use what was posted")
  void theSealedAnswerIsGoodInTheBrowserThatBeganTheFlow() {
    String back = answer().submit().location().toString();
    TestBrowser stranger = TestBrowser.fresh();
    stranger.get(host.sso("/sign-in"));
    for (TestBrowser other : new TestBrowser[] {TestBrowser.fresh(), stranger}) {
      BrowserPage page = other.open(back);
      assertThat(page.status()).isEqualTo(400);
      assertThat(page.text()).contains("OtherBrowser");
      assertThat(host.who(other)).isEmpty();
    }
    assertThat(scene.openId.tokenCalls()).isZero();
    browser.open(back);
    assertThat(host.who(browser)).isEqualTo("ada");
  }

  @Test
  @DisplayName("A06 replay: an answer posted or fetched twice is redeemed once")
  void anAnswerIsUsedOnce() {
    BrowserForm form = answer();
    String first = form.submit().location().toString();
    String second = form.submit().location().toString();
    assertThat(second).isNotEqualTo(first);
    browser.open(first);
    assertThat(host.who(browser)).isEqualTo("ada");
    for (String again : new String[] {first, second}) {
      assertThat(Steps.onward(browser.get(again)).status()).isEqualTo(200);
    }
    host.signOut(browser);
    BrowserPage late = Steps.onward(browser.get(second));
    assertThat(late.text()).contains("AlreadyUsed");
    assertThat(scene.openId.tokenCalls()).isEqualTo(1);
    assertThat(host.who(browser)).isEmpty();
  }

  @Test
  @DisplayName("E07 SameSite and form_post: nothing sealed for one use is good for another")
  void aSealedAnswerIsNoStateNoPageAndNoStep() {
    BrowserForm form = answer();
    String response = form.submit().location().getRawQuery().replaceFirst("response=", "");
    String state = form.fields().get("state");
    String callback = host.callback("work");
    for (String address :
        new String[] {
          callback + "?response=" + state,
          callback + "?code=c&state=" + response,
          host.sso("/pages/" + response),
          host.sso("/pages/" + state),
          host.sso("/steps/" + response),
          host.callback("github") + "?response=" + response
        }) {
      BrowserPage page = browser.open(address);
      assertThat(page.status()).as(page.toString()).isBetween(400, 404);
    }
    Map<String, String> fields = Map.of("csrf", response, "step", response);
    assertThat(browser.post(host.sso("/steps"), fields).followAll().status()).isEqualTo(400);
    assertThat(scene.openId.tokenCalls()).isZero();
  }

  @ParameterizedTest(name = "A23 malformed input: a {0} of {1} characters by form_post")
  @CsvSource({"code, 4097", "state, 501", "iss, 513", "error, 513", "unknown, 9000"})
  void anOverLongFieldIsRefused(String name, int length) {
    BrowserPage reply = answer().with(name, "x".repeat(length)).submit();
    assertThat(reply.status()).isEqualTo(303);
    BrowserPage page = reply.follow();
    assertThat(page.status()).isEqualTo(400);
    assertThat(page.text()).contains("MalformedAnswer");
    assertThat(scene.openId.tokenCalls()).isZero();
  }

  @Test
  @DisplayName("A17 callback open to any method: a POST where no form_post is configured")
  void aProviderThatAnswersByRedirectTakesNoPost() {
    host.with(scene.work());
    String address = scene.callback(browser, "Work");
    BrowserPage page =
        browser
            .at(scene.openId.issuer())
            .post(host.callback("work"), Map.of("code", "c", "state", "s"));
    assertThat(page.status()).isEqualTo(405);
    assertThat(page.header("Allow")).contains("GET");
    browser.open(address);
    assertThat(host.who(browser)).isEqualTo("ada");
  }

  @ParameterizedTest(name = "E08 SameSite=Strict session: connects, form_post {0}")
  @ValueSource(booleans = {false, true})
  void aStrictHostSeesItsUserAgain(boolean formPost) {
    host.strictCookies();
    host.configure(
        builder ->
            builder
                .provider(formPost ? scene.work().withFormPost() : scene.work())
                .strictSession());
    HostUser local = host.users().register("lady", "lady@example.com");
    host.signIn(browser, local);
    BrowserPage page = Steps.onward(fromTheProvidersPage());
    assertThat(page.text()).contains("Confirm").contains("lady");
    page.submit("Confirm");
    assertThat(host.links().findAll(local.id())).hasSize(1);
    assertThat(scene.openId.tokenCalls()).isEqualTo(1);
  }

  /** Back to us as after a click on a consent page: begun by another site. */
  private BrowserPage fromTheProvidersPage() {
    BrowserPage answer = Scene.consent(scene.beginConnect(browser, "Work"));
    return answer.isRedirect()
        ? browser.at(scene.openId.issuer()).go(answer.location().toString())
        : answer;
  }

  @Test
  @DisplayName("E08 SameSite=Strict session: without the extra step the user would be missed")
  void withoutTheStepAStrictHostLosesItsUser() {
    host.strictCookies();
    host.with(scene.work());
    host.signIn(browser, host.users().register("lady", "lady@example.com"));
    BrowserPage page = Steps.onward(fromTheProvidersPage());
    assertThat(page.text()).contains("SignedInMeanwhile");
  }

  @Test
  @DisplayName("E04 Referer leak of code: a Strict host's extra page no longer has the code")
  void theCodeIsGoneFromTheAddressBeforeAPageIsShown() {
    host.configure(builder -> builder.provider(scene.work()).strictSession());
    BrowserPage reply = Scene.consent(scene.begin(browser, "Work")).follow();
    assertThat(reply.status()).isEqualTo(303);
    assertThat(reply.body()).isEmpty();
    BrowserPage page = reply.follow();
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.uri().getRawQuery()).startsWith("response=").doesNotContain("code");
    assertThat(page.header("Referrer-Policy")).contains("no-referrer");
    Steps.onward(page);
    assertThat(host.who(browser)).isEqualTo("ada");
  }

  private record CountingSessions(HostSessions sessions, AtomicInteger asked)
      implements HostSessions {
    @Override
    public Optional<CurrentUser> current(WebRequest request) {
      asked.incrementAndGet();
      return sessions.current(request);
    }

    @Override
    public SessionStart start(
        WebRequest request, HostUser user, SignInProof proof, URI continueTo) {
      asked.incrementAndGet();
      return sessions.start(request, user, proof, continueTo);
    }
  }
}
