package dev.accountlink.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.model.HostUser;
import dev.accountlink.provider.Registration;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.Choice;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Flows that end well or in a refusal, and addresses anybody can write: nothing of them is logged.
 */
class LogCanaryTest {
  private static final String HOSTILE =
      Canaries.PLANTED + "\r\nFAILED flow=forged \u001b[31m\u202E " + "x".repeat(3000);

  private final LoggedScene logged = new LoggedScene();
  private final Scene scene = logged.scene;
  private final TestHost host = logged.host;
  private final TestBrowser browser = logged.browser;
  private final LogCapture log = logged.log;

  @AfterEach
  void nothingLeaked() {
    logged.endsWithoutLeak();
  }

  @ParameterizedTest(name = "G01 secrets in logs: a sign-in at {0}, form_post {1}")
  @CsvSource({"Work, false", "Work, true", "GitHub, false"})
  void aSignInLeavesNoTrace(String label, boolean formPost) {
    host.with(scene.github(), formPost ? scene.work().withFormPost() : scene.work());
    Steps.onward(scene.begin(browser, label));
    assertThat(host.who(browser)).isEqualTo("canarylogin");
    host.signOut(browser);
    Steps.onward(scene.begin(browser, label));
    assertThat(log.lines()).anyMatch(line -> line.message().startsWith("SIGNED_IN flow="));
  }

  @Test
  @DisplayName("G01 secrets in logs: connect, confirm, disconnect, replay")
  void connectingLeavesNoTrace() {
    HostUser local = host.users().register("lady", "lady@example.com");
    host.signIn(browser, local);
    BrowserPage answer = Scene.consent(scene.beginConnect(browser, "Work"));
    answer.followAll().submit("Confirm");
    assertThat(host.links().findAll(local.id())).hasSize(1);
    Steps.onward(browser.get(answer.location().toString()));
    host.linksPage(browser).submit("Disconnect canarylogin");
    assertThat(host.links().findAll(local.id())).isEmpty();
  }

  @Test
  @DisplayName("G01 secrets in logs: refusals carry flow, provider and code")
  void aRefusalLeavesItsCode() {
    host.with(scene.work().withRegistration(Registration.OFF));
    Steps.onward(scene.begin(browser, "Work"));
    scene.openId.decideWith(request -> Choice.fail("access_denied", HOSTILE));
    Steps.onward(scene.begin(browser, "Work"));
    assertThat(log.endings())
        .hasSize(2)
        .allMatch(line -> line.matches(LoggedScene.ending("REFUSED", "")));
    assertThat(log.endings().get(0)).endsWith("code=NotConnected");
    assertThat(log.endings().get(1)).endsWith("code=Cancelled");
  }

  @ParameterizedTest(name = "G02 log injection: {0} in the address")
  @ValueSource(strings = {"error", "error_description", "state", "code", "iss", "response", "x"})
  void whatAnybodyWritesIntoAnAddressIsNotLogged(String name) {
    String honest = scene.callback(browser, "Work");
    String text = Canaries.PLANTED + "%0D%0AFAILED%20flow=forged%1B%5B31m";
    browser.open(honest.replaceFirst("&" + name + "=[^&]*", "") + "&" + name + "=" + text);
    browser.open(host.sso("/" + Canaries.PLANTED + "/sign-in?x=" + text));
    browser
        .with("X-Forwarded-Host", Canaries.PLANTED)
        .with("User-Agent", Canaries.PLANTED)
        .get(host.sso("/pages/" + Canaries.PLANTED));
    browser.post(host.sso("/steps"), Map.of("step", Canaries.PLANTED, "csrf", Canaries.PLANTED));
    assertThat(log.endings()).hasSizeGreaterThanOrEqualTo(2);
  }
}
