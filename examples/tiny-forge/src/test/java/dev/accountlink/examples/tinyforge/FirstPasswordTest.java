package dev.accountlink.examples.tinyforge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.AccountLinking;
import dev.accountlink.testkit.browser.BrowserPage;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody who came through a provider has no password yet. */
class FirstPasswordTest extends ForgeTest {

  private Duration sinceSignIn = Duration.ZERO;

  @BeforeEach
  void signInThroughAProvider() {
    registerWithoutPassword("alice");
  }

  @Test
  void thePagesSaySoAndTheFirstPasswordIsSet() {
    browser.open(address("/sign-in"));
    assertThat(browser.open(address("/u/alice")).text()).contains("You have no password yet");
    BrowserPage settings = browser.open(address("/settings/account"));
    assertThat(settings.text())
        .contains("You have no password yet: pushing over HTTP needs one. Set one here.");
    assertThat(settings.document().select("input[name=currentPassword]")).isEmpty();

    BrowserPage saved = setPassword("my very first one").followAll();

    assertThat(saved.text()).contains("was saved").doesNotContain("You have no password yet");
    assertThat(forge.users().authenticate("alice", "my very first one")).isPresent();
  }

  @Test
  void anUnusablePasswordIsRefusedAndSetsNothing() {
    browser.open(address("/sign-in"));

    for (String password : List.of("", "null", "        ", "x".repeat(73), "ä".repeat(37))) {
      assertThat(setPassword(password).status()).as(password).isEqualTo(422);
      assertThat(alice().hasPassword()).isFalse();
    }
  }

  @Test
  void aForgottenScreenIsNotEnough() {
    sinceSignIn = Duration.ofMinutes(16);
    browser.open(address("/sign-in"));

    BrowserPage answer = setPassword("my very first one");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text()).contains("It is a while since you signed in");
    assertThat(alice().hasPassword()).isFalse();
  }

  private BrowserPage setPassword(String password) {
    return browser
        .open(address("/settings/account"))
        .formOf("Set password")
        .with("newPassword", password)
        .submit();
  }

  private ForgeUser alice() {
    return forge.users().findByUsername("alice").orElseThrow();
  }

  /** Signs alice in whenever the sign-in page is opened, as a provider might. */
  @Override
  SocialSignIn social(AccountLinking linking) {
    return new SocialSignIn() {
      @Override
      public List<Button> signInButtons(HttpServletRequest request, HttpServletResponse response) {
        Clock then = Clock.offset(Clock.systemUTC(), sinceSignIn.negated());
        new ForgeSessions(forge.users(), then).signIn(request, alice());
        return List.of();
      }

      @Override
      public Settings settings(
          HttpServletRequest request, HttpServletResponse response, ForgeUser user) {
        return new Settings(List.of(), List.of());
      }

      @Override
      public Set<String> formTargets() {
        return Set.of();
      }
    };
  }
}
