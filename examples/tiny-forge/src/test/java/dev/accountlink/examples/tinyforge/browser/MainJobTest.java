package dev.accountlink.examples.tinyforge.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What tiny-forge is for, with its demo providers, and how each page on the way looks. */
class MainJobTest {
  @RegisterExtension static final InChromium chromium = new InChromium();

  private static Forge forge;

  @BeforeAll
  static void start(@TempDir Path data) throws IOException {
    forge = Forge.start(data);
  }

  @AfterAll
  static void stop() {
    forge.close();
  }

  private static Tab visitor() {
    return chromium.person().open(forge.address("/"));
  }

  @Test
  void aNewVisitorClicksALogoAndIsRegisteredAndComesBackByTheLogo() {
    Tab tab = visitor();
    Looks.at(tab, "home-visitor");
    Looks.at(tab.follow("Sign in"), "sign-in");
    Looks.at(tab.press("Demo GitHub"), "consent-github");
    tab.press("Continue as Ada Lovelace");
    assertThat(forge.signedIn(tab)).isEqualTo("ada");
    assertThat(tab.text()).contains("password");
    Looks.at(tab, "home-registered");

    tab.press("Sign out");
    assertThat(forge.signedIn(tab)).isEmpty();
    tab.go(forge.address("/sign-in")).press("Demo GitHub");
    assertThat(tab.address().toString()).as("no second consent").startsWith(forge.baseUrl());
    assertThat(forge.signedIn(tab)).isEqualTo("ada");
    Looks.at(tab.follow("ada"), "user");
  }

  @Test
  void aLocalUserIsRefusedByTheLogoUntilConnectedAndAgainAfterDisconnecting() {
    Tab tab = visitor();
    Looks.at(tab.follow("Register"), "register");
    forge.register(tab, "bob").press("Sign out");

    refused(tab);
    Looks.at(tab, "not-connected");
    assertThat(tab.text()).contains("Sign in here in your usual way").contains("choose Connect");
    tab.follow("Sign in in your usual way");
    assertThat(tab.path()).isEqualTo("/sign-in");

    forge.signIn(tab, "bob").go(forge.address(Forge.SETTINGS));
    Looks.at(tab, "settings-nothing-connected");
    tab.press("Connect Demo OpenID");
    assertThat(tab.heading()).isEqualTo("Connect Demo OpenID?");
    assertThat(tab.page().locator("dd").allInnerTexts()).containsExactly("bob", "bob");
    Looks.at(tab, "confirm");
    tab.press("Connect");
    assertThat(tab.path()).isEqualTo(Forge.SETTINGS);
    assertThat(tab.text()).contains("connected on");
    Looks.at(tab, "settings-connected");

    tab.press("Sign out").go(forge.address("/sign-in")).press("Demo OpenID");
    assertThat(forge.signedIn(tab)).isEqualTo("bob");

    tab.go(forge.address(Forge.SETTINGS)).press("Disconnect");
    assertThat(tab.text()).contains("Nothing is connected");
    tab.press("Sign out");
    tab.go(forge.address("/sign-in")).press("Demo OpenID");
    assertThat(tab.status()).isEqualTo(422);
  }

  /** Bob has an identity at Demo OpenID as well, but nobody here has said that it is his. */
  private static void refused(Tab tab) {
    tab.go(forge.address("/sign-in")).press("Demo OpenID").press("Continue as Bob Stone");
    assertThat(tab.status()).isEqualTo(422);
    assertThat(tab.heading()).isEqualTo("Not connected yet");
    assertThat(forge.signedIn(tab)).isEmpty();
  }

  @Test
  void theLastWayInCannotBeDisconnectedAndAPasswordMakesItPossible() {
    Tab tab = visitor().follow("Sign in").press("Demo OpenID").press("Continue as Nora Mailless");
    assertThat(forge.signedIn(tab)).isEqualTo("nomail");
    tab.go(forge.address(Forge.SETTINGS));
    Looks.at(tab, "settings-without-password");
    tab.press("Disconnect");
    assertThat(tab.status()).isEqualTo(422);
    assertThat(tab.heading()).isEqualTo("This is your last way in");
    Looks.at(tab, "last-way-in");

    tab.follow("Go to your social sign-in settings");
    assertThat(tab.text()).contains("connected on");
    tab.fill("New password", Forge.PASSWORD).press("Set password");
    tab.press("Disconnect");
    assertThat(tab.text()).contains("Nothing is connected");
    assertThat(forge.signedIn(forge.signIn(visitor(), "nomail"))).isEqualTo("nomail");
  }

  @Test
  void whoeverCancelsAtTheProviderIsToldSoAndCanTryAgain() {
    Tab tab = visitor().follow("Sign in").press("Demo OpenID").press("Cancel");
    assertThat(tab.heading()).isEqualTo("Cancelled");
    Looks.at(tab, "cancelled");
    tab.press("Try again with Demo OpenID").press("Continue as Ada Lovelace");
    assertThat(tab.address().toString()).startsWith(forge.baseUrl());
  }
}
