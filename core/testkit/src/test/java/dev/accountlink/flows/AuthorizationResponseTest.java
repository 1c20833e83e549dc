package dev.accountlink.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.flow.Event;
import dev.accountlink.flow.Refusal;
import dev.accountlink.model.HostUser;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.Endpoint;
import dev.accountlink.testkit.fake.IssParameter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes back in the address, changed on its way or by the provider. */
class AuthorizationResponseTest {
  private static final String STRANGER = "iss=https%3A%2F%2Fissuer.example.net";

  private final Scene scene = new Scene();
  private final TestHost host = scene.host;
  private final TestBrowser browser = TestBrowser.fresh();

  @AfterEach
  void close() {
    scene.close();
  }

  @ParameterizedTest(name = "B02 RFC 9207 iss wrong: {0} stops before any call, the flow unspent")
  @ValueSource(strings = {"Work", "GitHub"})
  void anotherIssuersAnswerIsRefusedAndTheFlowNotSpent(String label) {
    String honest = scene.callback(browser, label);
    int before = calls();
    refused(honest.replaceFirst("iss=[^&]*", STRANGER), 400, "WrongIssuer");
    refused(
        honest
            .replaceFirst("iss=[^&]*", STRANGER)
            .replaceFirst("code=[^&]*", "error=access_denied"),
        400,
        "WrongIssuer");
    assertThat(calls()).isEqualTo(before);
    assertThat(host.who(browser)).isEmpty();
    browser.open(honest);
    assertThat(host.who(browser)).isEqualTo("ada");
  }

  @ParameterizedTest(name = "B02 RFC 9207 iss wrong: spelt {0} is another issuer")
  @ValueSource(strings = {"/", "%20", "%2F.", "X"})
  void anIssuerIsComparedToTheByte(String suffix) {
    String honest = scene.callback(browser, "Work");
    refused(honest.replaceFirst("(iss=[^&]*)", "$1" + suffix), 400, "WrongIssuer");
    assertThat(scene.openId.tokenCalls()).isZero();
  }

  @Test
  @DisplayName("B03 RFC 9207 iss removed: refused where the metadata promise it, on errors too")
  void aPromisedIssuerMustBeThere() {
    String honest = scene.callback(browser, "Work").replaceFirst("&iss=[^&]*", "");
    assertThat(honest).doesNotContain("iss=");
    refused(honest, 400, "IssuerMissing");
    refused(honest.replaceFirst("code=[^&]*", "error=access_denied"), 400, "IssuerMissing");
    refused(honest + "&iss=", 400, "IssuerMissing");
    assertThat(scene.openId.tokenCalls()).isZero();
  }

  @ParameterizedTest(name = "B03 RFC 9207 iss removed: silent metadata, iss {0} → {1}")
  @CsvSource({"ABSENT, ada", "CORRECT, ada", "WRONG, ''"})
  void silentMetadataPromiseNothingButWhatIsSaidMustBeTrue(IssParameter iss, String who) {
    scene.openId.advertiseIss(false);
    scene.openId.sendIss(iss);
    scene.begin(browser, "Work").followAll();
    assertThat(host.who(browser)).isEqualTo(who);
    assertThat(scene.openId.tokenCalls()).isEqualTo(who.isEmpty() ? 0 : 1);
  }

  @Test
  @DisplayName("B04 iss compatibility trap: an own code, and a text that names the proxy")
  void aStrippedIssuerIsToldApartFromAWrongOne() throws IOException {
    refused(scene.callback(browser, "Work").replaceFirst("&iss=[^&]*", ""), 400, "IssuerMissing");
    assertThat(host.events().get(host.events().size() - 1).code()).contains("IssuerMissing");
    String refusals = Files.readString(Path.of("../../docs/refusals.md"));
    String section = refusals.split("## " + Refusal.ISSUER_MISSING.code())[1].split("## ")[0];
    assertThat(section).contains("proxy").contains("`iss`");
  }

  @ParameterizedTest(name = "B09 doubled, empty or contradicting: {0}")
  @CsvSource({
    "&code=other, MalformedAnswer",
    "&state=other, MalformedAnswer",
    "&iss=other, MalformedAnswer",
    "&error=access_denied&error=x, MalformedAnswer",
    "&%63ode=other, MalformedAnswer",
    "&code, MalformedAnswer",
    "&error=access_denied, Cancelled",
    "&x=%C3, MalformedAnswer",
  })
  void whatStandsThereTwiceOrAgainstItselfIsRefused(String more, String code) {
    BrowserPage page = browser.open(scene.callback(browser, "Work") + more);
    assertThat(page.text()).contains(code);
    assertThat(page.status()).isIn(400, 403);
    assertThat(page.uri().toString()).startsWith(host.sso("/pages/"));
    assertThat(scene.openId.tokenCalls()).isZero();
    assertThat(host.who(browser)).isEmpty();
  }

  @ParameterizedTest(name = "B09 doubled, empty or contradicting: {0} in place of the code")
  @ValueSource(strings = {"", "code=&", "code&", "error=&", "code=&error=&"})
  void neitherCodeNorErrorIsNoAnswer(String instead) {
    refused(
        scene.callback(browser, "Work").replaceFirst("code=[^&]*&", instead),
        400,
        "MalformedAnswer");
    assertThat(scene.openId.tokenCalls()).isZero();
  }

  @Test
  @DisplayName("B11 access_denied: a way to try again, the old session as it was, the flow spent")
  void cancellingEndsTheFlowAndNothingElse() {
    HostUser local = host.users().register("lady", "lady@example.com");
    host.signIn(browser, local);
    scene.openId.cancel();
    BrowserPage answer = Scene.consent(scene.beginConnect(browser, "Work"));
    BrowserPage page = answer.followAll();
    assertThat(page.status()).isEqualTo(403);
    assertThat(page.text()).contains("Cancelled").contains("Again with Work");
    assertThat(host.who(browser)).isEqualTo("lady");
    assertThat(host.sessionCount()).isEqualTo(1);
    assertThat(host.happened()).containsExactly(Event.Kind.FLOW_BEGUN, Event.Kind.REFUSED);

    BrowserPage second = browser.open(answer.location().toString());
    assertThat(second.text()).doesNotContain("Cancelled");
    assertThat(scene.openId.tokenCalls()).isZero();
  }

  @ParameterizedTest(name = "B12 token in fragment or query: {0} beside a good code is refused")
  @ValueSource(strings = {"access_token=at", "id_token=eyJhbGciOiJub25lIn0.e30.", "access_token="})
  void aTokenOnTheFrontChannelEndsTheFlow(String token) {
    String honest = scene.callback(browser, "Work");
    refused(honest + "&" + token, 400, "MalformedAnswer");
    refused(honest.replaceFirst("code=[^&]*", token), 400, "MalformedAnswer");
    assertThat(scene.openId.tokenCalls()).isZero();
    assertThat(scene.openId.count(Endpoint.USERINFO)).isZero();
  }

  private void refused(String address, int status, String code) {
    BrowserPage page = browser.open(address);
    assertThat(page.status()).as(page.toString()).isEqualTo(status);
    assertThat(page.text()).contains(code);
    assertThat(host.who(browser)).isEmpty();
  }

  private int calls() {
    return scene.openId.requests().size() + scene.github.requests().size();
  }
}
