package dev.accountlink.examples.tinyforge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.testkit.browser.BrowserPage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is printed at the start is what happens, one step after the other in one browser. */
class InstructionsTest extends ForgeTest {

  @Test
  void theStepsDoWhatTheySay() {
    signInByLogo(browser, "Demo OpenID", "Ada");
    signOut(browser);
    assertThat(signedIn(clickLogo(browser, "Demo OpenID"))).isEqualTo("ada");
    assertThat(settings(browser).submit("Disconnect").text()).contains("last way in");
    signOut(browser);

    register(browser, "bob");
    signOut(browser);
    assertThat(signInByLogo(browser, "Demo School", "Bob").status()).isEqualTo(422);
    assertThat(signedIn(connectAfterAConflict())).isEqualTo("bob");
    assertThat(settings(browser).text()).contains("Demo GitHub bob connected on");
    assertThat(settings(browser).submit("Disconnect").text()).contains("Nothing is connected");
    signOut(browser);

    signOutAt("Demo OpenID");
    assertThat(signInByLogo(browser, "Demo OpenID", "Zo\u00eb").text()).contains("Almost done");
    signOutAt("Demo School");
    assertThat(signInByLogo(browser, "Demo School", "Emmy").text())
        .contains("Waiting for approval");
    signIn(browser, "bob", PASSWORD);
    BrowserPage users = browser.open(address("/")).click("Users");
    assertThat(users.submit("Approve").text()).contains("The user was approved");
    assertThat(users.click("Providers").text()).contains("Demo OpenID");
    assertThat(browser.open(address("/-/sso/admin/openid")).submit("Examine").text())
        .contains("one user could not sign in any more");
    signOut(browser);
    assertThat(signedIn(clickLogo(browser, "Demo School"))).isEqualTo("emmy");
  }

  private BrowserPage connectAfterAConflict() {
    BrowserPage signIn = signInByLogo(browser, "Demo GitHub", "Bob").submit("Sign in here first");
    return signIn
        .formOf("Sign in")
        .with("username", "bob")
        .with("password", PASSWORD)
        .submit()
        .followAll()
        .submit("Connect");
  }

  /** At its address, which is printed as well. */
  private void signOutAt(String provider) {
    Matcher printed =
        Pattern.compile(provider + " is at ([^,\\s]+[^,.\\s])").matcher(forge.instructions());
    assertThat(printed.find()).as(forge.instructions()).isTrue();
    browser.open(printed.group(1)).submit("Sign out");
  }
}
