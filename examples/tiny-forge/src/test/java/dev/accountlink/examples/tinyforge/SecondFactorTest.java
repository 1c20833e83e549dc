package dev.accountlink.examples.tinyforge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.testkit.browser.BrowserCookie;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing in with a code as well, by whatever way. */
class SecondFactorTest extends ForgeTest {

  private static final String HALF_WAY = "/sign-in/second-factor";

  private final TurnedClock clock = new TurnedClock();

  @Override
  Clock clock() {
    return clock;
  }

  @Test
  void aUserSetsItUpInTheSettingsAndSignsInWithACode() {
    register(browser, "alice");
    Authenticator app = setUpOnThePage(browser);
    signOut(browser);
    laterByAStep();

    BrowserPage asked = signIn(browser, "alice", PASSWORD).followAll();
    assertThat(asked.uri().getPath()).isEqualTo(HALF_WAY);
    assertThat(signedIn(asked)).isEmpty();

    assertThat(signedIn(enter(asked, app.code()).followAll())).isEqualTo("alice");
  }

  @Test
  void itCountsOnlyOnceACodeHasConfirmedIt() {
    register(browser, "alice");
    BrowserPage page = browser.open(address("/settings/second-factor"));
    BrowserPage shown = page.formOf("Set up a second factor").submit().followAll();
    Authenticator app = shownApp(shown);
    assertThat(shown.formOf("Switch on").with("code", app.wrongCode()).submit().text())
        .contains("That code is wrong");

    assertThat(signedIn(signIn(TestBrowser.fresh(), "alice", PASSWORD).followAll()))
        .isEqualTo("alice");
  }

  @Test
  @DisplayName("D28 second factor bypass: no session after the right password alone")
  void thePasswordAloneGivesNoSession() {
    register(TestBrowser.fresh(), "alice");
    setUpSecondFactor("alice");

    signIn(browser, "alice", PASSWORD).followAll();

    assertNotSignedIn(browser);
  }

  @Test
  @DisplayName(
      "D28 second factor bypass: no session after a provider alone, and one after the code")
  void aProviderAloneGivesNoSession() {
    signInByLogo(browser, "Demo GitHub", "Ada");
    Authenticator app = setUpSecondFactor("ada");
    signOut(browser);
    laterByAStep();

    BrowserPage asked = clickLogo(browser, "Demo GitHub");

    assertThat(asked.uri().getPath()).isEqualTo(HALF_WAY);
    assertNotSignedIn(browser);
    assertThat(signedIn(enter(asked, app.code()).followAll())).isEqualTo("ada");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Demo GitHub", "Demo OpenID"})
  @DisplayName("D28 second factor: a sign-in by logo goes on to the page that asked for it")
  void theSignInGoesOnToThePageThatAskedForIt(String provider) {
    signInByLogo(browser, provider, "Ada");
    Authenticator app = setUpSecondFactor("ada");
    signOut(browser);
    laterByAStep();

    BrowserPage asked = browser.open(address("/settings/account")).submit(provider);

    BrowserPage page = enter(asked, app.code()).followAll();
    assertThat(page.uri()).hasToString(address("/settings/account"));
    assertThat(signedIn(page)).isEqualTo("ada");
  }

  @Test
  void afterThePasswordItGoesOnToThePageThatAskedForItAndToNoOtherSite() {
    register(TestBrowser.fresh(), "alice");
    Authenticator app = setUpSecondFactor("alice");
    for (List<String> way :
        List.of(
            List.of("/new", "/new"),
            List.of("//evil.example", "/"),
            List.of("https://evil.example/", "/"))) {
      laterByAStep();
      TestBrowser who = TestBrowser.fresh();
      BrowserPage asked =
          who.open(address("/sign-in"))
              .formOf("Sign in")
              .with("continue", way.get(0))
              .with("username", "alice")
              .with("password", PASSWORD)
              .submit()
              .followAll();

      assertThat(enter(asked, app.code()).location()).hasToString(address(way.get(1)));
    }
  }

  @Test
  @DisplayName("D28 second factor: a code is right once")
  void aUsedCodeIsRefused() {
    register(TestBrowser.fresh(), "alice");
    Authenticator app = setUpSecondFactor("alice");
    laterByAStep();
    String code = app.code();
    assertThat(enter(halfWay(browser), code).status()).isEqualTo(303);

    TestBrowser whoLookedOverTheShoulder = TestBrowser.fresh();
    BrowserPage answer = enter(halfWay(whoLookedOverTheShoulder), code);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text()).contains("used already");
    assertNotSignedIn(whoLookedOverTheShoulder);
  }

  @Test
  @DisplayName("D28 second factor: an older code is refused once a newer one was used")
  void anOlderCodeIsRefusedAfterANewerOne() {
    register(TestBrowser.fresh(), "alice");
    Authenticator app = setUpSecondFactor("alice");
    laterByAStep();
    String older = app.code();
    assertThat(enter(halfWay(browser), app.nextCode()).status()).isEqualTo(303);

    assertThat(enter(halfWay(TestBrowser.fresh()), older).status()).isEqualTo(422);
  }

  @Test
  @DisplayName("D28 second factor: six digits cannot be tried one after the other")
  void afterFiveWrongCodesNoneIsLookedAtForAWhile() {
    register(TestBrowser.fresh(), "alice");
    Authenticator app = setUpSecondFactor("alice");
    laterByAStep();
    for (int tries = 0; tries < SecondFactors.MOST_WRONG_CODES; tries++) {
      assertThat(enter(halfWay(TestBrowser.fresh()), app.wrongCode()).text())
          .contains("That code is wrong");
    }

    BrowserPage asked = halfWay(browser);
    assertThat(enter(asked, app.code()).text()).contains("too many wrong codes");
    assertNotSignedIn(browser);

    clock.turnOn(SecondFactors.PAUSE);
    assertThat(enter(halfWay(browser), app.code()).status()).isEqualTo(303);
  }

