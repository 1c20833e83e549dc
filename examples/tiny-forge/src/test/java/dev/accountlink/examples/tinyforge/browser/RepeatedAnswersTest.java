package dev.accountlink.examples.tinyforge.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.People;
import dev.accountlink.testkit.fake.Person;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The same answer of a provider a second time: reloaded, from the history, by the back button. */
class RepeatedAnswersTest {
  @RegisterExtension static final InChromium chromium = new InChromium();

  private static final Person NAMED_LIKE_A_USER =
      People.bob().withLogin(SmallHost.LOCAL_USER).withName("Robert");

  private static HostWithProviders place;

  private final List<String> callbacks = new ArrayList<>();
  private Tab tab;

  @BeforeAll
  static void start() throws Exception {
    place = HostWithProviders.start();
    place.work().put(NAMED_LIKE_A_USER);
  }

  @AfterAll
  static void close() {
    place.close();
  }

  @BeforeEach
  void openSignInPage() {
    place.work().clearRequests();
    place.work().forgetConsents();
    tab = chromium.person().open(place.address("/-/sso/sign-in"));
    tab.page()
        .onRequest(
            request -> {
              if (request.url().startsWith(place.address("/-/sso/work/callback"))) {
                callbacks.add(request.url());
              }
            });
  }

  private void signIn() {
    tab.press("Sign in with Work").press("Continue as Ada Lovelace");
    assertThat(tab.heading()).isEqualTo("Signed in as ada");
    assertThat(callbacks).hasSize(1);
  }

  @Test
  @DisplayName("A06 back button: the provider sends the browser on at once, and the user stays in")
  void theBackButtonLeadsForwardAgain() {
    signIn();
    tab.back();
    assertThat(tab.heading()).isEqualTo("Signed in as ada");
    assertThat(callbacks).as("the flow came back a second time").hasSize(2);
    assertThat(place.work().tokenCalls()).isEqualTo(1);
  }

  @Test
  @DisplayName("A06 replay: the callback opened again while signed in leads to the page asked for")
  void theCallbackOpenedAgainLeadsOn() {
    signIn();
    tab.go(callbacks.get(0));
    assertThat(tab.heading()).isEqualTo("Signed in as ada");
    assertThat(place.work().tokenCalls()).isEqualTo(1);
  }

  @Test
  @DisplayName("A06 replay: the callback opened again after signing out is a page that says so")
  void theCallbackOpenedAgainAfterSigningOutSaysSo() {
    signIn();
    tab.press("Sign out").go(callbacks.get(0));
    tab.page().waitForSelector("h1:text('Already done')");
    assertThat(tab.text()).contains("begin again").contains("AlreadyUsed");
    assertThat(place.work().tokenCalls()).isEqualTo(1);

    tab.press("Try again with Work");
    assertThat(tab.heading()).isEqualTo("Signed in as ada");
  }

  @Test
  @DisplayName("A06 reload: the page that says no is shown again with its status, without a call")
  void aReloadedRefusalIsShownAgain() {
    tab.press("Sign in with Work").press("Continue as Robert");
    assertThat(tab.status()).isEqualTo(422);
    tab.reload();
    assertThat(tab.status()).isEqualTo(422);
    assertThat(tab.heading()).isEqualTo("Not connected yet");
    assertThat(place.work().tokenCalls()).isEqualTo(1);
  }

  @Test
  @DisplayName("A01 login CSRF: another browser that opens the callback is refused before any call")
  void anotherBrowserIsRefused() {
    String callback = callbackOfAnAttacker();
    Tab other = chromium.person().open(callback);
    assertThat(other.status()).isEqualTo(400);
    assertThat(other.heading()).isEqualTo("Begun in another browser");
    assertThat(place.work().tokenCalls()).isZero();
    assertThat(other.go(place.address("/")).heading()).isEqualTo("Nobody is signed in");
  }

  /** Where the provider sends somebody else's browser, which does not go there. */
  private static String callbackOfAnAttacker() {
    BrowserPage consent =
        TestBrowser.fresh().open(place.address("/-/sso/sign-in")).submit("Sign in with Work");
    return consent.formOf("Continue as Ada Lovelace").submit().location().toString();
  }
}
