package dev.accountlink.examples.tinyforge.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.examples.tinyforge.Config;
import dev.accountlink.examples.tinyforge.TinyForge;
import dev.accountlink.examples.tinyforge.TurnedClock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Permissions for imports, in a real browser, and how their pages look. */
@Tag("pages")
class GrantPagesTest {
  @RegisterExtension static final InChromium chromium = new InChromium();

  private Forge forge;
  private Tab tab;

  @BeforeEach
  void start(@TempDir Path data) throws IOException {
    List<String> words = List.of("--port", "0", "--data", data.toString());
    forge = new Forge(TinyForge.start(Config.parse(words, Map.of()), new TurnedClock()));
    tab = chromium.person().open(forge.address("/"));
  }

  @AfterEach
  void stop() {
    forge.close();
  }

  @Test
  void somebodyGrantsMoreAndEndsIt() {
    tab.go(forge.address("/sign-in")).press("Demo GitLab").press("Continue as Ada Lovelace");
    tab.go(forge.address(Forge.SETTINGS)).follow("See and change them");
    assertThat(tab.heading()).isEqualTo("Permissions for imports");
    assertThat(tab.text()).contains("Nothing is granted.");
    Looks.at(tab, "grants-none");

    tab.follow("Import from Demo GitLab");
    assertThat(tab.heading()).isEqualTo("Import from Demo GitLab");
    Looks.at(tab, "authorize");
    tab.press("Go on to Demo GitLab").press("Continue as Ada Lovelace");
    assertThat(tab.text()).contains("Read repositories: granted").contains("not granted");
    Looks.at(tab, "grants");

    tab.follow("Change");
    assertThat(tab.text()).contains("You granted this before.");
    Looks.at(tab, "authorize-more");
    tab.go(forge.address("/-/sso/grants")).press("End");
    assertThat(tab.heading()).isEqualTo("Ended");
    Looks.at(tab, "grant-ended");
    tab.follow("Back to your permissions");
    assertThat(tab.text()).contains("Nothing is granted.");
  }

  @Test
  void anotherAccountThanTheConnectedOneIsRefused() {
    tab.go(forge.address("/sign-in")).press("Demo GitHub").press("Continue as Ada Lovelace");
    tab.go(forge.address("/-/sso/github/authorize"));
    tab.press("Go on to Demo GitHub").press("Continue as Bob Stone");

    assertThat(tab.heading()).isEqualTo("Another account");
    Looks.at(tab, "grant-other-account");
  }

  @Test
  void whoDisconnectsIsToldWhatBecameOfThePermission() {
    forge.register(tab, "carol");
    tab.go(forge.address(Forge.SETTINGS)).press("Connect Demo GitLab");
    tab.press("Continue as Ada Lovelace").press("Connect");
    tab.go(forge.address("/-/sso/gitlab/authorize"));
    tab.press("Go on to Demo GitLab").press("Continue as Ada Lovelace");

    tab.go(forge.address(Forge.SETTINGS)).press("Disconnect");

    assertThat(tab.heading()).isEqualTo("Ended");
    assertThat(tab.text())
        .contains("Your account at Demo GitLab is disconnected")
        .contains("Demo GitLab has taken them back");
    Looks.at(tab, "grant-ended-disconnected");
    tab.follow("Back");
    assertThat(tab.text()).contains("Connect Demo GitLab");
  }

  @Test
  void whereNobodyCanTakeItBackThePageSaysSo() {
    forge.register(tab, "carol");
    tab.go(forge.address("/-/sso/gitea/authorize"));
    tab.press("Go on to Demo Gitea").press("Continue as Ada Lovelace");
    tab.press("End");

    assertThat(tab.heading()).isEqualTo("Ended here");
    assertThat(tab.text()).contains("End them at Demo Gitea");
    Looks.at(tab, "grant-ended-unsupported");
  }
}
