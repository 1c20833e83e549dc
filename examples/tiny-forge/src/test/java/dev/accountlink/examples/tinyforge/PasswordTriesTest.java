package dev.accountlink.examples.tinyforge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import java.nio.file.Path;
import java.time.Clock;
import org.eclipse.jgit.api.errors.TransportException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody finds out a password by trying. */
class PasswordTriesTest extends ForgeTest {

  @TempDir Path work;

  private final TurnedClock clock = new TurnedClock();

  @Override
  Clock clock() {
    return clock;
  }

  @BeforeEach
  void somebody() {
    register(browser, "alice");
  }

  @Test
  void afterManyWrongOnesNoneIsLookedAtForAWhile() {
    tryWrongOnes("alice", PasswordTries.MOST_WRONG);

    BrowserPage answer = signIn(TestBrowser.fresh(), "Alice", PASSWORD);
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text()).contains("too many wrong passwords");

    clock.turnOn(PasswordTries.PAUSE);
    assertThat(signIn(TestBrowser.fresh(), "alice", PASSWORD).status()).isEqualTo(303);
  }

  @Test
  void aRightOneForgetsTheWrongOnes() {
    tryWrongOnes("alice", PasswordTries.MOST_WRONG - 1);
    assertThat(signIn(TestBrowser.fresh(), "alice", PASSWORD).status()).isEqualTo(303);
    tryWrongOnes("alice", PasswordTries.MOST_WRONG - 1);

    assertThat(signIn(TestBrowser.fresh(), "alice", PASSWORD).status()).isEqualTo(303);
  }

  @Test
  void aNameNobodyHasGetsTheSameAnswer() {
    tryWrongOnes("nobody-here", PasswordTries.MOST_WRONG);

    assertThat(signIn(TestBrowser.fresh(), "nobody-here", PASSWORD).text())
        .contains("too many wrong passwords");
  }

  @Test
  void theyAreCountedTogetherWhereverTheyAreTyped() {
    createRepository(browser, "engine");
    tryWrongOnes("alice", PasswordTries.MOST_WRONG);

    assertThatThrownBy(
            () ->
                GitPush.push(
                    work, address("/git/alice/engine.git"), "notes.txt", "alice", PASSWORD))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("not authorized");
    BrowserPage settings =
        settings(browser)
            .formOf("Change password")
            .with("currentPassword", PASSWORD)
            .with("newPassword", "a much better one")
            .submit();
    assertThat(settings.status()).isEqualTo(422);
  }

  private void tryWrongOnes(String username, int times) {
    for (int tries = 0; tries < times; tries++) {
      assertThat(signIn(TestBrowser.fresh(), username, "wrong horse " + tries).text())
          .contains("The user name or the password is wrong");
    }
  }
}
