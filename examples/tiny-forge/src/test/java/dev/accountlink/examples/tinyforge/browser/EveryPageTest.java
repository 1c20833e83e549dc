package dev.accountlink.examples.tinyforge.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.testkit.fake.Endpoint;
import dev.accountlink.testkit.fake.Fault;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** How the pages look that the main job does not lead to. */
@Tag("pages")
class EveryPageTest {
  @RegisterExtension static final InChromium chromium = new InChromium();

  @Test
  @DisplayName("E13 CSP: the library's own pages need neither inline script nor inline style")
  void theLibrarysOwnPages() throws Exception {
    try (HostWithProviders place = HostWithProviders.start()) {
      Tab tab = chromium.person().open(place.address("/-/sso/sign-in"));
      Looks.at(tab, "library-sign-in");
      Looks.at(tab.go(place.address("/-/sso/links")), "library-sign-in-first");
      Looks.at(tab.go(place.address("/-/sso/work/connect")), "library-wrong-method");
      Looks.at(tab.go(place.address("/-/sso/nothing")), "library-not-found");

      tab.go(place.address("/")).press("Sign in as lady");
      Looks.at(tab.go(place.address("/-/sso/links")), "library-links-none");
      tab.press("Connect Work").press("Continue as Ada Lovelace").press("Connect");
      Looks.at(tab, "library-links");

      tab.press("Connect School").press("Cancel");
      assertThat(tab.hasButton("Try again with School")).isTrue();
      Looks.at(tab, "library-connect-cancelled");
    }
  }

  @Test
  void theLibrarysPagesOfFailures() throws Exception {
    try (HostWithProviders place = HostWithProviders.start()) {
      place.work().fault(Endpoint.TOKEN, Fault.serverError());
      Tab tab = chromium.person().open(place.address("/-/sso/sign-in"));
      tab.press("Sign in with Work").press("Continue as Ada Lovelace");
      assertThat(tab.status()).isEqualTo(502);
      assertThat(tab.text()).contains("Reference for the administrator");
      Looks.at(tab, "library-failed");

      place.work().clearFaults();
      tab.press("Try again with Work");
      assertThat(tab.heading()).isEqualTo("Signed in as ada");
    }
  }

  @Test
  void theForgesOtherPages(@TempDir Path data) throws IOException {
    try (Forge forge = Forge.start(data)) {
      Tab tab = forge.register(chromium.person().open(forge.address("/")), "rosalind");
      Looks.at(tab.go(forge.address("/new")), "new-repository");
      tab.fill("Name", "photograph-51").press("Create repository");
      Looks.at(tab, "repository");
      Looks.at(tab.go(forge.address("/u/rosalind")), "user-with-repository");
      tab.go(forge.address(Forge.SETTINGS))
          .fill("Current password", "a wrong one")
          .fill("New password", Forge.PASSWORD)
          .press("Change password");
      Looks.at(tab, "settings-problem");
      tab.page().getByText("Remove the password…").click();
      Looks.at(tab, "settings-remove-password");
      tab.press("Sign out");
      Looks.at(forge.signIn(tab, "nobody"), "sign-in-problem");
      Looks.at(forge.register(tab, "rosalind"), "register-problem");
      Looks.at(tab.go(forge.address("/u/nobody")), "error-not-found");
    }
  }
}
