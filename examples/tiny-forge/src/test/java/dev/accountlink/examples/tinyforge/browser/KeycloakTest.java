package dev.accountlink.examples.tinyforge.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The main job of tiny-forge in Chromium, against a real Keycloak. */
class KeycloakTest {
  @RegisterExtension static final Keycloak keycloak = new Keycloak();
  @RegisterExtension static final InChromium chromium = InChromium.deafTo(keycloak::issuer);

  private static Forge forge;

  @BeforeAll
  static void start(@TempDir Path data) throws IOException {
    forge = Forge.start(data, "0", keycloak.environment());
  }

  @AfterAll
  static void stop() {
    forge.close();
  }

  private static Tab logo(Tab tab) {
    return tab.go(forge.address("/sign-in")).press("Keycloak");
  }

  private static Tab signInThereAs(Tab tab, String username) {
    assertThat(tab.address().toString()).startsWith(keycloak.issuer());
    tab.page().locator("#username").fill(username);
    tab.page().locator("#password").fill("any");
    return tab.arrive(() -> tab.page().locator("#kc-login").click());
  }

  @Test
  void aNewVisitorIsRegisteredWithTheVerifiedAddressAndComesBackWithoutAWord() {
    Tab tab = signInThereAs(logo(chromium.person().open(forge.address("/"))), "grace");
    assertThat(forge.signedIn(tab)).isEqualTo("grace");
    assertThat(tab.text()).contains("Welcome, Grace Hopper");
    tab.follow("Settings");
    assertThat(tab.page().getByLabel("E-mail").inputValue()).isEqualTo("grace@example.org");
    assertThat(tab.text()).contains("This address is verified.");

    logo(tab.press("Sign out"));
    assertThat(tab.address().toString()).startsWith(forge.baseUrl());
    assertThat(forge.signedIn(tab)).isEqualTo("grace");
  }

  @Test
  void aLocalUserIsRefusedThenConnectsAndComesInByTheLogo() {
    Tab tab = chromium.person().open(forge.address("/"));
    forge.register(tab, "linus").press("Sign out");
    signInThereAs(logo(tab), "linus");
    assertThat(tab.status()).isEqualTo(422);
    assertThat(tab.heading()).isEqualTo("Not connected yet");

    forge.signIn(tab, "linus").go(forge.address(Forge.SETTINGS)).press("Connect Keycloak");
    assertThat(tab.heading()).isEqualTo("Connect Keycloak?");
    tab.press("Connect");
    assertThat(tab.text()).contains("connected on");
    logo(tab.press("Sign out"));
    assertThat(forge.signedIn(tab)).isEqualTo("linus");
  }
}