  @Test
  @DisplayName("D28 second factor: what lies half-way belongs to one browser and is no session")
  void theHalfSignInIsBoundToItsBrowserAndNoSession() {
    register(TestBrowser.fresh(), "alice");
    Authenticator app = setUpSecondFactor("alice");
    laterByAStep();
    BrowserPage asked = halfWay(browser);
    assertThat(browser.open(address("/settings/account")).uri().getPath()).isEqualTo("/sign-in");

    TestBrowser other = TestBrowser.fresh();
    String csrf = other.open(address("/sign-in")).formOf("Sign in").fields().get("csrf");
    BrowserPage elsewhere = other.post(address(HALF_WAY), Map.of("code", app.code(), "csrf", csrf));

    assertThat(elsewhere.location()).hasPath("/sign-in");
    assertNotSignedIn(other);
    assertThat(signedIn(enter(asked, app.code()).followAll())).isEqualTo("alice");
  }

  @Test
  @DisplayName("D28 second factor: what lies half-way ends after ten minutes")
  void theHalfSignInEndsByItself() {
    register(TestBrowser.fresh(), "alice");
    Authenticator app = setUpSecondFactor("alice");
    BrowserPage asked = halfWay(browser);

    clock.turnOn(Duration.ofMinutes(10));

    assertThat(enter(asked, app.code()).location()).hasPath("/sign-in");
    assertNotSignedIn(browser);
  }

  @Test
  @DisplayName("D27 disabled user: whoever is disabled half-way is not signed in by the right code")
  void whoIsDisabledHalfWayIsNotSignedIn() {
    register(TestBrowser.fresh(), "alice");
    Authenticator app = setUpSecondFactor("alice");
    laterByAStep();
    BrowserPage asked = halfWay(browser);

    changeStatus("alice", UserStatus.DISABLED);

    assertThat(enter(asked, app.code()).location()).hasPath("/sign-in");
    assertNotSignedIn(browser);
  }

  @Test
  @DisplayName("A15 session fixation: the session after the code is a new one")
  void theSessionIdChangesAfterTheCode() {
    register(TestBrowser.fresh(), "alice");
    Authenticator app = setUpSecondFactor("alice");
    laterByAStep();
    BrowserPage asked = halfWay(browser);
    BrowserCookie before = session(browser);

    enter(asked, app.code());

    assertThat(session(browser).value()).isNotEqualTo(before.value());
  }

  @Test
  void aHalfSignInGoesOnAfterARestart() throws IOException {
    register(TestBrowser.fresh(), "alice");
    Authenticator app = setUpSecondFactor("alice");
    laterByAStep();
    halfWay(browser);

    restart();

    BrowserPage asked = browser.open(address(HALF_WAY));
    assertThat(signedIn(enter(asked, app.code()).followAll())).isEqualTo("alice");
  }

  @Test
  void settingItUpEndsTheOtherSessions() {
    register(browser, "alice");
    TestBrowser other = TestBrowser.fresh();
    signIn(other, "alice", PASSWORD);

    setUpOnThePage(browser);

    assertThat(signedIn(browser.open(address("/")))).isEqualTo("alice");
    assertNotSignedIn(other);
  }

  @Test
  void itIsRemovedWithACodeAndNotWithout() {
    register(browser, "alice");
    Authenticator app = setUpOnThePage(browser);
    laterByAStep();
    BrowserPage page = browser.open(address("/settings/second-factor"));

    BrowserPage refused =
        page.formOf("Remove the second factor").with("code", app.wrongCode()).submit();
    assertThat(refused.status()).isEqualTo(422);
    assertThat(forge.secondFactors().isOn(user("alice").id())).isTrue();

    BrowserPage removed =
        refused.formOf("Remove the second factor").with("code", app.code()).submit().followAll();
    assertThat(removed.text()).contains("was removed");
    assertThat(signedIn(signIn(TestBrowser.fresh(), "alice", PASSWORD).followAll()))
        .isEqualTo("alice");
  }

  private Authenticator setUpOnThePage(TestBrowser who) {
    BrowserPage shown =
        who.open(address("/settings/second-factor"))
            .formOf("Set up a second factor")
            .submit()
            .followAll();
    Authenticator app = shownApp(shown);
    assertThat(shown.document().select("a[href^=otpauth:]").attr("href"))
        .isEqualTo("otpauth://totp/tiny-forge:alice?secret=" + app.secret() + "&issuer=tiny-forge");
    BrowserPage on = shown.formOf("Switch on").with("code", app.code()).submit().followAll();
    assertThat(on.text()).contains("Your second factor is on");
    return app;
  }

  private Authenticator shownApp(BrowserPage page) {
    return Authenticator.typed(page.document().select(".secret").text(), clock);
  }

  /** Somebody who has given the right password, and sees the form for the code. */
  private BrowserPage halfWay(TestBrowser who) {
    return signIn(who, "alice", PASSWORD).followAll();
  }

  private static BrowserPage enter(BrowserPage asked, String code) {
    return asked.formOf("Sign in").with("code", code).submit();
  }

  /** A code that was used to set it up is not good for the first sign-in. */
  private void laterByAStep() {
    clock.turnOn(Duration.ofSeconds(60));
  }

  private void assertNotSignedIn(TestBrowser who) {
    assertThat(signedIn(who.open(address("/")))).isEmpty();
  }
}
