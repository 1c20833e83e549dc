package dev.accountlink.examples.tinyforge.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.AccountLinkingBuilder;
import dev.accountlink.provider.Client;
import dev.accountlink.provider.OpenIdConnect;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.Registration;
import dev.accountlink.testkit.fake.FakeOpenIdProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Answers of a provider on another site, and which cookies Chromium sends with them. */
class CrossSiteAnswersTest {
  @RegisterExtension static final InChromium chromium = new InChromium();

  private final FakeOpenIdProvider fake = FakeOpenIdProvider.start();
  private AutoCloseable host = () -> {};

  @AfterEach
  void close() throws Exception {
    host.close();
    fake.close();
  }

  private SmallHost open(SmallHost started) {
    host = started;
    fake.register("client", "secret", started.callback("work"));
    return started;
  }

  private Provider work() {
    return OpenIdConnect.provider("work", "Work", fake.issuer(), Client.of("client", "secret"))
        .withRegistration(Registration.ON);
  }

  private static Tab signIn(Person person, SmallHost host) {
    return person
        .open(host.address("/-/sso/sign-in"))
        .press("Sign in with Work")
        .press("Continue as Ada Lovelace")
        .until(host.baseUrl(), "/");
  }

  private static Tab connect(Person person, SmallHost host) {
    person.open(host.baseUrl() + "/").press("Sign in as lady");
    return person
        .open(host.address("/-/sso/links"))
        .press("Connect Work")
        .press("Continue as Ada Lovelace");
  }

  @Test
  @DisplayName(
      "E07 SameSite and form_post: a sign-in by form_post ends signed in, with Lax cookies")
  void aSignInByFormPostEndsSignedIn() throws Exception {
    SmallHost lax = open(SmallHost.lax().with(work().withFormPost()));
    Tab tab = signIn(chromium.person(), lax);
    assertThat(tab.heading()).isEqualTo("Signed in as ada");
    assertThat(fake.tokenCalls()).isEqualTo(1);
  }

  @Test
  @DisplayName("E07 SameSite and form_post: connecting by form_post reaches the confirmation")
  void connectingByFormPostReachesTheConfirmation() throws Exception {
    SmallHost lax = open(SmallHost.lax().with(work().withFormPost()));
    Tab tab = connect(chromium.person(), lax).until(lax.baseUrl(), "/-/sso/steps/.*");
    assertThat(tab.text()).contains("ada").contains("lady");
    tab.press("Connect");
    assertThat(lax.linksOf("lady")).hasSize(1);
  }

  @Test
  @DisplayName("E08 SameSite=Strict session: a new visitor is signed in on the first page")
  void aNewVisitorIsSignedInAtAStrictHost() throws Exception {
    SmallHost strict = open(SmallHost.strict().with(AccountLinkingBuilder::strictSession, work()));
    Tab tab = signIn(chromium.person(), strict);
    assertThat(tab.heading()).isEqualTo("Signed in as ada");
  }

  @Test
  @DisplayName(
      "E08 SameSite=Strict session: the user is still known when the provider has answered")
  void theUserOfAStrictHostIsKnownAtTheCallback() throws Exception {
    SmallHost strict = open(SmallHost.strict().with(AccountLinkingBuilder::strictSession, work()));
    Tab tab = connect(chromium.person(), strict).until(strict.baseUrl(), "/-/sso/steps/.*");
    tab.press("Connect");
    assertThat(strict.linksOf("lady")).hasSize(1);
  }

  @Test
  @DisplayName("E08 SameSite=Strict session: the user is known also after form_post")
  void theUserOfAStrictHostIsKnownAfterFormPost() throws Exception {
    SmallHost strict =
        open(SmallHost.strict().with(AccountLinkingBuilder::strictSession, work().withFormPost()));
    Tab tab = connect(chromium.person(), strict).until(strict.baseUrl(), "/-/sso/steps/.*");
    tab.press("Connect");
    assertThat(strict.linksOf("lady")).hasSize(1);
  }

  @Test
  @DisplayName("E08 SameSite=Strict session: a host that does not say so is refused, not misled")
  void aStrictHostThatDoesNotSaySoIsRefused() throws Exception {
    SmallHost silent = open(SmallHost.strict().with(work()));
    Tab tab = connect(chromium.person(), silent).until(silent.baseUrl(), "/-/sso/pages/.*");
    assertThat(tab.text()).contains("SignedInMeanwhile");
    assertThat(fake.tokenCalls()).isZero();
    assertThat(silent.linksOf("lady")).isEmpty();
  }
}
