package dev.accountlink.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.model.HostUser;
import dev.accountlink.provider.Conflict;
import dev.accountlink.provider.Registration;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.People;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Somebody here has the name or the address: what a visitor may do then. */
class ConflictFlowTest {
  private final Scene scene = new Scene();
  private final TestHost host = scene.host;
  private final TestBrowser browser = TestBrowser.fresh();

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  @DisplayName("D01 a taken name and a taken address are refused in the same words")
  void aTakenNameAndATakenAddressAreRefusedInTheSameWords() {
    host.users().register("ada", "else@example.org");
    String name = scene.begin(browser, "Work").followAll().text();
    host.users().delete(host.users().named("ada").orElseThrow().id());
    host.users().register("somebody", People.ada().primaryEmail().orElseThrow().address());

    BrowserPage page = scene.begin(browser, "Work").followAll();

    assertThat(page.status()).isEqualTo(422);
    assertThat(page.text()).isEqualTo(name).contains("NotConnected");
    assertThat(host.who(browser)).isEmpty();
  }

  @Test
  @DisplayName("D01 signing in here and confirming connects, and nothing before does")
  void signingInHereAndConfirmingConnects() {
    HostUser ada = conflict();
    BrowserPage offered = scene.begin(browser, "Work").followAll();
    assertThat(offered.text()).contains("SignInFirst");

    String step = step(offered);
    assertThat(host.who(browser)).isEmpty();
    host.signIn(browser, ada);
    assertThat(host.links().findAll(ada.id())).as("signing in connects nothing").isEmpty();
    BrowserPage confirm = browser.get(step);
    assertThat(confirm.text()).contains("ada becomes a way in for ada");
    assertThat(host.links().findAll(ada.id())).as("looking connects nothing").isEmpty();
    confirm.submit("Confirm").followAll();

    assertThat(host.links().findAll(ada.id())).hasSize(1);
    host.signOut(browser);
    scene.begin(browser, "Work").followAll();
    assertThat(host.who(browser)).isEqualTo("ada");
  }

  @Test
  @DisplayName("D03 a conflict left behind at a shared machine links nobody")
  void aConflictLeftBehindLinksNobody() {
    HostUser victim = host.users().register("victim", "victim@example.org");
    conflict();
    step(scene.begin(browser, "Work").followAll());

    host.signIn(browser, victim);
    host.linksPage(browser);
    assertThat(host.links().findAll(victim.id())).isEmpty();
  }

  @Test
  @DisplayName("D03 another sign-in through the library drops what was left behind")
  void anotherSignInDropsWhatWasLeftBehind() {
    conflict();
    String step = step(scene.begin(browser, "Work").followAll());
    HostUser grace = scene.linked("gracie", People.bob());
    scene.approveAs(People.bob());
    scene.begin(browser, "Work").followAll();
    assertThat(host.who(browser)).isEqualTo("gracie");

    BrowserPage page = browser.get(step).followAll();

    assertThat(page.text()).contains("StartAgain");
    assertThat(host.links().findAll(grace.id())).hasSize(1);
  }

  @Test
  @DisplayName("D01 a provider that is linked already signs in here as well, and leads back")
  void aProviderThatIsLinkedAlreadyLeadsBack() {
    HostUser ada = conflict();
    scene.link(ada, scene.identity(People.bob()));
    BrowserPage offered = scene.begin(browser, "Work").followAll();
    String step = step(offered).replaceFirst(".*(?=/-/)", "");

    scene.approveAs(People.bob());
    BrowserPage signIn = browser.get(host.sso("/sign-in?return-to=" + step));
    BrowserPage back = signIn.submit("Work").followAll();

    assertThat(host.who(browser)).isEqualTo("ada");
    assertThat(back.text()).contains("ada becomes a way in for ada");
    assertThat(host.links().findAll(ada.id())).hasSize(1);
    back.submit("Confirm").followAll();
    assertThat(host.links().findAll(ada.id())).hasSize(2);
  }

