package dev.accountlink.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accountlink.model.DomainName;
import dev.accountlink.model.HostUser;
import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.Link;
import dev.accountlink.provider.BitbucketDataCenter;
import dev.accountlink.provider.Client;
import dev.accountlink.provider.EmailTrust;
import dev.accountlink.provider.Gate;
import dev.accountlink.provider.GitHub;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.ProviderRules;
import dev.accountlink.provider.Registration;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.FakeAddress;
import dev.accountlink.testkit.fake.FakeBitbucketDataCenter;
import dev.accountlink.testkit.fake.People;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Bitbucket Data Center with a real host, and what the directory's addresses are good for. */
class BitbucketDataCenterFlowTest {
  private static final Client CLIENT = Client.of("dc-client", "dc-secret");
  private static final Gate DOMAIN = new Gate.EmailDomain(Set.of(DomainName.of("example.org")));

  private final FakeBitbucketDataCenter server =
      FakeBitbucketDataCenter.start(FakeAddress.anyPort().withPath("/bitbucket"));
  private final TestHost host = TestHost.start();
  private final TestBrowser browser = TestBrowser.fresh();

  BitbucketDataCenterFlowTest() {
    server.register("dc-client", "dc-secret", host.callback("work"));
    server.useClock(host.clock());
    server.approveAs(People.ada());
    host.with(provider().withRules(rules(new EmailTrust.Directory())));
  }

  @AfterEach
  void close() {
    host.close();
    server.close();
  }

  @Test
  void aNewVisitorIsRegisteredAndComesBackWithThreeCalls() {
    signIn();
    assertThat(host.who(browser)).isEqualTo("ada");
    HostUser ada = host.users().named("ada").orElseThrow();
    assertThat(host.links().findAll(ada.id()))
        .extracting(Link::identity)
        .containsExactly(new IdentityKey(server.baseUrl(), People.ada().subject()));

    host.signOut(browser);
    server.clearRequests();
    signIn();
    assertThat(host.who(browser)).isEqualTo("ada");
    assertThat(server.requests()).hasSize(1 + 3);
    assertThat(host.users().count()).isEqualTo(1);
  }

  @Test
  void aUserConnectsAfterSeeingWhom() {
    HostUser local = host.users().register("lady", "lady@example.com");
    host.signIn(browser, local);

    BrowserPage confirm = host.beginConnect(browser, "Work").followAll();
    assertThat(confirm.text()).contains("Confirm").contains("ada").contains("lady");
    confirm.submit("Confirm").followAll();

    assertThat(host.links().findAll(local.id())).hasSize(1);
  }

  @Test
  @DisplayName("D05 an administrator who vouches for the directory makes its addresses count")
  void anAdministratorMayVouchForTheDirectory() {
    host.with(provider().withRules(rules(new EmailTrust.Directory()).withGates(List.of(DOMAIN))));

    signIn();

    HostUser ada = host.users().named("ada").orElseThrow();
    assertThat(host.users().emailVerified(ada.id())).contains(true);
  }

  @Test
  @DisplayName("D05 unless he vouches for it, no address of the directory counts or opens a gate")
  void otherwiseNoAddressOfTheDirectoryCounts() {
    EmailTrust ofTheDomain = new EmailTrust.Domains(Set.of(DomainName.of("example.org")));
    for (EmailTrust trust : List.of(new EmailTrust.Claim(), ofTheDomain)) {
      host.with(provider().withRules(rules(trust).withGates(List.of(DOMAIN))));

      assertThat(signIn().text()).contains("EmailDomain");
      assertThat(host.sessionCount()).isZero();
    }
    host.with(provider().withRules(rules(new EmailTrust.Claim())));
    signIn();
    Optional<HostUser> ada = host.users().named("ada");
    assertThat(ada.flatMap(user -> host.users().emailVerified(user.id())))
        .isNotEqualTo(Optional.of(true));
  }

  @Test
  void forOtherKindsNobodyCanVouchSo() {
    Provider github = GitHub.provider("github", "GitHub", CLIENT);

    assertThatThrownBy(() -> github.withRules(rules(new EmailTrust.Directory())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("EmailTrust.Claim");
  }

  private static ProviderRules rules(EmailTrust trust) {
    return ProviderRules.DEFAULT.withRegistration(Registration.ON).withEmailTrust(trust);
  }

  private Provider provider() {
    return BitbucketDataCenter.provider("work", "Work", server.baseUrl(), CLIENT);
  }

  private BrowserPage signIn() {
    return host.beginSignIn(browser, "Work").followAll();
  }
}
