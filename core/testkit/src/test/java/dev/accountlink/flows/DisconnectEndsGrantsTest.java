package dev.accountlink.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.flow.Event;
import dev.accountlink.grant.Grant;
import dev.accountlink.memory.InMemoryGrantStore;
import dev.accountlink.model.HostUser;
import dev.accountlink.model.Link;
import dev.accountlink.provider.Client;
import dev.accountlink.provider.GitLab;
import dev.accountlink.provider.Gitea;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.Registration;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.Endpoint;
import dev.accountlink.testkit.fake.FakeForge;
import dev.accountlink.testkit.fake.FakeGitLab;
import dev.accountlink.testkit.fake.FakeGitea;
import dev.accountlink.testkit.fake.Fault;
import dev.accountlink.testkit.fake.People;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Somebody disconnects an identity that has granted something as well. */
class DisconnectEndsGrantsTest {
  private final FakeGitLab gitlab = FakeGitLab.start();
  private final FakeGitea gitea = FakeGitea.start();
  private final TestHost host = TestHost.start();
  private final TestBrowser browser = TestBrowser.fresh();
  private final InMemoryGrantStore store = new InMemoryGrantStore(host.clock());
  private List<String> ofConnecting = List.of();

  @BeforeEach
  void wire() {
    for (FakeForge fake : List.of(gitlab, gitea)) {
      String id = fake == gitlab ? "gitlab" : "gitea";
      fake.register("client", "secret", host.callback(id));
      fake.useClock(host.clock());
      fake.approveAs(People.ada());
    }
    Client client = Client.of("client", "secret");
    Provider first = GitLab.provider("gitlab", "GitLab", gitlab.baseUrl(), client);
    Provider second = Gitea.provider("gitea", "Gitea", gitea.baseUrl(), client);
    host.configure(
        builder ->
            builder
                .grants(store, TestKeys.vault())
                .provider(first.withRegistration(Registration.ON))
                .provider(second.withRegistration(Registration.ON)));
  }

  @AfterEach
  void close() {
    host.close();
    gitlab.close();
    gitea.close();
  }

  private HostUser granted(String label) {
    HostUser lady = host.users().register("lady", "lady@forge.example");
    host.signIn(browser, lady);
    host.beginConnect(browser, label).followAll().submit("Confirm").followAll();
    ofConnecting = gitlab.issuedSecrets();
    grant(label);
    return lady;
  }

  private void grant(String label) {
    browser
        .get(host.sso("/" + label.toLowerCase(Locale.ROOT) + "/authorize"))
        .formOf("Authorize " + label)
        .submit()
        .followAll();
  }

  private BrowserPage disconnect() {
    return host.linksPage(browser).submit("Disconnect ada").followAll();
  }

  private List<Grant> grants(HostUser user) {
    return host.linking().grants().of(user.id());
  }

  /** Tokens of signing in and connecting were thrown away at once, and run out. */
  private void theGrantsTokensAreDead(FakeForge fake) {
    assertThat(fake.issuedSecrets())
        .filteredOn(secret -> !ofConnecting.contains(secret))
        .isNotEmpty()
        .noneMatch(fake.tokens()::takes)
        .noneMatch(fake.tokens()::takesRefresh);
  }

  @Test
  @DisplayName("D19 unlink keeps tokens: they are deleted, taken back, and that is told")
  void theGrantEndsWithTheLink() {
    HostUser lady = granted("GitLab");

    BrowserPage page = disconnect();

    assertThat(page.text()).contains("GrantEnded REVOKED").contains("disconnected");
    assertThat(host.links().findAll(lady.id())).isEmpty();
    assertThat(store.findAll(lady.id())).isEmpty();
    theGrantsTokensAreDead(gitlab);
    assertThat(host.happened()).contains(Event.Kind.LINK_REMOVED, Event.Kind.GRANT_REMOVED);
    assertThat(page.click("Back").text()).contains("Links");
  }

  @Test
  @DisplayName("D19 unlink keeps tokens: where only people can take them back, their page is told")
  void whereOnlyPeopleCanEndIt() {
    HostUser lady = granted("Gitea");

    BrowserPage page = disconnect();

    assertThat(page.text())
        .contains("GrantEnded UNSUPPORTED " + gitea.baseUrl())
        .contains("disconnected");
    assertThat(store.findAll(lady.id())).isEmpty();
  }

  @Test
  @DisplayName("D19 unlink keeps tokens: a provider that is out of order is asked again")
  void whatFailsIsTriedAgain() {
    HostUser lady = granted("GitLab");
    gitlab.faultOnce(Endpoint.REVOKE, Fault.serverError());

    assertThat(disconnect().text()).contains("GrantEnded TO_BE_RETRIED");

    assertThat(store.findAll(lady.id())).isEmpty();
    host.clock().pass(Duration.ofMinutes(2));
    assertThat(host.linking().grants().maintain().revocations()).isEqualTo(1);
    theGrantsTokensAreDead(gitlab);
  }

  @Test
  void theGrantOfAnotherIdentityStays() {
    HostUser lady = granted("GitLab");
    grant("Gitea");

    disconnect();

    assertThat(grants(lady))
        .singleElement()
        .extracting(g -> g.provider().value())
        .isEqualTo("gitea");
  }

  @Test
  void whatMayNotBeDisconnectedKeepsItsGrant() {
    host.beginSignIn(browser, "GitLab").followAll();
    HostUser ada = host.users().named("ada").orElseThrow();
    grant("GitLab");

    assertThat(disconnect().text()).contains("LastWayIn");

    assertThat(grants(ada)).hasSize(1);
  }

  @Test
  @DisplayName("D19 unlink keeps tokens: after a proof of who is there it is the same")
  void afterAProof() {
    HostUser lady = granted("GitLab");
    host.clock().pass(Duration.ofHours(3));

    BrowserPage proof = disconnect();
    assertThat(proof.text()).contains("Reauthenticate");
    assertThat(grants(lady)).hasSize(1);
    BrowserPage page =
        proof.formOf("Prove by password").with("password", "lady-password").submit().followAll();

    assertThat(page.text()).contains("GrantEnded REVOKED");
    assertThat(grants(lady)).isEmpty();
  }

  @Test
  @DisplayName("D19 unlink keeps tokens: what an administrator disconnects is taken back as well")
  void whatAnAdministratorDisconnects() {
    HostUser lady = granted("GitLab");
    grant("Gitea");
    HostUser staff = host.users().register("staff", "staff@forge.example");
    Link link = host.links().findAll(lady.id()).get(0);

    host.linking().disconnectFor(staff.id(), lady.id(), link.identity());

    assertThat(grants(lady)).extracting(g -> g.provider().value()).containsExactly("gitea");
    host.linking().grants().maintain();
    theGrantsTokensAreDead(gitlab);
  }

  @Test
  @DisplayName("D19 unlink keeps tokens: who begins anew has no grant of before")
  void whoBeginsAnew() {
    HostUser lady = granted("GitLab");

    host.linking().disconnectAll(lady.id(), Optional.empty());

    assertThat(grants(lady)).isEmpty();
    host.linking().grants().maintain();
    theGrantsTokensAreDead(gitlab);
  }
}
