package dev.accountlink.examples.tinyforge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import org.junit.jupiter.api.Test;

/** Where staff has to approve those whom a provider registers. */
class ApprovalTest extends ForgeTest {

  @Override
  Config config(int port) {
    return new Config(port, data, RealProviders.NONE, true);
  }

  @Test
  void aStrangerWaitsForStaffAndIsSignedInByTheLogoAfterwards() {
    BrowserPage waits = signInByLogo(browser, "Demo GitHub", "Ada");
    assertThat(waits.status()).isEqualTo(403);
    assertThat(signedIn(browser.open(address("/")))).isEmpty();
    assertThat(clickLogo(browser, "Demo GitHub").status()).isEqualTo(403);
    assertThat(browser.open(address("/")).text()).doesNotContain("ada");

    TestBrowser staff = TestBrowser.fresh();
    register(staff, "grace");
    BrowserPage page = staff.open(address("/admin/users"));
    assertThat(page.text()).contains("ada", "waits for approval");
    page.submit("Approve");

    assertThat(signedIn(clickLogo(browser, "Demo GitHub"))).isEqualTo("ada");
  }

  @Test
  void whoRegistersWithAPasswordDoesNotWait() {
    assertThat(signedIn(register(browser, "bob").followAll())).isEqualTo("bob");
  }
}
