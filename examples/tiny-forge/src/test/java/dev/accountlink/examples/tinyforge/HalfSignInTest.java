package dev.accountlink.examples.tinyforge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A sign-in that waits for its code ends with the sessions of its user. */
class HalfSignInTest extends ForgeTest {

  private final TurnedClock clock = new TurnedClock();
  private final TestBrowser bob = TestBrowser.fresh();
  private final TestBrowser other = TestBrowser.fresh();
  private Authenticator app;

  @Override
  Clock clock() {
    return clock;
  }

  @BeforeEach
  void somebodyCameHalfWayThroughAProvider() {
    register(browser, "grace");
    register(bob, "bob");
    settings(bob).submit("Connect Demo GitHub").submit("Continue as Bob").submit("Connect");
    app = setUpSecondFactor("bob");
    clock.turnOn(Duration.ofSeconds(60));
  }

  @Test
  @DisplayName("D02 unexpired session: with what a user disconnects, a sign-in half done ends")
  void itEndsWhenTheUserDisconnects() {
    BrowserPage asked = halfWay();

    settings(bob).submit("Disconnect");

    assertThat(signedIn(bob.open(address("/")))).isEqualTo("bob");
    assertEnded(asked);
  }

  @Test
  @DisplayName("D02 unexpired session: with what staff disconnects, a sign-in half done ends")
  void itEndsWhenStaffDisconnects() {
    BrowserPage asked = halfWay();

    browser.open(address("/admin/users")).submit("Disconnect");

    assertEnded(asked);
  }

  @Test
  @DisplayName("D02 unexpired session: with a new password, a sign-in half done ends")
  void itEndsWithANewPassword() {
    BrowserPage asked = halfWay();

    settings(bob)
        .formOf("Change password")
        .with("currentPassword", PASSWORD)
        .with("newPassword", "another horse battery")
        .submit();

    assertEnded(asked);
  }

  @Test
  void itGoesOnWhileNothingEndsIt() {
    BrowserPage asked = halfWay();

    assertThat(signedIn(enter(asked).followAll())).isEqualTo("bob");
  }

  private BrowserPage halfWay() {
    BrowserPage asked = signInByLogo(other, "Demo GitHub", "Bob");
    assertThat(asked.uri().getPath()).isEqualTo("/sign-in/second-factor");
    return asked;
  }

  private BrowserPage enter(BrowserPage asked) {
    return asked.formOf("Sign in").with("code", app.code()).submit();
  }

  private void assertEnded(BrowserPage asked) {
    assertThat(enter(asked).location()).hasPath("/sign-in");
    assertThat(signedIn(other.open(address("/")))).isEmpty();
  }
}
