package dev.accountlink.examples.tinyforge.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The main job of tiny-forge in Chromium, against a certified OpenID provider. */
class CertifiedProviderTest {
  @RegisterExtension static final CertifiedProvider provider = new CertifiedProvider();
  @RegisterExtension static final InChromium chromium = InChromium.deafTo(provider::issuer);

  private static Forge forge;

  @BeforeAll
  static void start(@TempDir Path data) throws IOException {
    forge = Forge.start(data, "0", provider.environment());
    provider.register(forge);
  }

  @AfterAll
  static void stop() {
    forge.close();
  }

  /** Signs in at the provider and consents there. */
  private static Tab consentAs(Tab tab, String login) {
    assertThat(tab.address().toString()).startsWith(provider.issuer());
    tab.page().locator("input[name=login]").fill(login);
    tab.page().locator("input[name=password]").fill("any");
    tab.press("Sign-in");
    return tab.press("Continue");
  }

  private static Tab logo(Tab tab) {
    return tab.go(forge.address("/sign-in")).press("OpenID");
  }

  @Test
  void aNewVisitorIsRegisteredWithTheVerifiedAddressAndComesBackWithoutConsent() {
    Tab tab = consentAs(logo(chromium.person().open(forge.address("/"))), "grace");
    assertThat(forge.signedIn(tab)).isEqualTo("grace");
    assertThat(tab.text()).contains("Welcome, Grace Hopper");
    tab.follow("Settings");
    assertThat(tab.page().getByLabel("E-mail").inputValue()).isEqualTo("grace@example.org");
    assertThat(tab.text()).contains("This address is verified.");

    logo(tab.press("Sign out"));
    assertThat(tab.address().toString()).as("no second consent").startsWith(forge.baseUrl());
    assertThat(forge.signedIn(tab)).isEqualTo("grace");
    tab.go(forge.address(Forge.SETTINGS)).press("Disconnect");
    assertThat(tab.status()).isEqualTo(422);
    assertThat(tab.heading()).isEqualTo("This is your last way in");
  }

  @Test
  void aLocalUserIsRefusedThenConnectsThenComesInByTheLogoAndDisconnects() {
    Tab tab = chromium.person().open(forge.address("/"));
    forge.register(tab, "linus").press("Sign out");
    consentAs(logo(tab), "linus");
    assertThat(tab.status()).isEqualTo(422);
    assertThat(tab.heading()).isEqualTo("Not connected yet");

    forge.signIn(tab, "linus").go(forge.address(Forge.SETTINGS)).press("Connect OpenID");
    assertThat(tab.heading()).isEqualTo("Connect OpenID?");
    tab.press("Connect");
    assertThat(tab.text()).contains("connected on");

    logo(tab.press("Sign out"));
    assertThat(forge.signedIn(tab)).isEqualTo("linus");
    tab.go(forge.address(Forge.SETTINGS)).press("Disconnect");
    assertThat(tab.text()).contains("Nothing is connected");
    logo(tab.press("Sign out"));
    assertThat(tab.status()).isEqualTo(422);
  }

  @Test
  void whoeverCancelsThereIsToldSo() {
    Tab tab = logo(chromium.person().open(forge.address("/")));
    tab.follow("[ Cancel ]");
    assertThat(tab.heading()).isEqualTo("Cancelled");
  }
}
