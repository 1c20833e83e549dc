package dev.accountlink.examples.tinyforge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.testkit.browser.BrowserPage;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Somebody who came through a provider has no password yet. */
class FirstPasswordTest extends ForgeTest {

  private final TurnedClock clock = new TurnedClock();

  @BeforeEach
  void signInThroughAProvider() {
    signInByLogo(browser, "Demo GitHub", "Ada");
  }

  @Override
  Clock clock() {
    return clock;
  }

  @Test
  void thePagesSaySoAndTheFirstPasswordIsSet() {
    assertThat(browser.open(address("/u/ada")).text()).contains("You have no password yet");
    BrowserPage settings = settings(browser);
    assertThat(settings.text())
        .contains("You have no password yet: pushing over HTTP needs one. Set a password.");
    assertThat(settings.document().select("input[name=currentPassword]")).isEmpty();

    BrowserPage saved = setPassword("my very first one").followAll();

    assertThat(saved.text()).contains("was saved").doesNotContain("You have no password yet");
    assertThat(forge.users().authenticate("ada", "my very first one")).isPresent();
  }

  @Test
  void anUnusablePasswordIsRefusedAndSetsNothing() {
    for (String password : List.of("", "null", "        ", "x".repeat(73), "ä".repeat(37))) {
      assertThat(setPassword(password).status()).as(password).isEqualTo(422);
      assertThat(user("ada").hasPassword()).isFalse();
    }
  }

  @Test
  @DisplayName("D20 whoever finds an open screen sets no first password, but signs in once more")
  void aForgottenScreenIsNotEnough() {
    clock.turnOn(Duration.ofMinutes(16));

    BrowserPage asked = setPassword("my very first one").followAll();

    assertThat(asked.text()).contains("Is it you?", "You have no password here");
    assertThat(user("ada").hasPassword()).isFalse();
    BrowserPage signIn = asked.submit("Sign out and sign in again");
    assertThat(signedIn(signIn)).isEmpty();
    BrowserPage back = signIn.submit("Demo GitHub");
    assertThat(signedIn(back)).isEqualTo("ada");
    assertThat(back.text()).contains("Account settings", "You can make your change now");
    assertThat(setPassword("my very first one").followAll().text()).contains("was saved");
  }

  private BrowserPage setPassword(String password) {
    return settings(browser).formOf("Set password").with("newPassword", password).submit();
  }
}