  @Test
  @DisplayName("D22 a conflict's step is of no use in another browser")
  void aConflictsStepIsOfNoUseInAnotherBrowser() {
    HostUser ada = conflict();
    BrowserPage offered = scene.begin(browser, "Work").followAll();
    String step = step(offered);
    TestBrowser victim = TestBrowser.fresh();
    host.signIn(victim, ada);

    assertThat(victim.get(step).followAll().text()).contains("StartAgain");
    assertThat(victim.get(offered.uri().toString()).followAll().text()).contains("OtherBrowser");
    assertThat(host.links().findAll(ada.id())).isEmpty();
  }

  @Test
  @DisplayName("D20 whoever was signed in for long has to prove it before a conflict is solved")
  void anOldSessionSolvesNoConflict() {
    HostUser ada = conflict();
    host.signIn(browser, ada);
    host.clock().pass(Duration.ofMinutes(20));
    BrowserPage page = scene.begin(browser, "Work").followAll();

    assertThat(page.text()).contains("Reauthenticate");
    page.formOf("Prove by password")
        .with("password", "ada-password")
        .submit()
        .followAll()
        .submit("Confirm")
        .followAll();
    assertThat(host.links().findAll(ada.id())).hasSize(1);
  }

  @Test
  void whereNobodyIsRegisteredTheOfferGivesNothingAway() {
    host.with(
        scene
            .work()
            .withRules(
                scene
                    .work()
                    .rules()
                    .withRegistration(Registration.OFF)
                    .withConflict(Conflict.SIGN_IN_THEN_CONNECT)));
    String stranger = scene.begin(browser, "Work").followAll().text();
    host.users().register("ada", "else@example.org");

    assertThat(scene.begin(browser, "Work").followAll().text())
        .isEqualTo(stranger)
        .contains("SignInFirst");
  }

  @Test
  void whoeverIsNewHereChoosesAnotherName() {
    HostUser ada = conflict();

    BrowserPage details =
        scene.begin(browser, "Work").followAll().submit("I am new here").followAll();
    assertThat(host.users().count()).as("pressing the button registers nobody").isEqualTo(1);
    details.formOf("Register").with("username", "ada-two").submit().followAll();

    assertThat(host.who(browser)).isEqualTo("ada-two");
    assertThat(host.links().findAll(ada.id())).isEmpty();
  }

  @Test
  @DisplayName("D01 whoever is new here is told nothing when the address is the taken one")
  void aTakenAddressStaysAConflictForWhoeverIsNewHere() {
    HostUser somebody = conflict();
    host.users().delete(somebody.id());
    host.users().register("somebody", People.ada().primaryEmail().orElseThrow().address());
    BrowserPage offered = scene.begin(browser, "Work").followAll();

    BrowserPage again = offered.submit("I am new here").followAll().submit("Register").followAll();

    assertThat(again.text()).isEqualTo(offered.text());
    assertThat(host.users().count()).isEqualTo(1);
    assertThat(host.sessionCount()).isZero();
  }

  @Test
  void nobodyIsNewHereOnceStrangersAreNotRegistered() {
    conflict();
    BrowserPage offered = scene.begin(browser, "Work").followAll();
    host.with(
        scene
            .work()
            .withRules(
                scene
                    .work()
                    .rules()
                    .withRegistration(Registration.OFF)
                    .withConflict(Conflict.SIGN_IN_THEN_CONNECT)));

    BrowserPage away = offered.submit("I am new here");

    assertThat(away.uri().toString()).contains("continue=");
    assertThat(scene.begin(browser, "Work").followAll().body()).doesNotContain("I am new here");
  }

  /** A user of the identity's name, at a host that offers to sign in. */
  private HostUser conflict() {
    host.with(
        scene.work().withRules(scene.work().rules().withConflict(Conflict.SIGN_IN_THEN_CONNECT)));
    return host.users().register("ada", "else@example.org");
  }

  /** Leaves for the host's sign-in page; the address to come back to. */
  private static String step(BrowserPage offered) {
    BrowserPage away = offered.formOf("Sign in here").submit();
    String path = away.location().toString().replaceFirst(".*continue=", "");
    return offered.uri().resolve(path).toString();
  }
}
