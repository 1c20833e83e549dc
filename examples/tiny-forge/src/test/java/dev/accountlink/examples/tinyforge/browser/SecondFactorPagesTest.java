package dev.accountlink.examples.tinyforge.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.examples.tinyforge.Authenticator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The second factor, in a browser. */
@Tag("pages")
class SecondFactorPagesTest {
  @RegisterExtension static final InChromium chromium = new InChromium();

  private static final String SETTINGS = "/settings/second-factor";

  @Test
  @DisplayName("D28 second factor: set up in the settings, and asked for after a logo too")
  void itIsSetUpAndAskedForAfterALogoToo(@TempDir Path data) throws IOException {
    try (Forge forge = Forge.start(data)) {
      Tab tab = chromium.person().open(forge.address("/sign-in"));
      tab.press("Demo GitHub").press("Continue as Ada Lovelace");
      Looks.at(tab.go(forge.address(SETTINGS)), "second-factor-off");
      tab.press("Set up a second factor");
      Looks.at(tab, "second-factor-secret");
      Authenticator app =
          Authenticator.typed(tab.page().locator(".secret").innerText(), Clock.systemUTC());
      tab.fill("Code", app.wrongCode()).press("Switch on");
      assertThat(tab.text()).contains("That code is wrong");
      tab.fill("Code", app.code()).press("Switch on");
      assertThat(tab.text()).contains("Your second factor is on");
      Looks.at(tab, "second-factor-on");

      tab.press("Sign out").go(forge.address(Forge.SETTINGS)).press("Demo GitHub");
      assertThat(tab.path()).isEqualTo("/sign-in/second-factor");
      assertThat(forge.signedIn(tab)).isEmpty();
      Looks.at(tab, "second-factor-code");
      tab.fill("Code", app.wrongCode()).press("Sign in");
      Looks.at(tab, "second-factor-wrong");
      tab.fill("Code", app.nextCode()).press("Sign in");
      assertThat(tab.path()).isEqualTo(Forge.SETTINGS);
      assertThat(forge.signedIn(tab)).isEqualTo("ada");
      Looks.at(tab, "settings-second-factor");
    }
  }
}
