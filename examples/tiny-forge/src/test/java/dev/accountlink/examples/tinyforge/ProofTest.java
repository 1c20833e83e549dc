package dev.accountlink.examples.tinyforge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.testkit.browser.BrowserCookie;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Whoever signed in a while ago says once more who it is before a way in is changed. */
class ProofTest extends ForgeTest {

  private static final String SECOND_FACTOR = "/settings/second-factor";

  private final TurnedClock clock = new TurnedClock();

  @Override
  Clock clock() {
    return clock;
  }

  @BeforeEach
  void somebodyIsSignedIn() {
    register(browser, "alice");
  }

  @Test
  @DisplayName("D20 an old session starts no second factor before the password was given")
  void anOldSessionStartsNoSecondFactor() {
    later();

    BrowserPage asked = secondFactorPage().submit("Set up a second factor");
    assertThat(asked.text()).contains("Is it you?");
    assertThat(forge.secondFactors().unconfirmedSecret(user("alice").id())).isEmpty();
    BrowserPage wrong = prove(asked, "wrong horse battery");
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(secondFactorPage().submit("Set up a second factor").text()).contains("Is it you?");

    BrowserPage back = prove(wrong, PASSWORD).followAll();
    assertThat(back.text()).contains("You can make your change now");
    assertThat(back.submit("Set up a second factor").text()).contains("Add this secret");
  }

  @Test
  @DisplayName("D20 an old session neither sees nor confirms the secret of a second factor")
  void anOldSessionDoesNotSeeTheSecret() {
    BrowserPage shown = secondFactorPage().submit("Set up a second factor");
    Authenticator app = Authenticator.typed(shown.document().select(".secret").text(), clock);
    later();

    assertThat(secondFactorPage().text()).contains("Is it you?");
    BrowserPage asked = shown.formOf("Switch on").with("code", app.code()).submit().followAll();
    assertThat(asked.text()).contains("Is it you?");
    assertThat(forge.secondFactors().isOn(user("alice").id())).isFalse();
  }

  @Test
  @DisplayName("D20 an old session removes no second factor, not even with a right code")
  void anOldSessionRemovesNoSecondFactor() {
    Authenticator app = setUpSecondFactor("alice");
    later();

    BrowserPage asked =
        secondFactorPage()
            .formOf("Remove the second factor")
            .with("code", app.code())
            .submit()
            .followAll();

    assertThat(asked.text()).contains("Is it you?");
    assertThat(forge.secondFactors().isOn(user("alice").id())).isTrue();
    prove(asked, PASSWORD)
        .followAll()
        .formOf("Remove the second factor")
        .with("code", app.code())
        .submit();
    assertThat(forge.secondFactors().isOn(user("alice").id())).isFalse();
  }

  @Test
  @DisplayName("D20 an old session of the staff gives nobody a way in")
  void anOldSessionOfTheStaffGivesNobodyAWayIn() {
    register(TestBrowser.fresh(), "bob");
    later();

    BrowserPage asked =
        browser
            .open(address("/admin/users"))
            .formOf("Connect to bob")
            .with("subject", "100002")
            .submit()
            .followAll();

    assertThat(asked.text()).contains("Is it you?");
    BrowserPage back = prove(asked, PASSWORD).followAll();
    assertThat(back.text()).contains("Users", "You can make your change now");
    assertThat(back.text()).doesNotContain("100002");
  }

  @Test
  @DisplayName("A15 session fixation: the session id changes with the proof, the sign-in goes on")
  void theSessionIdChangesWithTheProof() {
    later();
    BrowserCookie before = session(browser);

    prove(secondFactorPage().submit("Set up a second factor"), PASSWORD);

    assertThat(session(browser).value()).isNotEqualTo(before.value());
    assertThat(signedIn(browser.open(address("/")))).isEqualTo("alice");
  }

  @Test
  void itGoesOnToNoOtherSite() {
    later();

    for (String elsewhere : new String[] {"//evil.example", "https://evil.example/"}) {
      BrowserPage asked = browser.open(address("/sign-in/proof?continue=" + elsewhere));
      BrowserPage answer =
          asked.formOf("Go on").with("continue", elsewhere).with("password", PASSWORD).submit();
      assertThat(answer.location()).hasToString(address("/"));
      later();
    }
  }

  @Test
  void whoeverIsNotSignedInSignsIn() {
    BrowserPage page =
        TestBrowser.fresh().open(address("/sign-in/proof?continue=" + SECOND_FACTOR));

    assertThat(page.uri().getPath()).isEqualTo("/sign-in");
    BrowserPage answer =
        page.formOf("Sign in").with("username", "alice").with("password", PASSWORD).submit();
    assertThat(answer.location()).hasPath(SECOND_FACTOR);
  }

  private void later() {
    clock.turnOn(Duration.ofMinutes(16));
  }

  private BrowserPage secondFactorPage() {
    return browser.open(address(SECOND_FACTOR));
  }

  private static BrowserPage prove(BrowserPage asked, String password) {
    return asked.formOf("Go on").with("password", password).submit();
  }
}
