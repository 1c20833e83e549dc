package dev.accountlink.examples.tinyforge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What staff does to the links of other users, and sees of the providers. */
class StaffLinksTest extends ForgeTest {

  private static final String USERS = "/admin/users";
  private static final String BOBS_KEY = "100002";

  private final TestBrowser bob = TestBrowser.fresh();

  @BeforeEach
  void staffAndSomebodyElse() {
    register(browser, "grace");
    register(bob, "bob");
  }

  @Test
  void anIdentityThatStaffConnectsCanBeUsedToSignIn() {
    BrowserPage done = connect("bob", "github", BOBS_KEY, "bob at GitHub");

    assertThat(done.text())
        .contains("The identity was connected", "Demo GitHub bob at GitHub", "key " + BOBS_KEY);
    assertThat(signedIn(signInByLogo(TestBrowser.fresh(), "Demo GitHub", "Bob Stone")))
        .isEqualTo("bob");
  }

  @Test
  @DisplayName("D02 unexpired session: what staff disconnects is no way in, and sessions end")
  void whatStaffDisconnectsIsNoWayInAnyMore() {
    TestBrowser ada = TestBrowser.fresh();
    signInByLogo(ada, "Demo GitHub", "Ada");

    BrowserPage done = staffPage().submit("Disconnect");

    assertThat(done.text())
        .contains("was disconnected")
        .contains("ada has no way in: neither a password nor a connected identity");
    assertThat(signedIn(ada.open(address("/")))).isEmpty();
    // nobody's any more: the name is taken, so the forge asks who this is
    assertThat(clickLogo(ada, "Demo GitHub").text()).contains("Are you here already?");
  }

  @Test
  @DisplayName("D15 an identity that somebody has goes to nobody else, whoever wishes it")
  void anIdentityThatSomebodyHasStaysThere() {
    signInByLogo(TestBrowser.fresh(), "Demo GitHub", "Ada");

    BrowserPage refused = connect("bob", "github", "100001", "ada");

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text()).contains("somebody else here has this identity");
    assertThat(signedIn(signInByLogo(TestBrowser.fresh(), "Demo GitHub", "Ada"))).isEqualTo("ada");
  }

  @ParameterizedTest
  @CsvSource({"github,''", "nobody,1", "'No Such',1", "'',1"})
  void whatIsNoIdentityIsNotConnected(String provider, String subject) {
    BrowserPage refused = connect("bob", provider, subject, "x");

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text()).contains("Nothing was connected").doesNotContain(", key ");
  }

  @Test
  void aLinkThatIsGoneIsNotDisconnectedTwice() {
    connect("bob", "github", BOBS_KEY, "bob");
    BrowserPage old = staffPage();
    old.submit("Disconnect");

    BrowserPage again = old.submit("Disconnect");

    assertThat(again.status()).isEqualTo(422);
    assertThat(again.text()).contains("no longer has this identity");
  }

  @Test
  @DisplayName("D20 nobody who is not staff connects anything to anybody")
  void nobodyElseConnectsAnything() {
    String token = settings(bob).document().select("input[name=csrf]").first().val();
    Map<String, String> fields =
        Map.of(
            "csrf",
            token,
            "user",
            user("grace").id(),
            "change",
            "connect",
            "provider",
            "github",
            "subject",
            BOBS_KEY);

    assertThat(settings(bob).post(address(USERS), fields).status()).isEqualTo(403);
    assertThat(staffPage().text()).doesNotContain(BOBS_KEY);
    assertThat(bob.open(address("/-/sso/admin")).status()).isEqualTo(403);
  }

  @Test
  void staffSeesWhomSwitchingOffAProviderWouldLockOut() {
    assertThat(examined("openid")).contains("Without Demo OpenID everybody could still sign in");
    signInByLogo(TestBrowser.fresh(), "Demo GitHub", "Ada");
    connect("bob", "openid", BOBS_KEY, "bob");

    assertThat(examined("github")).contains("Without Demo GitHub one user could not sign in");
    assertThat(examined("openid"))
        .as("bob has a password as well")
        .contains("Without Demo OpenID everybody could still sign in");
    assertThat(examined("school")).contains("wait for approval", "/-/sso/school/callback");
  }

  private String examined(String provider) {
    return browser.open(address("/-/sso/admin/" + provider)).submit("Examine").text();
  }

  private BrowserPage staffPage() {
    return browser.open(address(USERS));
  }

  private BrowserPage connect(String username, String provider, String subject, String label) {
    return staffPage()
        .formOf("Connect to " + username)
        .with("provider", provider)
        .with("subject", subject)
        .with("label", label)
        .submit()
        .followAll();
  }
}
