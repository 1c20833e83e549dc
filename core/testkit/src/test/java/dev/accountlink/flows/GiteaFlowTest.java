package dev.accountlink.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.model.HostUser;
import dev.accountlink.model.IdentityKey;
import dev.accountlink.provider.Client;
import dev.accountlink.provider.Gitea;
import dev.accountlink.provider.Registration;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.Endpoint;
import dev.accountlink.testkit.fake.FakeAddress;
import dev.accountlink.testkit.fake.FakeGitea;
import dev.accountlink.testkit.fake.GiteaFlavour;
import dev.accountlink.testkit.fake.People;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A host whose users come from a Gitea below a path. */
class GiteaFlowTest {
  private final FakeGitea gitea =
      FakeGitea.start(FakeAddress.anyPort().withPath("/git"), GiteaFlavour.OLD_GITEA);
  private final TestHost host = TestHost.start();
  private final TestBrowser browser = TestBrowser.fresh();

  GiteaFlowTest() {
    gitea.register("client", "secret", host.callback("gitea"));
    gitea.useClock(host.clock());
    gitea.approveAs(People.ada());
    host.with(
        Gitea.provider("gitea", "Gitea", gitea.baseUrl(), Client.of("client", "secret"))
            .withRegistration(Registration.ON));
  }

  @AfterEach
  void close() {
    host.close();
    gitea.close();
  }

  @Test
  void aNewVisitorIsRegisteredAndComesBackWithoutACallOfTheApi() {
    host.beginSignIn(browser, "Gitea").followAll();
    assertThat(host.who(browser)).isEqualTo("ada");
    assertThat(gitea.count(Endpoint.EMAILS)).isEqualTo(1);
    assertThat(host.links().find(identity())).isPresent();

    host.signOut(browser);
    gitea.clearRequests();
    gitea.behaveLike(GiteaFlavour.GITEA);
    host.beginSignIn(browser, "Gitea").followAll();

    assertThat(host.who(browser)).isEqualTo("ada");
    assertThat(gitea.requests())
        .extracting(request -> request.endpoint())
        .containsExactly(Endpoint.AUTHORIZE, Endpoint.TOKEN);
  }

  @Test
  void somebodyWhoIsSignedInConnects() {
    HostUser ada = host.users().register("ada", "ada@forge.example");
    host.signIn(browser, ada);

    BrowserPage confirm = host.beginConnect(browser, "Gitea").followAll();
    assertThat(confirm.text()).contains("Confirm").contains("ada");
    confirm.submit("Confirm").followAll();

    assertThat(host.links().find(identity()))
        .hasValueSatisfying(link -> assertThat(link.user()).isEqualTo(ada.id()));
  }

  @Test
  @DisplayName("D08 recycled login: whoever took the login over does not come in as the former")
  void whoeverTookTheLoginOverIsAStranger() {
    host.beginSignIn(browser, "Gitea").followAll();
    host.signOut(browser);
    gitea.approveAs(People.recycledLogin(People.ada()));

    BrowserPage page = host.beginSignIn(browser, "Gitea").followAll();

    assertThat(page.status()).isEqualTo(422);
    assertThat(host.who(browser)).isEmpty();
  }

  @Test
  @DisplayName("D27 disabled user: whom Gitea has shut out since gets no session")
  void whomGiteaHasShutOutGetsNoSession() {
    host.beginSignIn(browser, "Gitea").followAll();
    host.signOut(browser);
    gitea.approveAs(People.ada().asSuspended());

    host.beginSignIn(browser, "Gitea").followAll();

    assertThat(host.sessionCount()).isZero();
  }

  @Test
  void ofTwoTabsAtTheSameMomentTheLaterArrivesAndTheEarlierIsToldToStartAgain() {
    BrowserPage earlier = wentThere();
    BrowserPage later = wentThere();

    BrowserPage told = earlier.followAll();
    assertThat(told.status()).isEqualTo(502);
    assertThat(host.sessionCount()).isZero();

    later.followAll();
    assertThat(host.who(browser)).isEqualTo("ada");
  }

  private BrowserPage wentThere() {
    return Scene.consent(browser.get(host.sso("/sign-in")).formOf("Gitea").submit());
  }

  private IdentityKey identity() {
    return new IdentityKey(gitea.baseUrl(), "100001");
  }
}
