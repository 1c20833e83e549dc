package dev.accountlink.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.model.HostUser;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.Endpoint;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The state as a sealed thing: missing, altered, of another flow, of another key, too old. */
class SealedFlowTest {
  private final Scene scene = new Scene();
  private final TestHost host = scene.host;
  private final TestBrowser browser = TestBrowser.fresh();

  @AfterEach
  void close() {
    scene.close();
  }

  static Stream<String> queries() {
    return Stream.of(
        "code=abc",
        "state=&code=abc",
        "state=none&code=abc",
        "state=STATE&state=STATE&code=abc",
        "state=STATE&state=OTHER&code=abc",
        "state=OTHER&state=STATE&code=abc",
        "state=STATEA&code=abc",
        "state=SHORT&code=abc",
        "state=CHANGED&code=abc",
        "state=STATE%3D&code=abc",
        "state=STATE%20&code=abc",
        "State=STATE&code=abc",
        "state=STATE",
        "state=STATE&code=",
        "state=STATE&code=abc&code=def",
        "state=STATE&code=abc&access_token=x",
        "state=STATE&id_token=x",
        "");
  }

  @ParameterizedTest
  @MethodSource("queries")
  @DisplayName("A05 state missing, empty, doubled, wrong: a page, no token call, no session")
  void anAnswerWithoutTheRightStateIsRefused(String query) {
    for (String provider : new String[] {"Work", "GitHub"}) {
      String state = Scene.state(scene.begin(browser, provider).location());
      String other = Scene.state(scene.begin(TestBrowser.fresh(), provider).location());
      String sent =
          query
              .replace("STATE", state)
              .replace("OTHER", other)
              .replace("SHORT", state.substring(0, state.length() - 1))
              .replace("CHANGED", (state.charAt(0) == 'A' ? "B" : "A") + state.substring(1));
      String callback = host.callback(provider.equals("Work") ? "work" : "github");
      BrowserPage page = Scene.comeTo(browser, callback + "?" + sent);
      assertThat(page.status()).as(page.text()).isEqualTo(400);
      assertThat(page.uri().getRawQuery()).as("the address is clean").isNull();
    }
    assertThat(scene.tokenCalls()).isZero();
    assertThat(host.sessionCount()).isZero();
  }

  @Test
  @DisplayName("A05 every character of a state counts: with any one changed it is refused")
  void everyCharacterOfAStateCounts() {
    String state = Scene.state(scene.begin(browser, "Work").location());
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    for (int i = 0; i < state.length(); i++) {
      char other = alphabet.charAt((alphabet.indexOf(state.charAt(i)) + 1) % 64);
      String changed = state.substring(0, i) + other + state.substring(i + 1);
      BrowserPage page = browser.get(host.callback("work") + "?code=abc&state=" + changed);
      assertThat(page.followAll().status()).isEqualTo(400);
    }
    assertThat(scene.tokenCalls()).isZero();
  }

  @Test
  @DisplayName("A09 a state of one provider is refused at the callback of another")
  void aStateOfOneProviderIsRefusedAtAnother() {
    String work = scene.callback(browser, "Work");
    String github = scene.callback(browser, "GitHub");
    BrowserPage page = Scene.comeTo(browser, work.replace("/work/", "/github/"));
    assertThat(page.text()).contains("StartAgain");
    page = Scene.comeTo(browser, github.replace("/github/", "/work/"));
    assertThat(page.text()).contains("StartAgain");
    assertThat(scene.tokenCalls()).isZero();
    assertThat(host.sessionCount()).isZero();
    assertThat(Scene.comeTo(browser, work).status()).as("it was not spent").isEqualTo(200);
  }

  @Test
  @DisplayName(
      "A10 purpose: a sign-in adds no link, a connect starts no session, whatever is asked")
  void whatAFlowIsForIsFixedAtItsBeginning() {
    HostUser user = host.users().register("lady", "lady@example.org");
    host.signIn(browser, user);
    String signIn = scene.callback(browser, "Work");
    Scene.comeTo(browser, signIn + "&intent=connect&purpose=connect");
    assertThat(host.links().findAll(user.id())).isEmpty();

    host.signIn(browser, user);
    int sessions = host.sessionCount();
    String connect = scene.connectCallback(browser, "GitHub");
    BrowserPage page = Scene.comeTo(browser, connect + "&intent=sign-in");
    assertThat(page.text()).contains("Confirm");
    page.submit("Confirm");
    assertThat(host.who(browser)).isEqualTo("lady");
    assertThat(host.sessionCount()).isEqualTo(sessions);
  }

