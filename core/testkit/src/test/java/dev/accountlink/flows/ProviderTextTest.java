package dev.accountlink.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.Choice;
import dev.accountlink.testkit.fake.Endpoint;
import dev.accountlink.testkit.fake.Fault;
import dev.accountlink.testkit.fake.People;
import dev.accountlink.testkit.fake.PersonEmail;
import dev.accountlink.web.Page;
import dev.accountlink.web.StepPage;
import dev.accountlink.web.WebReply;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a provider, or whoever wrote the address, would like our pages to say. Escaping is the page
 * module's business; here the values that pages are made of must not hold it at all.
 */
class ProviderTextTest {
  private static final String MARK = "canary-of-the-provider";

  private final Scene scene = new Scene();
  private final TestHost host = scene.host;
  private final TestBrowser browser = TestBrowser.fresh();

  @AfterEach
  void close() {
    scene.close();
  }

  @ParameterizedTest(name = "B10 error_description XSS: beside {0}, shown as {1}")
  @CsvSource({
    "access_denied, 403, Cancelled",
    "server_error, 502, AUTHORIZATION SERVER_ERROR",
    "temporarily_unavailable, 502, AUTHORIZATION TEMPORARILY_UNAVAILABLE",
    "invalid_scope, 502, AUTHORIZATION INVALID_SCOPE",
    "canary-of-the-provider, 502, AUTHORIZATION OTHER",
    "<script>canary-of-the-provider</script>, 502, AUTHORIZATION OTHER",
    "ACCESS_DENIED, 502, AUTHORIZATION OTHER",
    "access_denied canary-of-the-provider, 502, AUTHORIZATION OTHER",
  })
  void aClosedListOfCodesIsShownAndNothingElse(String error, int status, String shown) {
    String text = "<script>alert('" + MARK + "')</script>\r\nSet-Cookie: a=b\u0000\u001b[31m\u202E";
    scene.openId.decideWith(request -> Choice.fail(error, text));
    BrowserPage page = Steps.onward(scene.begin(browser, "Work"));
    assertThat(page.status()).isEqualTo(status);
    assertThat(page.text()).contains(shown);
    nothingOfTheProvider();
  }

  @ParameterizedTest(name = "B10 error_description XSS: without a good state, {0} shows nothing")
  @ValueSource(
      strings = {
        "error=canary-of-the-provider&error_description=canary-of-the-provider",
        "error=access_denied&error_description=canary-of-the-provider&state=canary-of-the-provider",
        "code=canary-of-the-provider&state=canary-of-the-provider&iss=canary-of-the-provider",
        "response=canary-of-the-provider",
        "canary-of-the-provider=1&canary-of-the-provider=2",
        "code=a&code=canary-of-the-provider",
        "error_uri=https://evil.example/canary-of-the-provider&state=x",
      })
  void anybodysAddressShowsNothingOfItself(String query) {
    BrowserPage page = browser.open(host.callback("work") + "?" + query);
    assertThat(page.status()).isEqualTo(400);
    nothingOfTheProvider();
  }

  @ParameterizedTest(name = "E14 error page leaks: {0} answers {1} with words of its own")
  @CsvSource({
    "TOKEN, 400",
    "TOKEN, 200",
    "TOKEN, 500",
    "TOKEN, 302",
    "USERINFO, 403",
    "USERINFO, 200",
    "JWKS, 200",
    "JWKS, 500",
    "DISCOVERY, 500",
    "DISCOVERY, 200"
  })
  void aBrokenEndpointsWordsAreNotShown(Endpoint endpoint, int status) {
    String body = "{\"error\":\"" + MARK + "\",\"error_description\":\"<b>" + MARK + "</b>\"}";
    scene.openId.fault(endpoint, Fault.answer(status, "application/json", body));
    BrowserPage page = Steps.onward(host.beginSignIn(browser, "Work"));
    assertThat(page.status()).isEqualTo(502);
    assertThat(page.text())
        .contains("Failed")
        .doesNotContain("oid-client")
        .doesNotContain("Exception");
    nothingOfTheProvider();
  }

  @Test
  @DisplayName("E12 XSS through profile: a page holds the identity's label raw and nothing more")
  void onlyTheLabelOfTheIdentityReachesAPage() {
    scene.approveAs(
        People.ada()
            .withLogin("<b>" + MARK + "</b>\u202E\u0007")
            .withName(MARK + " name")
            .withEmails(PersonEmail.primary(MARK + "@example.org")));
    host.signIn(browser, host.users().register("lady", "lady@example.com"));
    BrowserPage confirm = Steps.onward(scene.beginConnect(browser, "Work"));
    assertThat(confirm.document().select("b")).isEmpty();
    StepPage.Confirm page =
        pages().stream()
            .filter(StepPage.Confirm.class::isInstance)
            .map(StepPage.Confirm.class::cast)
            .findFirst()
            .orElseThrow();
    assertThat(page.identity()).isEqualTo("<b>" + MARK + "</b>\uFFFD\uFFFD");
    assertThat(page.username()).isEqualTo("lady");
    confirm.submit("Confirm");
    assertThat(host.linksPage(browser).text()).doesNotContain(MARK + " name").doesNotContain("@");
  }

  @ParameterizedTest(name = "E04 Referer leak of code: a callback with {0} ends in a redirect")
  @ValueSource(
      strings = {
        "",
        "?",
        "?code=c",
        "?code=c&state=s",
        "?code=a&code=b",
        "?error=x",
        "?response=r",
        "?response=r&response=r",
        "?x=%00",
        "?state=%FF",
        "?code=c&state=%0D%0A"
      })
  void aCallbackNeverRenders(String query) {
    BrowserPage reply = browser.get(host.callback("work") + query);
    assertThat(reply.status()).isEqualTo(303);
    assertThat(reply.body()).isEmpty();
    assertThat(reply.header("Referrer-Policy")).contains("no-referrer");
    assertThat(reply.header("Cache-Control")).contains("no-store");
    assertThat(reply.location().toString()).startsWith(host.sso("/pages/")).doesNotContain("code");
    assertThat(reply.follow().status()).isEqualTo(400);
  }

  private List<Page> pages() {
    return host.seen().stream()
        .map(seen -> seen.reply().body())
        .filter(WebReply.Body.Shown.class::isInstance)
        .map(body -> ((WebReply.Body.Shown) body).page())
        .toList();
  }

  /** No header and no value a page is made of; tokens and addresses of forms are sealed. */
  private void nothingOfTheProvider() {
    assertThat(pages()).isNotEmpty();
    assertThat(pages()).allSatisfy(page -> clean(Values.of(page)));
    assertThat(host.seen())
        .flatExtracting(seen -> seen.reply().headers())
        .allSatisfy(header -> clean(header.value()));
    assertThat(host.who(browser)).isEmpty();
  }

  private static void clean(String text) {
    assertThat(text.toLowerCase(Locale.ROOT)).doesNotContain(MARK).doesNotContain("<script");
  }
}
