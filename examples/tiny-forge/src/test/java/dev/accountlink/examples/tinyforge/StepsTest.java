package dev.accountlink.examples.tinyforge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.testkit.browser.BrowserPage;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The steps that wait for a person, in a real forge: a conflict, and a proof of who it is. */
class StepsTest extends ForgeTest {
  private final TurnedClock clock = new TurnedClock();

  @Override
  Clock clock() {
    return clock;
  }

  @Test
  @DisplayName(
      "D01 whose name is taken signs in here first, and confirms on a page that names both")
  void whoseNameIsTakenSignsInHereFirst() {
    register(browser, "ada");
    signOut(browser);

    BrowserPage offered = signInByLogo(browser, "Demo GitHub", "Ada Lovelace");
    assertThat(offered.text()).contains("Are you here already?");
    BrowserPage confirm =
        offered
            .submit("Sign in here first")
            .formOf("Sign in")
            .with("username", "ada")
            .with("password", PASSWORD)
            .submit()
            .followAll();

    assertThat(confirm.text()).contains("Connect Demo GitHub?");
    assertThat(links()).isZero();
    BrowserPage end = confirm.submit("Connect");
    assertThat(signedIn(end)).isEqualTo("ada");
    assertThat(links()).isEqualTo(1);
  }

  @Test
  @DisplayName("D28 the second factor is asked on the way from a conflict to its confirmation")
  void theSecondFactorIsAskedOnTheWay() {
    register(browser, "ada");
    signOut(browser);
    Authenticator app = setUpSecondFactor("ada");
    clock.turnOn(Duration.ofSeconds(30));

    BrowserPage code =
        signInByLogo(browser, "Demo GitHub", "Ada Lovelace")
            .submit("Sign in here first")
            .formOf("Sign in")
            .with("username", "ada")
            .with("password", PASSWORD)
            .submit()
            .followAll();

    assertThat(signedIn(browser.open(address("/")))).isEmpty();
    BrowserPage confirm = code.form("main form").with("code", app.code()).submit().followAll();
    assertThat(confirm.text()).contains("Connect Demo GitHub?");
    confirm.submit("Connect");
    assertThat(links()).isEqualTo(1);
  }

  @Test
  @DisplayName("D20 an old session proves itself by the password before anything is connected")
  void anOldSessionProvesItself() {
    register(browser, "bob");
    clock.turnOn(Duration.ofMinutes(16));

    BrowserPage asked = settings(browser).submit("Connect Demo OpenID");
    assertThat(asked.text()).contains("Is it you?");
    BrowserPage wrong = asked.formOf("Go on").with("password", "a guess").submit();
    assertThat(wrong.status()).isEqualTo(403);
    assertThat(wrong.text()).contains("That was not your password");
    wrong
        .formOf("Go on")
        .with("password", PASSWORD)
        .submit()
        .followAll()
        .submit("Continue as Bob Stone")
        .submit("Connect");

    assertThat(links()).isEqualTo(1);
  }

  /** How many identities the settings of whoever is signed in show. */
  private int links() {
    return settings(browser).text().split("connected on", -1).length - 1;
  }
}
