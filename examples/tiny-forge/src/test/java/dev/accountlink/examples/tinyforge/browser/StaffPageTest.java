package dev.accountlink.examples.tinyforge.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What staff sees and does, in a browser. */
@Tag("pages")
class StaffPageTest {
  @RegisterExtension static final InChromium chromium = new InChromium();

  private static final String USERS = "/admin/users";

  @Test
  void staffApprovesDisablesAndDeletesWhoCameThroughAProvider(@TempDir Path data)
      throws IOException {
    try (Forge forge = Forge.start(data)) {
      Tab grace = forge.register(chromium.person().open(forge.address("/")), "grace");
      Tab ada = chromium.person().open(forge.address("/sign-in"));
      ada.press("Demo School").press("Continue as Ada Lovelace");
      assertThat(ada.status()).isEqualTo(403);
      Looks.at(ada, "awaiting-approval");
      forge.register(chromium.person().open(forge.address("/")), "bob");

      Looks.at(grace.follow("Users"), "staff-waiting");
      grace.press("Approve");
      assertThat(grace.text()).contains("The user was approved");
      ada.go(forge.address("/sign-in")).press("Demo School");
      assertThat(forge.signedIn(ada)).isEqualTo("ada");

      grace.go(forge.address(USERS)).press("Disable");
      assertThat(forge.signedIn(ada.reload())).as("at once").isEmpty();
      Looks.at(grace, "staff-disabled");
      grace.page().getByText("Delete ada…").click();
      Looks.at(grace, "staff-delete");
      grace.press("Delete ada for good");
      assertThat(grace.text()).contains("were deleted").doesNotContain("Ada Lovelace");
    }
  }

  @Test
  void staffConnectsDisconnectsAndSeesWhomAProviderKeepsIn(@TempDir Path data) throws IOException {
    try (Forge forge = Forge.start(data)) {
      Tab grace = forge.register(chromium.person().open(forge.address("/")), "grace");
      chromium
          .person()
          .open(forge.address("/sign-in"))
          .press("Demo OpenID")
          .press("Continue as Ada Lovelace");
      grace.go(forge.address(USERS)).follow("Providers");
      grace.go(forge.address("/-/sso/admin/openid")).press("Examine");
      assertThat(grace.text()).contains("Without Demo OpenID one user could not sign in any more");

      grace
          .follow("Back to the providers")
          .follow("Back")
          .page()
          .getByText("Connect an identity to ada…")
          .click();
      grace.page().getByLabel("Provider").selectOption("Demo GitHub");
      grace.fill("Key of the person there", "100001").fill("What to call it", "ada at Demo GitHub");
      Looks.at(grace, "staff-connect");
      grace.press("Connect to ada");
      assertThat(grace.text()).contains("The identity was connected");
      Looks.at(grace, "staff-two-links");

      grace.press("Disconnect").press("Disconnect");
      assertThat(grace.text()).contains("ada has no way in");
      Looks.at(grace, "staff-no-way-in");
    }
  }

  @Test
  void staffReadsAGuideAndExaminesAProvider(@TempDir Path data) throws IOException {
    try (Forge forge = Forge.start(data)) {
      Tab grace = forge.register(chromium.person().open(forge.address("/")), "grace");
      Looks.at(grace.go(forge.address("/-/sso/admin")), "staff-providers");
      grace.go(forge.address("/-/sso/admin/gitlab"));
      Looks.at(grace, "staff-guide");

      tabTo(grace, "Examine");
      grace.arrive(() -> grace.page().keyboard().press("Enter"));
      assertThat(grace.text()).contains("Nothing is wrong at Demo GitLab");
      Looks.at(grace, "staff-examined");
      Looks.at(grace.go(forge.address("/-/sso/admin/bitbucket")), "staff-guide-bitbucket");
    }
  }

  @Test
  void staffTriesAProviderAndSeesWhatASignInWouldComeTo(@TempDir Path data) throws IOException {
    try (Forge forge = Forge.start(data)) {
      Tab grace = forge.register(chromium.person().open(forge.address("/")), "grace");
      grace.go(forge.address("/-/sso/admin/github"));
      Looks.at(grace, "staff-try-it");
      grace.arrive(
          () -> grace.page().locator("form[action*='/github/rehearse'] button").press("Enter"));
      grace.press("Continue as Ada Lovelace");

      assertThat(grace.text())
          .contains("What a sign-in with Demo GitHub would do")
          .contains("A new user ada would be registered and signed in.");
      Looks.at(grace, "rehearsed");
      assertThat(forge.signedIn(grace.follow("Back"))).isEqualTo("grace");
      assertThat(grace.page().url()).endsWith(USERS);
    }
  }

  @Test
  void aProviderThatDoesNotAnswerIsSaidToBeOutOfReach(@TempDir Path data) throws IOException {
    Map<String, String> unreachable =
        Map.of(
            "ACCOUNTLINK_PROVIDER_WORK_KIND", "gitlab",
            "ACCOUNTLINK_PROVIDER_WORK_URL", "http://localhost:1",
            "ACCOUNTLINK_PROVIDER_WORK_CLIENT_ID", "forge",
            "ACCOUNTLINK_PROVIDER_WORK_CLIENT_SECRET", "secret");
    try (Forge forge = Forge.start(data, "0", unreachable)) {
      Tab grace = forge.register(chromium.person().open(forge.address("/")), "grace");
      grace.go(forge.address("/-/sso/admin/work")).press("Examine");
      assertThat(grace.text()).contains("has to be mended", "Within reach: wrong");
      Looks.at(grace, "staff-examined-wrong");
    }
  }

  @Test
  void whoIsNotStaffIsToldSo(@TempDir Path data) throws IOException {
    try (Forge forge = Forge.start(data)) {
      forge.register(chromium.person().open(forge.address("/")), "grace");
      Tab bob = forge.register(chromium.person().open(forge.address("/")), "bob");
      assertThat(bob.go(forge.address(USERS)).status()).isEqualTo(403);
      Looks.at(bob, "staff-refused");
      assertThat(bob.go(forge.address("/-/sso/admin")).status()).isEqualTo(403);
      Looks.at(bob, "library-administrators-only");
    }
  }

  /** With the keyboard alone. */
  private static void tabTo(Tab tab, String words) {
    for (int times = 0; times < 20; times++) {
      tab.page().keyboard().press("Tab");
      if (words.equals(tab.page().evaluate("document.activeElement.innerText"))) {
        return;
      }
    }
    throw new AssertionError("Tab does not reach '" + words + "' on " + tab);
  }
}
