package dev.accountlink.examples.tinyforge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Where staff has to approve those whom a provider registers. */
class ApprovalTest extends ForgeTest {

  private final TestBrowser staff = TestBrowser.fresh();

  @Test
  @DisplayName("D29 a newcomer of the school waits without a session until staff approves")
  void aNewcomerWaitsForStaffAndIsSignedInByTheLogoAfterwards() {
    BrowserPage waits = signInByLogo(browser, "Demo School", "Emmy");
    assertThat(waits.status()).isEqualTo(403);
    assertThat(waits.text()).contains("Waiting for approval");
    assertThat(signedIn(browser.open(address("/")))).isEmpty();
    assertThat(browser.open(address("/")).text()).doesNotContain("emmy");
    BrowserPage stillWaits = clickLogo(browser, "Demo School");
    assertThat(stillWaits.status()).isEqualTo(403);
    assertThat(stillWaits.text()).contains("Waiting for approval");

    register(staff, "grace");
    BrowserPage page = staff.open(address("/admin/users"));
    assertThat(page.text()).contains("emmy", "waits for approval", "Demo School");
    assertThat(page.submit("Approve").text()).contains("The user was approved");

    assertThat(signedIn(clickLogo(browser, "Demo School"))).isEqualTo("emmy");
  }

  @Test
  void whoCameAnotherWayDoesNotWait() {
    assertThat(signedIn(register(browser, "bob").followAll())).isEqualTo("bob");
    assertThat(signedIn(signInByLogo(TestBrowser.fresh(), "Demo OpenID", "Emmy")))
        .isEqualTo("emmy");
  }

  @Test
  void staffWhoDeletesInsteadSaysNo() {
    signInByLogo(browser, "Demo School", "Emmy");
    register(staff, "grace");

    staff.open(address("/admin/users")).submit("Delete emmy for good");

    assertThat(forge.users().findByUsername("emmy")).isEmpty();
    assertThat(clickLogo(browser, "Demo School").status()).isEqualTo(403);
    assertThat(user("emmy").status()).isEqualTo(UserStatus.AWAITING_APPROVAL);
  }
}
