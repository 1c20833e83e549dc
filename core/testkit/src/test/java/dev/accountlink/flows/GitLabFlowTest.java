package dev.accountlink.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.flow.Event;
import dev.accountlink.model.HostUser;
import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.Link;
import dev.accountlink.model.LinkNote;
import dev.accountlink.provider.Client;
import dev.accountlink.provider.Gate;
import dev.accountlink.provider.GitLab;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.ProviderRules;
import dev.accountlink.provider.Registration;
import dev.accountlink.spi.HostSessions.Reauthentication;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.Endpoint;
import dev.accountlink.testkit.fake.FakeAddress;
import dev.accountlink.testkit.fake.FakeGitLab;
import dev.accountlink.testkit.fake.People;
import dev.accountlink.testkit.fake.Person;
import dev.accountlink.testkit.fake.PersonGroup;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A host whose people have a GitLab below a path. */
class GitLabFlowTest {
  private final FakeGitLab gitlab = FakeGitLab.start(FakeAddress.anyPort().withPath("/gitlab"));
  private final TestHost host = TestHost.start();
  private final TestBrowser browser = TestBrowser.fresh();

  @BeforeEach
  void wire() {
    gitlab.register("client", "secret", host.callback("gitlab"));
    gitlab.useClock(host.clock());
    gitlab.approveAs(People.ada());
    host.with(gitlab());
  }

  private Provider gitlab() {
    return GitLab.provider("gitlab", "GitLab", gitlab.baseUrl(), Client.of("client", "secret"))
        .withRegistration(Registration.ON);
  }

  @AfterEach
  void close() {
    host.close();
    gitlab.close();
  }

  @Test
  void aNewVisitorIsRegisteredAndNextTimeSignedInWithOneCall() {
    host.beginSignIn(browser, "GitLab").followAll();
    assertThat(host.who(browser)).isEqualTo("ada");
    assertThat(gitlab.count(Endpoint.USERINFO)).isEqualTo(1);
    assertThat(host.happened()).contains(Event.Kind.USER_REGISTERED, Event.Kind.SIGNED_IN);

    host.signOut(browser);
    gitlab.clearRequests();
    host.beginSignIn(browser, "GitLab").followAll();

    assertThat(host.who(browser)).isEqualTo("ada");
    assertThat(gitlab.requests()).hasSize(2);
    assertThat(gitlab.authorizeCalls() + gitlab.tokenCalls()).isEqualTo(2);
    assertThat(host.users().count()).isEqualTo(1);
  }

  @Test
  void connectingNamesBothSidesAndThenTheLogoSignsIn() {
    HostUser lady = host.users().register("lady", "lady@example.com");
    host.signIn(browser, lady);

    BrowserPage confirm = host.beginConnect(browser, "GitLab").followAll();
    assertThat(confirm.text()).contains("ada").contains("lady");
    confirm.submit("Confirm").followAll();
    host.signOut(browser);
    host.beginSignIn(browser, "GitLab").followAll();

    assertThat(host.who(browser)).isEqualTo("lady");
    assertThat(host.links().findAll(lady.id()))
        .extracting(Link::identity)
        .containsExactly(new IdentityKey(gitlab.baseUrl(), People.ada().subject()));
  }

  @Test
  @DisplayName("D08 recycled login: whoever took a login over does not get the user of that name")
  void whoeverTookALoginOverIsAStranger() {
    host.beginSignIn(browser, "GitLab").followAll();
    gitlab.approveAs(People.recycledLogin(People.ada()));
    TestBrowser other = TestBrowser.fresh();

    host.beginSignIn(other, "GitLab").followAll();

    assertThat(host.who(other)).isNotEqualTo("ada");
  }

  @Test
  @DisplayName("D33 a path that others took over opens nothing, and a renamed group stays open")
  void aPathOpensNothing() {
    host.with(
        gitlab()
            .withRules(
                ProviderRules.DEFAULT
                    .withRegistration(Registration.ON)
                    .withGates(List.of(new Gate.MemberOf(Set.of("31"), "Acme")))));

    BrowserPage refused = signInAs(ada(PersonGroup.of("5", "acme"), PersonGroup.of("6", "31")));
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.text()).contains("MembershipRequired").contains("Acme");
    assertThat(gitlab.requests(Endpoint.AUTHORIZE).get(0).queryParam("scope"))
        .contains("openid profile email read_api");

    signInAs(ada(PersonGroup.of("31", "acme-of-old")));
    assertThat(host.who(browser)).isEqualTo("ada");
  }

  @Test
  @DisplayName("C29 GitLab asks the person once more, and its auth_time proves it")
  void gitLabProvesWhoIsAtTheKeyboard() {
    HostUser lady = host.users().register("lady", "lady@example.org");
    host.proveBy(continueTo -> new Reauthentication.ByLinkedProvider());
    IdentityKey ada = new IdentityKey(gitlab.baseUrl(), People.ada().subject());
    Instant at = host.clock().instant().minus(Duration.ofHours(25));
    host.users().since(lady.id(), at.minusSeconds(3600));
    host.links()
        .insert(new Link(lady.id(), ada, Optional.of(new LinkNote("ada", at, Optional.empty()))));
    host.signIn(browser, lady);
    host.clock().pass(Duration.ofMinutes(16));
    gitlab.askAtPage();

    BrowserPage asked = host.linksPage(browser).submit("Disconnect ada").followAll();
    BrowserPage page = asked.submit("Prove with GitLab").followAll();

    assertThat(gitlab.requests(Endpoint.AUTHORIZE).get(0).queryParam("prompt")).contains("login");
    assertThat(page.text()).contains("Sign in to Tiny Forge");
    assertThat(page.submit("Continue as Ada Lovelace (ada)").followAll().text())
        .contains("Proceed");
  }

  private BrowserPage signInAs(Person person) {
    gitlab.approveAs(person);
    return host.beginSignIn(browser, "GitLab").followAll();
  }

  private static Person ada(PersonGroup... groups) {
    return People.ada().withGroups(groups);
  }
}
