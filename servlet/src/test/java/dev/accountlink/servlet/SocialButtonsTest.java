package dev.accountlink.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.provider.Registration;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.People;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass(name = "{0}")
@MethodSource("dev.accountlink.servlet.Containers#all")
class SocialButtonsTest {
  @Parameter Container.Kind kind;

  private TestForge forge;
  private final TestBrowser browser = TestBrowser.fresh();

  @BeforeEach
  void start() throws Exception {
    forge = new TestForge(kind);
    forge.github.approveAs(People.ada());
  }

  @AfterEach
  void stop() throws Exception {
    forge.close();
  }

  @Test
  void aButtonOnAPageOfTheHostSignsIn() {
    BrowserPage page = browser.open(forge.base() + "/buttons");

    assertThat(page.body()).contains("/-/sso/assets/github-");
    assertThat(page.submit("GitHub").followAll().body())
        .isEqualTo("user=" + People.ada().login() + " note=null");
  }

  @Test
  void whoeverMustSaySoSignsUpByAButtonOfItsOwn() throws Exception {
    forge.close();
    forge =
        new TestForge(
            kind,
            "",
            List.of(),
            builder -> builder,
            provider -> provider.withRegistration(Registration.EXPLICIT));
    forge.github.approveAs(People.ada());

    BrowserPage stranger = browser.open(forge.base() + "/buttons").submit("GitHub").followAll();
    assertThat(stranger.text()).contains("Not connected yet");

    BrowserPage page = browser.open(forge.base() + "/sign-up-buttons");
    assertThat(page.submit("GitHub").followAll().body())
        .isEqualTo("user=" + People.ada().login() + " note=null");
  }

  @Test
  void theLinksOnAPageOfTheHostAreThoseOfWhoeverIsSignedIn() {
    assertThat(browser.open(forge.base() + "/settings").body()).isEqualTo("nobody");
    browser.open(forge.base() + "/login?alice");

    BrowserPage settings = browser.open(forge.base() + "/settings");
    assertThat(settings.text()).startsWith("0 links");
    BrowserPage confirm = settings.submit("GitHub").followAll();
    assertThat(confirm.text()).contains("Connect GitHub?", People.ada().login(), "alice");
    confirm.submit("Connect").followAll();

    assertThat(browser.open(forge.base() + "/settings").text()).startsWith("1 links");
    assertThat(browser.open(forge.base() + "/whoami").body()).startsWith("user=alice");
  }
}
