package dev.accountlink.examples.tinyforge.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.examples.tinyforge.Config;
import dev.accountlink.examples.tinyforge.TinyForge;
import dev.accountlink.examples.tinyforge.TurnedClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The pages that wait for their person, in a real browser, and how they look. */
@Tag("pages")
class StepPagesTest {
  @RegisterExtension static final InChromium chromium = new InChromium();

  private final TurnedClock clock = new TurnedClock();
  private Forge forge;
  private Tab tab;

  @BeforeEach
  void start(@TempDir Path data) throws IOException {
    List<String> words = List.of("--port", "0", "--data", data.toString());
    forge = new Forge(TinyForge.start(Config.parse(words, Map.of()), clock));
    tab = chromium.person().open(forge.address("/"));
  }

  @AfterEach
  void stop() {
    forge.close();
  }

  @Test
  void aTakenNameLeadsThroughSigningInHereToAConfirmation() {
    forge.register(tab, "ada").press("Sign out");
    tab.go(forge.address("/sign-in")).press("Demo GitHub").press("Continue as Ada Lovelace");
    assertThat(tab.heading()).isEqualTo("Are you here already?");
    Looks.at(tab, "sign-in-first");

    tab.press("Sign in here first")
        .fill("User name", "ada")
        .fill("Password", Forge.PASSWORD)
        .press("Sign in");
    assertThat(tab.heading()).isEqualTo("Connect Demo GitHub?");
    tab.press("Connect").press("Sign out");
    tab.go(forge.address("/sign-in")).press("Demo GitHub");
    assertThat(forge.signedIn(tab)).isEqualTo("ada");
  }

  @Test
  void aNameThatCannotBeUsedIsReplacedByASuggestion() {
    tab.go(forge.address("/sign-in"))
        .press("Demo OpenID")
        .press("Continue as Zo\u00eb \u00c5kesson");
    assertThat(tab.heading()).isEqualTo("Almost done");
    Looks.at(tab, "details");

    tab.fill("User name", "admin").press("Register");
    assertThat(tab.status()).isEqualTo(422);
    Looks.at(tab, "details-problem");
    tab.fill("User name", "zoe").press("Register");
    assertThat(forge.signedIn(tab)).isEqualTo("zoe");
  }

  @Test
  void anOldSessionProvesItselfToTheForgeToo() {
    forge.register(tab, "bob");
    clock.turnOn(Duration.ofMinutes(16));
    tab.go(forge.address("/settings/second-factor")).press("Set up a second factor");
    assertThat(tab.heading()).isEqualTo("Is it you?");
    Looks.at(tab, "proof");
    tab.fill("Your password", "a guess").press("Go on");
    Looks.at(tab, "proof-wrong");
    tab.fill("Your password", Forge.PASSWORD).press("Go on");
    assertThat(tab.text()).contains("You can make your change now");

    tab.press("Sign out").go(forge.address("/sign-in"));
    tab.press("Demo GitHub").press("Continue as Ada Lovelace");
    clock.turnOn(Duration.ofMinutes(16));
    tab.go(forge.address("/settings/second-factor")).press("Set up a second factor");
    Looks.at(tab, "proof-without-password");
    tab.press("Sign out and sign in again").press("Demo GitHub");
    assertThat(tab.text()).contains("You can make your change now");
  }

  @Test
  void anOldSessionIsAskedWhoIsAtTheKeyboard() {
    forge.register(tab, "bob");
    clock.turnOn(Duration.ofMinutes(16));
    tab.go(forge.address(Forge.SETTINGS)).press("Connect Demo OpenID");
    assertThat(tab.heading()).isEqualTo("Is it you?");
    Looks.at(tab, "reauthenticate");

    tab.fill("Your password here", "a guess").press("Go on");
    assertThat(tab.status()).isEqualTo(403);
    Looks.at(tab, "reauthenticate-wrong");
    tab.fill("Your password here", Forge.PASSWORD).press("Go on");
    tab.press("Continue as Bob Stone").press("Connect");
    assertThat(tab.text()).contains("connected on");
  }
}
