package dev.accountlink.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.flow.Event;
import dev.accountlink.model.HostUser;
import dev.accountlink.provider.Client;
import dev.accountlink.provider.Conflict;
import dev.accountlink.provider.EmailTrust;
import dev.accountlink.provider.Gate;
import dev.accountlink.provider.GitLab;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.ProviderRules;
import dev.accountlink.provider.Registration;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.Choice;
import dev.accountlink.testkit.fake.Endpoint;
import dev.accountlink.testkit.fake.FakeGitLab;
import dev.accountlink.testkit.fake.Fault;
import dev.accountlink.testkit.fake.People;
import dev.accountlink.testkit.fake.Person;
import dev.accountlink.testkit.fake.PersonEmail;
import dev.accountlink.testkit.fake.PersonGroup;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an administrator sees who tries a provider. */
class RehearsalTest {
  private final Scene scene = new Scene();
  private final TestHost host = scene.host;
  private final TestBrowser browser = TestBrowser.fresh();
  private final HostUser root = host.users().register("root", "root@forge.example");

  @BeforeEach
  void administrator() {
    host.administers(root);
    host.signIn(browser, root);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void whoWouldBeRegisteredIsShown() {
    BrowserPage page = tryIt("GitHub");

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.text())
        .contains("authority " + scene.github.baseUrl())
        .contains("subject 100001; login ada; name Ada Lovelace")
        .contains("ada@example.org verified trusted")
        .contains("asked [read:user, user:email]; granted [read:user, user:email]; missing []")
        .contains("memberships -")
        .contains("now REGISTER ada; once -");
    assertThat(page.document().select("a").attr("href")).isEqualTo("/admin");
  }

  @Test
  void theUserOfALinkIsShown() {
    scene.linked("lady", People.ada());

    assertThat(tryIt("Work").text()).contains("now SIGN_IN lady");
  }

  @Test
  void anAddressThatDoesNotCountIsSaidNotTo() {
    scene.approveAs(People.unverifiedEmail());
    assertThat(tryIt("Work").text())
        .contains("ursula@example.org unverified untrusted")
        .contains("now ASK_DETAILS");

    scene.approveAs(People.ada());
    with(scene.work(), ProviderRules.DEFAULT.withEmailTrust(new EmailTrust.Never()));
    assertThat(tryIt("Work").text()).contains("ada@example.org verified untrusted");
  }

  @Test
  void everyRuleThatWouldSayNoIsNamed() {
    with(scene.work(), ProviderRules.DEFAULT);
    assertThat(tryIt("Work").text()).contains("now REFUSE NotConnected");

    with(scene.work(), ProviderRules.DEFAULT.withConflict(Conflict.SIGN_IN_THEN_CONNECT));
    assertThat(tryIt("Work").text()).contains("now OFFER_CONNECT");

    with(scene.work(), ProviderRules.DEFAULT.withRegistration(Registration.PENDING_APPROVAL));
    assertThat(tryIt("Work").text()).contains("now REGISTER_AND_WAIT ada");

    ProviderRules on = ProviderRules.DEFAULT.withRegistration(Registration.ON);
    with(scene.work(), on.withGates(List.of(new Gate.ClaimEquals("group", "staff"))));
    assertThat(tryIt("Work").text()).contains("now REFUSE ClaimRequired group = staff");

    with(scene.work(), on);
    host.users().admit((provider, identity, user) -> Optional.of("forge.full"));
    assertThat(tryIt("Work").text()).contains("now REFUSE RefusedByHost forge.full");
  }

  @Test
  void aProviderThatIsSwitchedOffIsTriedForTheDayItIsOn() {
    with(scene.github(), ProviderRules.DEFAULT.withRegistration(Registration.ON).withSignIn(false));

    assertThat(tryIt("GitHub").text())
        .contains("now REFUSE SignInOff; once REGISTER ada")
        .contains("ada@example.org verified trusted");
    assertThat(host.users().count()).isEqualTo(1);
  }

  @Test
  void whatWasAskedIsNotTakenForWhatWasGranted() {
    try (FakeGitLab gitlab = FakeGitLab.start()) {
      gitlab.register("client", "secret", host.callback("gitlab"));
      gitlab.useClock(host.clock());
      Person member = People.ada().withGroups(PersonGroup.of("31", "acme"));
      gitlab.put(member);
      gitlab.decideWith(request -> Choice.approve(member, "openid", "read_api"));
      Provider provider =
          GitLab.provider("gitlab", "GitLab", gitlab.baseUrl(), Client.of("client", "secret"));
      with(
          provider,
          ProviderRules.DEFAULT
              .withRegistration(Registration.ON)
              .withGates(List.of(new Gate.MemberOf(Set.of("31", "32"), "Acme"))));

      assertThat(tryIt("GitLab").text())
          .contains("asked [email, openid, profile, read_api]")
          .contains("granted [openid, read_api]; missing [email, profile]")
          .contains("memberships [31]");
    }
  }

  @Test
  void aProviderThatDoesNotSayWhatItGrantedIsNotGuessedAt() {
    try (FakeGitLab gitlab = FakeGitLab.start()) {
      gitlab.register("client", "secret", host.callback("gitlab"));
      gitlab.useClock(host.clock());
      gitlab.approveAs(People.ada());
      gitlab.scopeInAnswer(false);
      gitlab.fault(Endpoint.TOKEN_INFO, Fault.dropConnection());
      with(
          GitLab.provider("gitlab", "GitLab", gitlab.baseUrl(), Client.of("client", "secret")),
          ProviderRules.DEFAULT.withRegistration(Registration.ON));

      assertThat(tryIt("GitLab").text())
          .contains("granted unknown; missing []")
          .contains("now REGISTER ada");
    }
  }

  @Test
  void whatIsTooLongForAnAddressIsCounted() {
    scene.approveAs(
        People.ada()
            .withEmails(
                IntStream.range(0, 100)
                    .mapToObj(i -> PersonEmail.further("a" + i + "@" + "x".repeat(60) + ".example"))
                    .toArray(PersonEmail[]::new)));

    BrowserPage page = tryIt("GitHub");

    assertThat(page.text()).containsPattern("\\.example verified trusted]\\+9\\d");
    assertThat(page.uri().toString().length()).isLessThan(2500);
  }

  @Test
  void whatFailsIsAFailureAndCanBeTriedAgain() {
    scene.github.faultOnce(Endpoint.TOKEN, Fault.serverError());

    BrowserPage failed = tryIt("GitHub");
    assertThat(failed.text()).contains("TOKEN PROVIDER_DOWN");
    assertThat(failed.submit("Again with GitHub").followAll().text()).contains("now REGISTER ada");

    scene.github.cancel();
    BrowserPage cancelled = tryIt("GitHub");
    assertThat(cancelled.text()).contains("Cancelled");
    scene.approveAs(People.ada());
    assertThat(cancelled.submit("Again with GitHub").followAll().text()).contains("Rehearsed");
  }

  @Test
  void whoTriedAProviderStandsInTheEvents() {
    tryIt("GitHub");

    assertThat(host.happened()).containsExactly(Event.Kind.FLOW_BEGUN, Event.Kind.REHEARSED);
    assertThat(host.events().get(1).actor()).contains(root.id());
    assertThat(Values.of(host.events())).doesNotContain("ada", "100001");
  }

  private void with(Provider provider, ProviderRules rules) {
    host.with(provider.withRules(rules));
  }

  private BrowserPage tryIt(String label) {
    return host.beginRehearsal(browser, label).followAll();
  }
}
