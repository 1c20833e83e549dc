package dev.accountlink.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.model.HostUser;
import dev.accountlink.testkit.Race;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.Endpoint;
import dev.accountlink.testkit.fake.Fault;
import dev.accountlink.testkit.fake.People;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A flow that is finished once more: replayed, reloaded, gone back to, clicked twice. */
class ReplayedFlowTest {
  private final Scene scene = new Scene();
  private final TestHost host = scene.host;
  private final TestBrowser browser = TestBrowser.fresh();

  @AfterEach
  void close() {
    scene.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GitHub", "Work"})
  @DisplayName("A06 back button: a callback opened again leads on without a second token call")
  void aCallbackOpenedAgainLeadsOn(String label) {
    BrowserPage signIn = browser.get(host.sso("/sign-in?return-to=/project"));
    String callback = Scene.consent(signIn.formOf(label).submit()).location().toString();
    Scene.comeTo(browser, callback);
    assertThat(host.who(browser)).isEqualTo("ada");

    BrowserPage again = Scene.comeTo(browser, callback);
    assertThat(again.uri().getPath()).isEqualTo("/project");
    assertThat(again.status()).isEqualTo(200);
    assertThat(scene.tokenCalls()).isEqualTo(1);
    assertThat(host.sessionCount()).isEqualTo(1);
  }

  @Test
  @DisplayName("A06 reload: the same answer sent once more leads on as well")
  void aReloadedCallbackLeadsOn() {
    BrowserPage callback = Scene.consent(scene.begin(browser, "Work")).follow();
    callback.followAll();
    assertThat(callback.reload().followAll().status()).isEqualTo(200);
    assertThat(scene.tokenCalls()).isEqualTo(1);
    assertThat(host.who(browser)).isEqualTo("ada");
  }

  @Test
  @DisplayName("A06 replay after signing out: a friendly page, no session, no token call")
  void aReplayAfterSigningOutIsRefused() {
    String callback = scene.callback(browser, "Work");
    Scene.comeTo(browser, callback);
    host.signOut(browser);

    BrowserPage waiting = Scene.comeTo(browser, callback);
    assertThat(waiting.refreshAddress()).isPresent();
    BrowserPage page = Steps.onward(waiting);
    assertThat(page.status()).isEqualTo(400);
    assertThat(page.text()).contains("AlreadyUsed");
    assertThat(page.refreshAddress()).isEmpty();
    assertThat(host.who(browser)).isEmpty();
    assertThat(scene.tokenCalls()).isEqualTo(1);

    page.submit("Again with Work");
    assertThat(host.who(browser)).isEqualTo("ada");
  }

  @Test
  @DisplayName("A06 a state with a fresh code of the attacker's is not taken a second time")
  void aUsedStateTakesNoOtherCode() {
    String mine = scene.callback(browser, "Work");
    Scene.comeTo(browser, mine);
    host.signOut(browser);
    scene.approveAs(People.mallory());
    String theirs = scene.callback(TestBrowser.fresh(), "Work");
    String code = theirs.replaceFirst(".*[?&]code=([^&]*).*", "$1");

    Scene.comeTo(browser, mine.replaceFirst("code=[^&]*", "code=" + code)).refresh();
    assertThat(host.who(browser)).isEmpty();
    assertThat(scene.tokenCalls()).isEqualTo(1);
  }

  @Test
  @DisplayName("A06 a flow that ended in a refusal or a failure cannot be finished again either")
  void aFlowThatFailedCannotBeFinishedAgain() {
    scene.openId.faultOnce(Endpoint.TOKEN, Fault.serverError());
    String failed = scene.callback(browser, "Work");
    assertThat(Scene.comeTo(browser, failed).status()).isEqualTo(502);
    int calls = scene.tokenCalls();
    assertThat(Steps.onward(Scene.comeTo(browser, failed)).text()).contains("AlreadyUsed");
    assertThat(scene.tokenCalls()).isEqualTo(calls);

    scene.openId.cancel();
    String cancelled = scene.callback(browser, "Work");
    assertThat(Scene.comeTo(browser, cancelled).text()).contains("Cancelled");
    assertThat(Steps.onward(Scene.comeTo(browser, cancelled)).text()).contains("AlreadyUsed");
    assertThat(scene.tokenCalls()).isEqualTo(calls);
    assertThat(host.who(browser)).isEmpty();
  }

  @Test
  @DisplayName("A06 a connect opened again leads to the links, or says that it was used")
  void aConnectOpenedAgainLeadsToTheLinks() {
    HostUser user = host.users().register("lady", "lady@example.org");
    host.signIn(browser, user);
    String callback = scene.connectCallback(browser, "Work");
    BrowserPage confirm = Scene.comeTo(browser, callback);
    assertThat(Steps.onward(Scene.comeTo(browser, callback)).text()).contains("AlreadyUsed");

    assertThat(confirm.submit("Confirm").text()).contains("Links");
    assertThat(Scene.comeTo(browser, callback).text()).contains("Links");
    assertThat(scene.tokenCalls()).isEqualTo(1);
    assertThat(host.links().findAll(user.id())).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GitHub", "Work"})
  @DisplayName("A07 double callback: of 32 at once one calls the provider and signs in, none fails")
  void ofManyCallbacksAtOnceOneSignsIn(String label) {
    String callback = scene.callback(browser, label);
    List<BrowserPage> pages =
        Race.run(32, number -> browser.at(Scene.ELSEWHERE).go(callback).followAll());
    assertThat(pages).allSatisfy(page -> assertThat(page.status()).isLessThan(500));
    assertThat(scene.tokenCalls()).isEqualTo(1);
    assertThat(host.sessionCount()).isEqualTo(1);
    assertThat(host.users().count()).isEqualTo(1);
    assertThat(host.who(browser)).isEqualTo("ada");
    assertThat(pages)
        .filteredOn(page -> page.refreshAddress().isPresent())
        .allSatisfy(page -> assertThat(page.refresh().uri().getPath()).isEqualTo("/"));
  }

  @Test
  @DisplayName("A07 double click on Connect's confirmation: one link, none fails")
  void ofManyConfirmationsAtOnceOneLinks() {
    HostUser user = host.users().register("lady", "lady@example.org");
    host.signIn(browser, user);
    BrowserPage confirm = scene.beginConnect(browser, "Work").followAll();
    List<BrowserPage> pages =
        Race.run(32, number -> confirm.formOf("Confirm").submit().followAll());
    assertThat(pages).allSatisfy(page -> assertThat(page.status()).isEqualTo(200));
    assertThat(host.links().findAll(user.id())).hasSize(1);
    assertThat(scene.tokenCalls()).isEqualTo(1);
  }
}
