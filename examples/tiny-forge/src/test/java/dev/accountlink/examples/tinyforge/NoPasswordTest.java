package dev.accountlink.examples.tinyforge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.eclipse.jgit.api.errors.TransportException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever came through a provider has no password until one is set, and no text is one. */
class NoPasswordTest extends ForgeTest {

  @TempDir Path work;

  @BeforeEach
  void comeThroughAProvider() {
    signInByLogo(browser, "Demo GitHub", "Ada");
    createRepository(browser, "engine");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "null", "NULL", "#externalAccount", "ada", "none", "100001", "*"})
  @DisplayName("D26 no-password account: nothing that one could guess pushes or signs in")
  void nothingIsAPassword(String guess) {
    assertThatThrownBy(() -> push(guess))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("not authorized");
    signOut(browser);

    assertThat(signIn(browser, "ada", guess).status()).isEqualTo(422);
    assertThat(signedIn(browser.open(address("/")))).isEmpty();
  }

  @Test
  @DisplayName("D26 no-password account: once a password is set, it pushes")
  void thePasswordThatWasSetPushes() throws Exception {
    settings(browser).formOf("Set password").with("newPassword", PASSWORD).submit();

    push(PASSWORD);

    assertThat(browser.open(address("/r/ada/engine")).text()).contains("notes.txt");
    assertThat(settings(browser).text()).doesNotContain("You have no password");
  }

  private void push(String password) throws Exception {
    GitPush.push(work, address("/git/ada/engine.git"), "notes.txt", "ada", password);
  }
}
