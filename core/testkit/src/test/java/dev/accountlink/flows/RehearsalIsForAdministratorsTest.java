package dev.accountlink.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.flow.Event;
import dev.accountlink.model.HostUser;
import dev.accountlink.testkit.browser.BrowserForm;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.People;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who may try a provider, and to whom the flow and its page belong. */
class RehearsalIsForAdministratorsTest {
  private final Scene scene = new Scene();
  private final TestHost host = scene.host;
  private final TestBrowser browser = TestBrowser.fresh();
  private final HostUser root = host.users().register("root", "root@forge.example");
  private final HostUser bob = host.users().register("bob", "bob@forge.example");

  @BeforeEach
  void administrator() {
    host.administers(root);
    host.signIn(browser, root);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  @DisplayName("S4 who may not administer gets no button, and no flow without one")
  void whoMayNotAdministerBeginsNothing() {
    BrowserForm form = button();
    host.administers();

    assertThat(browser.get(host.baseUrl() + "/host/rehearsals").document().select("form"))
        .isEmpty();
    assertThat(form.submit().followAll().text()).contains("AdministratorsOnly");
    host.signOut(browser);
    assertThat(form.submit().followAll().text()).contains("ForgedRequest");
    assertThat(host.happened()).doesNotContain(Event.Kind.FLOW_BEGUN);
    assertThat(scene.openId.authorizeCalls()).isZero();
  }

  @Test
  @DisplayName("S4 a host that says nothing lets nobody rehearse")
  void nobodyAdministersUnlessTheHostSaysSo() {
    host.configure(
        builder -> builder.provider(scene.work()).sessions(new OnlyCurrent(host.sessions())));

    assertThat(browser.get(host.baseUrl() + "/host/rehearsals").document().select("form"))
        .isEmpty();
  }

  @Test
  @DisplayName("S4 who loses the right on the way is refused at the callback, before any token")
  void theRightIsAskedForAgainAtTheCallback() {
    String callback = callback();
    host.administers(bob);

    assertThat(Scene.comeTo(browser, callback).text()).contains("AdministratorsOnly");
    assertThat(scene.tokenCalls()).isZero();
  }

  @Test
  @DisplayName("S4 who loses the right after that is shown nothing")
  void theRightIsAskedForAgainWhenThePageIsShown() {
    BrowserPage page = Scene.comeTo(browser, callback());
    assertThat(page.text()).contains("ada@example.org");
    host.administers();

    BrowserPage later = browser.get(page.uri().toString());

    assertThat(later.status()).isEqualTo(403);
    assertThat(later.text()).contains("AdministratorsOnly").doesNotContain("ada");
  }

  @Test
  @DisplayName("S4 what was seen is for the browser, the user and the session that began it")
  void thePageIsForNobodyElse() {
    host.administers(root, bob);
    String address = Scene.comeTo(browser, callback()).uri().toString();

    TestBrowser other = TestBrowser.fresh();
    host.signIn(other, root);
    other.get(host.sso("/sign-in"));
    assertThat(refused(other, address)).contains("OtherBrowser");

    host.renew(browser);
    assertThat(browser.get(address).text()).as("the same session").contains("ada@example.org");
    host.signIn(browser, bob);
    assertThat(refused(browser, address)).contains("SignedInMeanwhile");
    host.signIn(browser, root);
    assertThat(refused(browser, address)).as("another session").contains("SignedInMeanwhile");
    host.signOut(browser);
    assertThat(refused(browser, address)).contains("SignedInMeanwhile");
  }

  @Test
  @DisplayName("S4 a rehearsal that comes back to another user or session is not gone on with")
  void theFlowIsForNobodyElse() {
    host.administers(root, bob);
    String callback = callback();
    host.signIn(browser, bob);
    assertThat(Scene.comeTo(browser, callback).text()).contains("SignedInMeanwhile");

    host.signIn(browser, root);
    String again = callback();
    host.signIn(browser, root);
    assertThat(Scene.comeTo(browser, again).text()).contains("SignedInMeanwhile");

    String third = callback();
    host.signOut(browser);
    assertThat(Scene.comeTo(browser, third).text()).contains("SignedInMeanwhile");
    assertThat(Scene.comeTo(TestBrowser.fresh(), callbackOf(root)).text()).contains("OtherBrowser");
    assertThat(scene.tokenCalls()).isZero();
  }

  @Test
  @DisplayName("S4 a rehearsal begins with its own token only, whatever the browser says")
  void aRehearsalAlwaysNeedsItsToken() {
    String connect = host.linksPage(browser).formOf("Connect Work").fields().get("csrf");
    browser.with("Sec-Fetch-Site", "same-origin");

    for (Map<String, String> form : List.of(Map.<String, String>of(), Map.of("csrf", connect))) {
      assertThat(browser.post(host.sso("/work/rehearse"), form).followAll().text())
          .contains("ForgedRequest");
    }
    assertThat(scene.openId.authorizeCalls()).isZero();
    assertThat(browser.get(host.sso("/work/rehearse")).status()).isEqualTo(405);
  }

  @Test
  @DisplayName("S4 the state of one intent with the code of another signs nobody in, links nothing")
  void aStateIsGoodForItsOwnIntentOnly() {
    scene.linked("lady", People.ada());
    host.signOut(browser);
    String signIn = scene.callback(browser, "Work");
    host.signIn(browser, root);
    String connect = scene.connectCallback(browser, "Work");
    int links = host.links().findAll(root.id()).size();

    assertThat(Scene.comeTo(browser, swapped(callback(), signIn)).text()).contains("Failed");
    assertThat(Scene.comeTo(browser, swapped(callback(), connect)).text()).contains("Failed");
    assertThat(Scene.comeTo(browser, swapped(connect, callback())).text())
        .contains("Failed")
        .doesNotContain("Confirm");
    String rehearsal = callback();
    host.signOut(browser);
    String other = scene.callback(browser, "Work");
    assertThat(Scene.comeTo(browser, swapped(other, rehearsal)).text()).contains("Failed");

    assertThat(host.who(browser)).isEmpty();
    assertThat(host.links().findAll(root.id())).hasSize(links);
    assertThat(host.happened()).doesNotContain(Event.Kind.REHEARSED);
  }

  @Test
  @DisplayName("S4 a rehearsal that went to the end is used up, and ends in no session ever")
  void aRehearsalIsUsedOnce() {
    scene.linked("lady", People.ada());
    String callback = callback();
    Scene.comeTo(browser, callback);
    int calls = scene.tokenCalls();

    Steps.onward(Scene.comeTo(browser, callback));
    host.signOut(browser);
    Steps.onward(Scene.comeTo(browser, callback));

    assertThat(scene.tokenCalls()).isEqualTo(calls);
    assertThat(host.who(browser)).isEmpty();
  }

  /** The state of the one with the code of the other. */
  private static String swapped(String state, String code) {
    return code.replace(Scene.state(URI.create(code)), Scene.state(URI.create(state)));
  }

  private String refused(TestBrowser visitor, String address) {
    BrowserPage page = visitor.get(address);
    assertThat(page.status()).isBetween(400, 403);
    assertThat(page.text()).doesNotContain("ada", "100001", "Rehearsed");
    return page.text();
  }

  private String callback() {
    return Scene.consent(host.beginRehearsal(browser, "Work")).location().toString();
  }

  private String callbackOf(HostUser user) {
    host.signIn(browser, user);
    return callback();
  }

  private BrowserForm button() {
    return browser.get(host.baseUrl() + "/host/rehearsals").formOf("Try Work");
  }
}
