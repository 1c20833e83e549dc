package dev.accountlink.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.flow.Event;
import dev.accountlink.model.HostUser;
import dev.accountlink.model.IdentityKey;
import dev.accountlink.provider.Client;
import dev.accountlink.provider.GitHub;
import dev.accountlink.provider.OpenIdConnect;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.Registration;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.FakeGitHub;
import dev.accountlink.testkit.fake.FakeOpenIdProvider;
import dev.accountlink.testkit.fake.People;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SignInAndConnectTest {
  private final TestHost host = TestHost.start();
  private final FakeGitHub github = FakeGitHub.start();
  private final FakeOpenIdProvider openId = FakeOpenIdProvider.start();
  private final TestBrowser browser = TestBrowser.fresh();

  @BeforeEach
  void wire() {
    github.register("gh-client", "gh-secret", host.callback("github"));
    openId.register("oid-client", "oid-secret", host.callback("work"));
    host.with(
        GitHub.provider("github", "GitHub", github.baseUrl(), Client.of("gh-client", "gh-secret"))
            .withRegistration(Registration.ON),
        work().withRegistration(Registration.ON));
    github.approveAs(People.ada());
    openId.approveAs(People.ada());
  }

  private Provider work() {
    return OpenIdConnect.provider(
        "work", "Work", openId.issuer(), Client.of("oid-client", "oid-secret"));
  }

  @AfterEach
  void close() {
    host.close();
    github.close();
    openId.close();
  }

  @Test
  void aNewVisitorIsRegisteredAndSignedInAndNextTimeSignedIn() {
    host.beginSignIn(browser, "GitHub").followAll();
    assertThat(host.who(browser)).isEqualTo("ada");
    assertThat(github.emailCalls()).isEqualTo(1);
    assertThat(host.happened())
        .containsExactly(Event.Kind.FLOW_BEGUN, Event.Kind.USER_REGISTERED, Event.Kind.SIGNED_IN);

    host.signOut(browser);
    assertThat(host.who(browser)).isEmpty();
    github.clearRequests();
    host.beginSignIn(browser, "GitHub").followAll();
    assertThat(host.who(browser)).isEqualTo("ada");
    assertThat(github.tokenCalls() + github.userCalls() + github.emailCalls()).isEqualTo(2);
    assertThat(host.users().count()).isEqualTo(1);
  }

  @Test
  void aReturningOpenIdUserCostsOneProviderCall() {
    host.beginSignIn(browser, "Work").followAll();
    host.signOut(browser);
    openId.clearRequests();
    host.beginSignIn(browser, "Work").followAll();
    assertThat(host.who(browser)).isEqualTo("ada");
    assertThat(openId.tokenCalls()).isEqualTo(1);
    assertThat(openId.userinfoCalls() + openId.jwksCalls() + openId.discoveryCalls()).isZero();
  }

  @Test
  void signingInWithAnUnconnectedIdentityOfAKnownUserIsRefused() {
    host.users().register("ada", "other@example.com");
    BrowserPage page = host.beginSignIn(browser, "GitHub").followAll();
    assertThat(page.status()).isEqualTo(422);
    assertThat(page.text()).contains("NotConnected");
    assertThat(host.who(browser)).isEmpty();
    assertThat(host.users().count()).isEqualTo(1);
  }

  @Test
  void connectingAsksForTheUsersWordAndThenTheLogoSignsIn() {
    HostUser local = host.users().register("lady", "lady@example.com");
    host.signIn(browser, local);
    BrowserPage confirm = host.beginConnect(browser, "Work").followAll();
    assertThat(confirm.text()).contains("Confirm").contains("ada").contains("lady");
    assertThat(host.links().findAll(local.id())).isEmpty();

    BrowserPage links = confirm.submit("Confirm").followAll();
    assertThat(links.text()).contains("Links").contains("Disconnect ada");
    assertThat(host.links().findAll(local.id()))
        .extracting(link -> link.identity())
        .containsExactly(new IdentityKey(openId.issuer(), People.ada().subject()));
    assertThat(lastSignInOf(local)).isEmpty();

    host.signOut(browser);
    host.beginSignIn(browser, "Work").followAll();
    assertThat(host.who(browser)).isEqualTo("lady");
    assertThat(lastSignInOf(local)).isPresent();
  }

  @Test
  void theLastWayInIsKeptAndASecondOneMayGo() {
    host.beginSignIn(browser, "GitHub").followAll();
    BrowserPage refused = host.linksPage(browser).submit("Disconnect ada").followAll();
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text()).contains("LastWayIn");

    host.beginConnect(browser, "Work").followAll().submit("Confirm").followAll();
    HostUser user = host.users().named("ada").orElseThrow();
    assertThat(host.links().findAll(user.id())).hasSize(2);
    host.linksPage(browser).submit("Disconnect ada").followAll();
    assertThat(host.links().findAll(user.id())).hasSize(1);
    assertThat(host.happened()).contains(Event.Kind.LINK_ADDED, Event.Kind.LINK_REMOVED);
    assertThat(host.events())
        .filteredOn(event -> event.kind() == Event.Kind.LINK_REMOVED)
        .allSatisfy(event -> assertThat(event.provider()).isPresent());
  }

  private Optional<Instant> lastSignInOf(HostUser user) {
    return host.links().findAll(user.id()).get(0).note().orElseThrow().lastSeenAt();
  }
}
