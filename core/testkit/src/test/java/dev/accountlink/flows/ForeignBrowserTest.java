package dev.accountlink.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.model.HostUser;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.People;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Flows that one browser began and another one is to finish. */
class ForeignBrowserTest {
  private final Scene scene = new Scene();
  private final TestHost host = scene.host;
  private final TestBrowser attacker = TestBrowser.fresh();
  private final TestBrowser victim = TestBrowser.fresh();

  @BeforeEach
  void theProviderKnowsTheAttacker() {
    scene.approveAs(People.mallory());
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  @DisplayName("A01 login CSRF: a callback begun elsewhere signs nobody in and costs no token call")
  void aCallbackBegunElsewhereSignsNobodyIn() {
    for (String label : new String[] {"GitHub", "Work"}) {
      BrowserPage page = Scene.comeTo(victim, scene.callback(attacker, label));
      assertThat(page.status()).isEqualTo(400);
      assertThat(page.text()).contains("OtherBrowser");
    }
    assertThat(host.who(victim)).isEmpty();
    assertThat(host.sessionCount()).isZero();
    assertThat(scene.tokenCalls()).isZero();
    assertThat(host.users().count()).isZero();
  }

  @Test
  @DisplayName("A01 login CSRF: a victim with a cookie of his own is as safe")
  void aVictimWithACookieOfHisOwnIsAsSafe() {
    victim.get(host.sso("/sign-in"));
    BrowserPage page = Scene.comeTo(victim, scene.callback(attacker, "Work"));
    assertThat(page.text()).contains("OtherBrowser");
    assertThat(host.sessionCount()).isZero();
    assertThat(scene.tokenCalls()).isZero();
  }

  @Test
  @DisplayName("A01 login CSRF: a victim who is signed in stays who he is")
  void aVictimWhoIsSignedInStaysWhoHeIs() {
    HostUser user = host.users().register("victim", "victim@example.org");
    host.signIn(victim, user);
    Scene.comeTo(victim, scene.callback(attacker, "Work"));
    assertThat(host.who(victim)).isEqualTo("victim");
    assertThat(host.links().findAll(user.id())).isEmpty();
    assertThat(scene.tokenCalls()).isZero();
  }

  @Test
  @DisplayName("A01 the page about another browser shows and uses nothing of the state")
  void thePageAboutAnotherBrowserShowsNothingOfTheState() {
    BrowserPage signIn = attacker.get(host.sso("/sign-in?return-to=/chosen-by-attacker"));
    String callback = Scene.consent(signIn.formOf("Work").submit()).location().toString();
    BrowserPage page = Scene.comeTo(victim, callback);
    assertThat(page.body()).doesNotContain("chosen-by-attacker");
    scene.approveAs(People.bob());
    assertThat(page.submit("Again with Work").uri().getPath()).isEqualTo("/");
    assertThat(host.who(victim)).isEqualTo("bob");
  }

  @Test
  @DisplayName("A11 an old flow of another browser shows nothing of its state either")
  void anOldFlowOfAnotherBrowserShowsNothingEither() {
    BrowserPage signIn = attacker.get(host.sso("/sign-in?return-to=/chosen-by-attacker"));
    String callback = Scene.consent(signIn.formOf("Work").submit()).location().toString();
    host.clock().pass(Duration.ofMinutes(12));
    BrowserPage page = Scene.comeTo(victim, callback);
    assertThat(page.status()).isEqualTo(400);
    assertThat(page.body()).doesNotContain("chosen-by-attacker");
  }

  @Test
  @DisplayName("F4 a foreign browser with the true state does not spend it")
  void aForeignBrowserWithTheTrueStateDoesNotSpendIt() {
    BrowserPage atProvider = Scene.consent(scene.begin(attacker, "Work"));
    for (int i = 0; i < 3; i++) {
      Scene.comeTo(victim, atProvider.location().toString());
    }
    atProvider.followAll();
    assertThat(host.who(attacker)).isEqualTo("mallory");
    assertThat(scene.tokenCalls()).isEqualTo(1);
  }

  @Test
  @DisplayName(
      "A03 linking fixation: the victim, signed out, cannot be made to link for the attacker")
  void aSignedOutVictimLinksNothingForTheAttacker() {
    HostUser user = host.users().register("mallory", "mallory@example.net");
    host.signIn(attacker, user);
    scene.approveAs(People.ada());
    BrowserPage page = Scene.comeTo(victim, scene.connectCallback(attacker, "Work"));
    assertThat(page.text()).contains("OtherBrowser");
    assertNothingLinked(user);
  }

  @Test
  @DisplayName("A03 linking fixation: nor can a victim who is signed in as somebody else")
  void aVictimSignedInAsSomebodyElseLinksNothing() {
    HostUser user = host.users().register("mallory", "mallory@example.net");
    HostUser other = host.users().register("victim", "victim@example.org");
    host.signIn(attacker, user);
    host.signIn(victim, other);
    host.linksPage(victim);
    scene.approveAs(People.ada());
    BrowserPage page = Scene.comeTo(victim, scene.connectCallback(attacker, "Work"));
    assertThat(page.text()).contains("OtherBrowser");
    assertNothingLinked(user);
    assertNothingLinked(other);
  }

  @Test
  @DisplayName("A03 linking fixation: the same user in another browser is another session")
  void theSameUserInAnotherBrowserLinksNothing() {
    HostUser user = host.users().register("lady", "lady@example.org");
    host.signIn(attacker, user);
    host.signIn(victim, user);
    BrowserPage page = Scene.comeTo(victim, scene.connectCallback(attacker, "Work"));
    assertThat(page.text()).contains("OtherBrowser");
    assertNothingLinked(user);
  }

  @Test
  @DisplayName("A03 in one browser: another user, another session and nobody finish no connect")
  void anotherUserOrSessionOfTheSameBrowserFinishesNoConnect() {
    HostUser user = host.users().register("lady", "lady@example.org");
    HostUser other = host.users().register("guest", "guest@example.org");
    TestBrowser shared = TestBrowser.fresh();
    host.signIn(shared, user);
    String forOther = scene.connectCallback(shared, "Work");
    String forSession = scene.connectCallback(shared, "Work");
    String forNobody = scene.connectCallback(shared, "Work");

    host.signIn(shared, other);
    assertThat(Scene.comeTo(shared, forOther).text()).contains("SignedInMeanwhile");
    host.signIn(shared, user);
    assertThat(Scene.comeTo(shared, forSession).text()).contains("SignedInMeanwhile");
    host.signOut(shared);
    BrowserPage page = Scene.comeTo(shared, forNobody);
    assertThat(page.status()).isEqualTo(403);
    assertThat(page.text()).contains("SignedInMeanwhile");
    assertNothingLinked(user);
    assertNothingLinked(other);
  }

  @Test
  @DisplayName("A03 a session that is renewed, with another cookie, is the same session")
  void aRenewedSessionIsTheSame() {
    HostUser user = host.users().register("lady", "lady@example.org");
    host.signIn(attacker, user);
    String callback = scene.connectCallback(attacker, "Work");
    host.renew(attacker);
    assertThat(Scene.comeTo(attacker, callback).text()).contains("Confirm");
  }

  @Test
  @DisplayName(
      "A04 pre-authorisation: no address of ours that is opened gives a browser a foreign flow")
  void noAddressGivesABrowserAForeignFlow() {
    BrowserPage begun = scene.begin(attacker, "Work");
    String state = Scene.state(begun.location());
    String cookie = attacker.cookies().get(0).value();
    for (String below :
        new String[] {
          "/sign-in?state=" + state,
          "/sign-in?csrf=" + cookie,
          "/pages/" + state,
          "/steps/" + state,
          "/work/callback?state=" + state,
          "/work/callback?response=" + state
        }) {
      Scene.comeTo(victim, host.sso(below));
    }
    assertThat(victim.cookies())
        .allSatisfy(own -> assertThat(own.value()).doesNotContain(cookie.substring(0, 22)));
    assertThat(Scene.comeTo(victim, Scene.consent(begun).location().toString()).text())
        .contains("OtherBrowser");
    assertThat(host.sessionCount()).isZero();
  }

  @Test
  @DisplayName("A04 a begin of the attacker's cannot be posted from the victim's browser")
  void theAttackersFormIsOfNoUseInTheVictimsBrowser() {
    Map<String, String> form = attacker.get(host.sso("/sign-in")).formOf("Work").fields();
    BrowserPage page = victim.at(Scene.ELSEWHERE).post(host.sso("/work/sign-in"), form).followAll();
    assertThat(page.status()).isEqualTo(403);
    assertThat(page.text()).contains("ForgedRequest");
    assertThat(scene.openId.authorizeCalls()).isZero();
  }

  private void assertNothingLinked(HostUser user) {
    assertThat(host.links().findAll(user.id())).isEmpty();
    assertThat(scene.tokenCalls()).isZero();
  }
}
