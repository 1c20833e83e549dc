package dev.accountlink.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.model.HostUser;
import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.Link;
import dev.accountlink.provider.Bitbucket;
import dev.accountlink.provider.Client;
import dev.accountlink.provider.Gate;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.ProviderRules;
import dev.accountlink.provider.Registration;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.Endpoint;
import dev.accountlink.testkit.fake.FakeBitbucket;
import dev.accountlink.testkit.fake.Fault;
import dev.accountlink.testkit.fake.People;
import dev.accountlink.testkit.fake.PersonGroup;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Bitbucket Cloud with a real host: register, come back, connect, and a gate. */
class BitbucketFlowTest {
  private static final String ADA = FakeBitbucket.uuid(People.ada().subject());

  private final FakeBitbucket bitbucket = FakeBitbucket.start();
  private final TestHost host = TestHost.start();
  private final TestBrowser browser = TestBrowser.fresh();

  BitbucketFlowTest() {
    bitbucket.register("bb-key", "bb-secret", host.callback("bitbucket"));
    bitbucket.useClock(host.clock());
    bitbucket.approveAs(People.ada());
    host.with(provider());
  }

  @AfterEach
  void close() {
    host.close();
    bitbucket.close();
  }

  @Test
  void aNewVisitorIsRegisteredAndComesBackWithTwoCalls() {
    signIn();
    assertThat(host.who(browser)).isEqualTo("ada");
    HostUser ada = host.users().named("ada").orElseThrow();
    assertThat(host.users().emailVerified(ada.id())).contains(true);
    assertThat(host.links().findAll(ada.id()))
        .extracting(Link::identity)
        .containsExactly(new IdentityKey(bitbucket.baseUrl(), ADA));

    host.signOut(browser);
    bitbucket.clearRequests();
    signIn();
    assertThat(host.who(browser)).isEqualTo("ada");
    assertThat(bitbucket.tokenCalls()).isEqualTo(1);
    assertThat(bitbucket.count(Endpoint.USER)).isEqualTo(1);
    assertThat(bitbucket.count(Endpoint.EMAILS)).isZero();
    assertThat(host.users().count()).isEqualTo(1);
  }

  @Test
  @DisplayName("D08 recycled login: who took Ada's name over is not let in as Ada")
  void whoTookTheNameOverIsNotLetInAsAda() {
    signIn();
    host.signOut(browser);
    bitbucket.approveAs(People.recycledLogin(People.ada()));

    BrowserPage page = signIn();

    assertThat(page.status()).isEqualTo(422);
    assertThat(host.who(browser)).isEmpty();
  }

  @Test
  void aUserConnectsAfterSeeingWhom() {
    HostUser local = host.users().register("lady", "lady@example.com");
    host.signIn(browser, local);

    BrowserPage confirm = host.beginConnect(browser, "Bitbucket").followAll();
    assertThat(confirm.text()).contains("Confirm").contains("ada").contains("lady");
    confirm.submit("Confirm").followAll();

    assertThat(host.links().findAll(local.id()))
        .extracting(link -> link.identity().subject())
        .containsExactly(ADA);
  }

  @Test
  @DisplayName("F13 userinfo partially failing: a linked person comes in without any address")
  void aLinkedPersonComesInWithoutAnyAddress() {
    signIn();
    host.signOut(browser);
    bitbucket.fault(Endpoint.EMAILS, Fault.serverError());

    signIn();

    assertThat(host.who(browser)).isEqualTo("ada");
  }

  @Test
  @DisplayName("D33 a gate opens to a workspace's uuid, not to its name")
  void aGateOpensToAWorkspacesUuid() {
    Gate acme = new Gate.MemberOf(Set.of(FakeBitbucket.uuid("7")), "Acme");
    host.with(
        provider()
            .withRules(
                ProviderRules.DEFAULT.withRegistration(Registration.ON).withGates(List.of(acme))));

    bitbucket.approveAs(People.ada().withGroups(PersonGroup.of("8", "acme")));
    assertThat(signIn().text()).contains("MembershipRequired");
    assertThat(host.sessionCount()).isZero();

    bitbucket.approveAs(People.ada().withGroups(PersonGroup.of("7", "renamed")));
    signIn();
    assertThat(host.who(browser)).isEqualTo("ada");
  }

  private Provider provider() {
    return Provider.of(
            "bitbucket",
            "Bitbucket",
            Bitbucket.KIND,
            bitbucket.baseUrl(),
            Client.of("bb-key", "bb-secret"))
        .withRegistration(Registration.ON);
  }

  private BrowserPage signIn() {
    return host.beginSignIn(browser, "Bitbucket").followAll();
  }
}
