package dev.accountlink.examples.tinyforge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.testkit.browser.BrowserCookie;
import dev.accountlink.testkit.browser.BrowserForm;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import java.util.List;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Signing in with a logo, connecting and disconnecting, as people do it in this forge. */
class SocialSignInTest extends ForgeTest {

  @Test
  void eachLinkSaysWhatWouldRemainWithoutIt() {
    signInByLogo(browser, "Demo GitHub", "Ada");
    assertThat(links(settings(browser))).contains("Your only way in");

    settings(browser).submit("Connect Demo OpenID").submit("Continue as Ada").submit("Connect");
    assertThat(links(settings(browser)))
        .contains("Without it you can sign in with Demo OpenID.")
        .contains("Without it you can sign in with Demo GitHub.");

    settings(browser).formOf("Set password").with("newPassword", PASSWORD).submit();
    assertThat(links(settings(browser))).contains("with your password or Demo OpenID.");
  }

  @Test
  void somebodyWithoutAnAddressIsRegisteredAsWell() {
    assertThat(signedIn(signInByLogo(browser, "Demo GitHub", "Nora"))).isEqualTo("nomail");
    assertThat(user("nomail").email()).isEmpty();
  }

  @Test
  void theSignInGoesOnToThePageThatAskedForIt() {
    BrowserPage signIn = browser.open(address("/settings/account"));
    assertThat(signIn.uri().getPath()).isEqualTo("/sign-in");

    BrowserPage page = signIn.submit("Demo GitHub").submit("Continue as Ada");

    assertThat(page.uri()).hasToString(address("/settings/account"));
  }

  @Test
  void aFreshUserIsToldOnceThatPushingNeedsAPassword() {
    BrowserPage home = signInByLogo(browser, "Demo GitHub", "Ada");
    assertThat(home.document().select(".notice").text())
        .contains("You are registered as ada", "Pushing over HTTP needs a password");

    assertThat(browser.open(address("/")).document().select(".notice")).isEmpty();
    assertThat(browser.open(address("/u/ada")).text()).contains("You have no password yet");
    assertThat(settings(browser).text()).contains("You have no password yet");
  }

  @Test
  void aLocalUserIsToldWhatToDoAndDoesIt() {
    register(browser, "ada");
    signOut(browser);

    BrowserPage refused = signInByLogo(browser, "Demo OpenID", "Ada");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.title()).startsWith("Not connected yet");
    assertThat(refused.text()).contains("Sign in here in your usual way", "choose Connect");
    assertThat(refused.document().select("a[href=/sign-in]")).isNotEmpty();

    signIn(browser, "ada", PASSWORD);
    BrowserPage connected = connect("Demo OpenID");
    assertThat(connected.uri().getPath()).isEqualTo("/settings/account");
    assertThat(links(connected)).contains("Demo OpenID", "ada", "connected on");
    signOut(browser);
    assertThat(signedIn(clickLogo(browser, "Demo OpenID"))).isEqualTo("ada");