  @Test
  @DisplayName("A11 a flow older than ten minutes: a friendly page that keeps the way back")
  void anOldFlowIsExpired() {
    BrowserPage signIn = browser.get(host.sso("/sign-in?return-to=/project"));
    String callback = Scene.consent(signIn.formOf("Work").submit()).location().toString();
    host.clock().pass(Duration.ofSeconds(602));
    BrowserPage page = Scene.comeTo(browser, callback);
    assertThat(page.status()).isEqualTo(400);
    assertThat(page.text()).contains("Expired");
    assertThat(scene.tokenCalls()).isZero();
    assertThat(page.submit("Again with Work").uri().getPath()).isEqualTo("/project");
    assertThat(host.who(browser)).isEqualTo("ada");
  }

  @ParameterizedTest
  @ValueSource(longs = {-61, -3600, 600, 86_400 * 30})
  @DisplayName("A11 a flow from the future, or of days ago, is not finished")
  void aFlowOfAnotherTimeIsNotFinished(long seconds) {
    host.clock().stand();
    String callback = scene.callback(browser, "Work");
    host.clock().pass(Duration.ofSeconds(seconds));
    assertThat(Scene.comeTo(browser, callback).status()).isEqualTo(400);
    assertThat(host.sessionCount()).isZero();
    assertThat(scene.tokenCalls()).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {-60, 599})
  @DisplayName("A11 nodes' clocks may differ a little, and a person may take ten minutes")
  void aFlowWithinItsTimeIsFinished(long seconds) {
    host.clock().stand();
    String callback = scene.callback(browser, "GitHub");
    host.clock().pass(Duration.ofSeconds(seconds));
    Scene.comeTo(browser, callback);
    assertThat(host.who(browser)).isEqualTo("ada");
  }

  @Test
  @DisplayName("A13 entropy: no state, nonce, challenge or verifier ever comes twice")
  void nothingComesTwice() {
    Set<String> seen = new HashSet<>();
    int flows = 300;
    BrowserPage signIn = browser.get(host.sso("/sign-in"));
    for (int i = 0; i < flows; i++) {
      URI address = signIn.formOf("Work").submit().location();
      for (String name : List.of("state", "nonce", "code_challenge")) {
        String value = address.getRawQuery().replaceFirst("(?:.*&)?" + name + "=([^&]*).*", "$1");
        assertThat(value).hasSizeGreaterThanOrEqualTo(43).matches("[A-Za-z0-9_-]+");
        assertThat(seen.add(value)).isTrue();
      }
      assertThat(address.getRawQuery()).contains("code_challenge_method=S256");
    }
    assertThat(seen).hasSize(3 * flows);
    for (int i = 0; i < 3; i++) {
      TestBrowser other = TestBrowser.fresh();
      host.beginSignIn(other, "Work");
    }
    assertThat(scene.openId.requests(Endpoint.TOKEN))
        .hasSize(3)
        .allSatisfy(
            call ->
                assertThat(call.formParam("code_verifier").orElseThrow())
                    .matches("[A-Za-z0-9._~-]{43,128}"))
        .extracting(call -> call.formParam("code_verifier").orElseThrow())
        .doesNotHaveDuplicates()
        .doesNotContainAnyElementsOf(seen);
  }

  @Test
  @DisplayName("F8 length: the longest user id and a path of 255 bytes make at most 500 characters")
  void theLongestStateFits() {
    String path = "/" + "p".repeat(254);
    HostUser user = host.users().register("long", "long@example.org", "u".repeat(255));
    host.signIn(browser, user);
    BrowserPage begun =
        host.linksPage(browser).formOf("Connect Work").with("return-to", path).submit();
    String state = Scene.state(begun.location());
    assertThat(state.length()).isBetween(400, 500);
    BrowserPage page = Scene.consent(begun).followAll();
    assertThat(page.text()).contains("Confirm");
    assertThat(page.uri().toString().length()).isLessThan(1500);
    assertThat(page.submit("Confirm").uri().getPath()).isEqualTo(path);

    String usual = Scene.state(scene.begin(TestBrowser.fresh(), "Work").location());
    assertThat(usual.length()).isLessThanOrEqualTo(300);
  }
}
