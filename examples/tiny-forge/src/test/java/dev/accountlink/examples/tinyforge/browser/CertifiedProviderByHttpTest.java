package dev.accountlink.examples.tinyforge.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The main job of tiny-forge against a certified OpenID provider, where there is no browser. */
class CertifiedProviderByHttpTest {
  @RegisterExtension static final CertifiedProvider provider = new CertifiedProvider();

  private static Forge forge;

  private final TestBrowser browser = TestBrowser.fresh();

  @BeforeAll
  static void start(@TempDir Path data) throws IOException {
    forge = Forge.start(data, "0", provider.environment());
    provider.register(forge);
  }

  @AfterAll
  static void stop() {
    forge.close();
  }

  private BrowserPage logo() {
    return browser.open(forge.address("/sign-in")).submit("OpenID");
  }

  private static BrowserPage consentAs(BrowserPage login, String who) {
    assertThat(login.uri().toString()).startsWith(provider.issuer());
    return login
        .formOf("Sign-in")
        .with("login", who)
        .with("password", "any")
        .submit()
        .followAll()
        .submit("Continue");
  }

  private static String signedIn(BrowserPage page) {
    return page.document().select("nav a[href^=/u/]").text();
  }

  @Test
  void theRequestHasPkceAndTheAnswerHasAnIssuer() {
    BrowserPage asked = browser.open(forge.address("/sign-in")).formOf("OpenID").submit();
    assertThat(asked.location().getRawQuery())
        .contains("code_challenge_method=S256")
        .contains("code_challenge=")
        .contains("nonce=")
        .contains("scope=openid");
    BrowserPage login = asked.followAll();
    BrowserPage consent =
        login.formOf("Sign-in").with("login", "grace").with("password", "x").submit().followAll();
    BrowserPage answer =
        consent
            .formOf("Continue")
            .submit()
            .followUntil(next -> next.getPath().endsWith("/callback"));
    assertThat(answer.location().getQuery()).contains("iss=" + provider.issuer());
    assertThat(signedIn(answer.followAll())).isEqualTo("grace");
  }

  @Test
  void aLocalUserIsRefusedThenConnectsThenComesInByTheLogoAndDisconnects() {
    browser
        .open(forge.address("/register"))
        .formOf("Register")
        .with("username", "linus")
        .with("password", Forge.PASSWORD)
        .submit()
        .followAll()
        .submit("Sign out");
    BrowserPage refused = consentAs(logo(), "linus");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text()).contains("NotConnected");

    browser
        .open(forge.address("/sign-in"))
        .formOf("Sign in")
        .with("username", "linus")
        .with("password", Forge.PASSWORD)
        .submit()
        .followAll();
    BrowserPage connected =
        browser.open(forge.address(Forge.SETTINGS)).submit("Connect OpenID").submit("Connect");
    assertThat(connected.text()).contains("connected on");

    connected.submit("Sign out");
    assertThat(signedIn(logo())).isEqualTo("linus");
    BrowserPage left = browser.open(forge.address(Forge.SETTINGS)).submit("Disconnect");
    assertThat(left.text()).contains("Nothing is connected");
  }
}