    BrowserPage disconnected = settings(browser).submit("Disconnect");
    assertThat(links(disconnected)).isEmpty();
    assertThat(disconnected.text()).contains("Nothing is connected");
    signOut(browser);
    assertThat(clickLogo(browser, "Demo OpenID").status()).isEqualTo(422);
    assertThat(signedIn(signIn(browser, "ada", PASSWORD).followAll())).isEqualTo("ada");
  }

  @Test
  void connectingNamesBothSidesAndNothingHappensBeforeTheUserAgrees() {
    register(browser, "carol");

    BrowserPage confirm = confirmPage("Demo GitHub", "Bob");

    assertThat(confirm.text()).contains("Connect Demo GitHub?", "bob", "carol");
    assertThat(links(settings(browser))).isEmpty();
    BrowserPage cancelled = confirm.click("Cancel");
    assertThat(cancelled.uri().getPath()).isEqualTo("/settings/account");
    assertThat(links(cancelled)).isEmpty();
  }

  @Test
  void anIdentityBelongsToOneUser() {
    signInByLogo(TestBrowser.fresh(), "Demo GitHub", "Ada");
    register(browser, "carol");

    BrowserPage answer = settings(browser).submit("Connect Demo GitHub").submit("Continue as Ada");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text()).contains("connected to another user here already");
    assertThat(links(settings(browser))).isEmpty();
  }

  @Test
  void theLastWayInIsKeptUntilThereIsAnother() {
    signInByLogo(browser, "Demo GitHub", "Ada");

    BrowserPage kept = settings(browser).submit("Disconnect");

    assertThat(kept.status()).isEqualTo(422);
    assertThat(kept.text()).contains("This is your last way in", "Set a password");
    assertThat(links(settings(browser))).contains("Demo GitHub");

    setFirstPassword(PASSWORD);
    assertThat(links(settings(browser).submit("Disconnect"))).isEmpty();
  }

  @Test
  void aSecondLinkIsAnotherWayIn() {
    signInByLogo(browser, "Demo GitHub", "Ada");
    connect("Demo OpenID");

    assertThat(links(settings(browser).submit("Disconnect"))).doesNotContain("Demo GitHub");
    assertThat(settings(browser).submit("Disconnect").status()).isEqualTo(422);
  }

  @Test
  void everyDisconnectButtonSaysForThoseWhoCannotSeeItWhatItDisconnects() {
    signInByLogo(browser, "Demo GitHub", "Ada");
    Document page = connect("Demo OpenID").document();

    List<String> said =
        page.select("button[aria-describedby]").stream()
            .map(button -> page.select("#" + button.attr("aria-describedby")).text())
            .toList();

    assertThat(said).hasSize(2);
    assertThat(said.get(0)).startsWith("Demo GitHub ada");
    assertThat(said.get(1)).startsWith("Demo OpenID ada");
  }

  @Test
  void whoPressesCancelAtTheProviderIsToldThatNothingHappened() {
    BrowserPage cancelled = clickLogo(browser, "Demo GitHub").submit("Cancel");

    assertThat(cancelled.text()).contains("You chose Cancel at Demo GitHub");
    assertThat(forge.users().findAll()).isEmpty();
  }

  @Test
  void aDisabledUserIsNotSignedIn() {
    signInByLogo(browser, "Demo GitHub", "Ada");
    changeStatus("ada", UserStatus.DISABLED);
    assertThat(signedIn(browser.open(address("/")))).isEmpty();

    BrowserPage refused = clickLogo(browser, "Demo GitHub");

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.text()).contains("Your user is blocked");
    assertThat(signedIn(browser.open(address("/")))).isEmpty();
  }

  @Test
  void nobodyDisconnectsWhatIsAnothers() {
    register(browser, "carol");
    connect("Demo GitHub");
    String carols = disconnectForm(settings(browser)).action().toString();
    TestBrowser other = TestBrowser.fresh();
    signInByLogo(other, "Demo OpenID", "Bob");

    BrowserPage bobs = settings(other);
    BrowserPage answer = bobs.post(carols, disconnectForm(bobs).fields()).followAll();

    assertThat(answer.status()).isEqualTo(403);
    assertThat(links(settings(browser))).contains("Demo GitHub");
  }

  @Test
  void buttonsMayLeadToTheProvidersAndOtherPagesMayNot() {
    String policy = "content-security-policy";
    String gitHub = clickLogo(browser, "Demo GitHub").uri().getAuthority();

    assertThat(browser.open(address("/sign-in")).header(policy).orElseThrow()).contains(gitHub);
    assertThat(browser.open(address("/")).header(policy).orElseThrow()).doesNotContain(gitHub);
  }

  @Test
  @DisplayName("A15 session fixation: a logo signs in to a new session")
  void theSessionIdChangesAtSignInByALogo() {
    signInByLogo(TestBrowser.fresh(), "Demo GitHub", "Ada");
    browser.open(address("/sign-in"));
    BrowserCookie planted = session(browser);

    assertThat(signedIn(signInByLogo(browser, "Demo GitHub", "Ada"))).isEqualTo("ada");

    assertThat(session(browser).value()).isNotEqualTo(planted.value());
    TestBrowser whoPlantedIt = TestBrowser.fresh();
    whoPlantedIt.plant(planted);
    assertThat(signedIn(whoPlantedIt.open(address("/")))).isEmpty();
  }

  @Test
  @DisplayName("A15 session fixation: a logo registers into a new session")
  void theSessionIdChangesWhenALogoRegisters() {
    browser.open(address("/sign-in"));
    BrowserCookie planted = session(browser);

    signInByLogo(browser, "Demo OpenID", "Bob");

    TestBrowser whoPlantedIt = TestBrowser.fresh();
    whoPlantedIt.plant(planted);
    assertThat(signedIn(whoPlantedIt.open(address("/")))).isEmpty();
    assertThat(signedIn(browser.open(address("/")))).isEqualTo("bob");
  }

  private BrowserPage confirmPage(String provider, String person) {
    BrowserPage page = settings(browser).submit("Connect " + provider);
    return page.document().select("button[name=person]").isEmpty()
        ? page
        : page.submit("Continue as " + person);
  }

  private BrowserPage connect(String provider) {
    return confirmPage(provider, "Ada").submit("Connect");
  }

  private void setFirstPassword(String password) {
    settings(browser).formOf("Set password").with("newPassword", password).submit();
  }

  private static BrowserForm disconnectForm(BrowserPage settings) {
    return settings.formOf("Disconnect");
  }

  private static String links(BrowserPage settings) {
    return settings.document().select(".links").text();
  }
}
