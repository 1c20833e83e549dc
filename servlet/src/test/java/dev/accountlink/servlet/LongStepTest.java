package dev.accountlink.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.provider.Conflict;
import dev.accountlink.provider.Registration;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.People;
import dev.accountlink.testkit.fake.PersonEmail;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Containers take 8 KiB of headers in both directions: what the longest step needs fits. */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.accountlink.servlet.Containers#all")
class LongStepTest {
  private static final String LONGEST_PATH = "/" + "r".repeat(254);

  @Parameter Container.Kind kind;

  private TestForge forge;

  /** Beside cookies, browsers say some 1,200 characters of themselves and of what they take. */
  private final TestBrowser browser =
      TestBrowser.fresh().with("Sec-CH-UA-Full-Version-List", "b".repeat(1200));

  @BeforeEach
  void start() throws Exception {
    forge =
        new TestForge(
            kind,
            "",
            List.of(),
            UnaryOperator.identity(),
            provider ->
                provider.withRules(
                    provider
                        .rules()
                        .withConflict(Conflict.SIGN_IN_THEN_CONNECT)
                        .withRegistration(Registration.EXPLICIT)));
    String letters = "\u5b57".repeat(255);
    forge.github.approveAs(
        People.ada()
            .withLogin(letters)
            .withName(letters)
            .withEmails(PersonEmail.primary(letters.substring(0, 242) + "@example.org")));
  }

  @AfterEach
  void stop() throws Exception {
    forge.close();
  }

  @Test
  void whoeverHasTheLongestNameIsRegistered() {
    BrowserPage offered = begin();
    BrowserPage details = offered.form("form:has(input[name=new-here])").submit().followAll();

    details
        .form("form:has(input[name=username])")
        .with("username", "lovelace")
        .submit()
        .followAll();

    assertThat(browser.open(forge.base() + "/whoami").text()).contains("lovelace");
  }

  @Test
  void whoeverHasTheLongestNameSignsInAtTheHostAndConnects() {
    BrowserPage offered = begin();
    BrowserPage away =
        offered.form("form:has(input[name=step]):not(:has(input[name=new-here]))").submit();
    String step = away.location().toString().replaceFirst(".*return-to=", "");
    away.followAll();
    browser.open(forge.base() + "/login?alice");

    BrowserPage confirm = browser.open(forge.base() + step);
    BrowserPage end = confirm.submit("Connect");

    assertThat(end.uri()).hasPath(LONGEST_PATH);
    assertThat(browser.open(forge.base() + "/settings").text()).startsWith("1 links");
  }

  private BrowserPage begin() {
    return browser
        .open(forge.base() + "/-/sso/sign-in")
        .form("form[action$=github/sign-in]")
        .with("return-to", LONGEST_PATH)
        .submit()
        .followAll();
  }
}
