package dev.accountlink.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.AccountLinkingBuilder;
import dev.accountlink.spi.HostPages;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.People;
import dev.accountlink.web.WebRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass(name = "{0}")
@MethodSource("dev.accountlink.servlet.Containers#all")
class FaultsTest {
  private static final String SECRET = "the-message-of-the-fault";

  @Parameter Container.Kind kind;

  private TestForge forge;

  @BeforeEach
  void start() throws Exception {
    forge = new TestForge(kind);
  }

  @AfterEach
  void stop() throws Exception {
    forge.close();
  }

  private void restart(UnaryOperator<AccountLinkingBuilder> configuration) throws Exception {
    forge.close();
    forge = new TestForge(kind, "", List.of(), configuration);
  }

  private void assertFailed(RawHttp.Answer answer) {
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
    assertThat(answer.header("Content-Security-Policy")).contains("frame-ancestors 'none'");
    assertThat(answer.text())
        .contains("Reference for the administrator: <code>")
        .doesNotContain(SECRET)
        .doesNotContain("Exception");
    assertThat(forge.arrivedAtHost).isEmpty();
  }

  @Test
  @DisplayName("A22 fail-open: a configuration that cannot be had stops the request")
  void withoutAConfigurationNothingPasses() throws Exception {
    forge.linking.set(null);

    assertFailed(RawHttp.send(forge.port(), "GET", "/-/sso/github/callback?code=c&state=s"));
  }

  @Test
  void aFailureIsJsonForWhoeverAsksForIt() throws Exception {
    forge.linking.set(null);

    RawHttp.Answer answer =
        RawHttp.send(forge.port(), "GET", "/-/sso/links", "Accept: application/json");

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.header("Content-Type")).startsWith("application/json");
    assertThat(answer.text()).contains("\"reference\":\"").contains("\"page\":\"failed\"");
  }

  @Test
  void aFailureSpeaksTheLanguageOfTheBrowserAndLeadsToTheStartPage() throws Exception {
    forge.close();
    forge = new TestForge(kind, "/forge", List.of(), builder -> builder);
    forge.linking.set(null);

    String german =
        RawHttp.send(forge.port(), "GET", "/forge/-/sso/links", "Accept-Language: de").text();
    String unsaid = RawHttp.send(forge.port(), "GET", "/forge/-/sso/links").text();

    assertThat(german)
        .contains("<html lang=\"de\">")
        .contains("<a href=\"/forge/\">Zur Startseite</a>");
    assertThat(unsaid).contains("<html lang=\"en\">");
  }

  @Test
  @DisplayName("A22 fail-open: host pages that throw end in our own page, never in the chain")
  void hostPagesThatThrow() throws Exception {
    restart(
        builder ->
            builder.pages(
                new HostPages() {
                  @Override
                  public Locale locale(WebRequest request) {
                    throw new IllegalStateException(SECRET);
                  }
                }));

    assertFailed(RawHttp.send(forge.port(), "GET", "/-/sso/sign-in"));
  }

  @Test
  @DisplayName("A22 fail-open: an Error is no way through either")
  void textsThatOverflowTheStack() throws Exception {
    restart(
        builder ->
            builder.pages(
                new HostPages() {
                  @Override
                  public Optional<String> text(Locale locale, String key) {
                    throw new StackOverflowError(SECRET);
                  }
                }));

    assertFailed(RawHttp.send(forge.port(), "GET", "/-/sso/sign-in"));
  }

  @Test
  @DisplayName("A22 fail-open: users that throw during a sign-in leave nobody signed in")
  void usersThatThrow() throws Exception {
    forge.github.approveAs(People.ada());
    TestBrowser browser = TestBrowser.fresh();
    BrowserPage page = browser.open(forge.base() + "/-/sso/sign-in");
    page.submit("Sign in with GitHub").followAll();
    browser.clearCookies();
    forge.arrivedAtHost.clear();
    forge.users.finder =
        id -> {
          throw new IllegalStateException(SECRET);
        };

    BrowserPage failed =
        browser.open(forge.base() + "/-/sso/sign-in").submit("Sign in with GitHub").followAll();

    assertThat(failed.status()).isEqualTo(500);
    assertThat(failed.body()).contains("Reference").doesNotContain(SECRET);
    assertThat(forge.arrivedAtHost).isEmpty();
    assertThat(browser.open(forge.base() + "/whoami").body()).doesNotContain("ada");
  }
}
