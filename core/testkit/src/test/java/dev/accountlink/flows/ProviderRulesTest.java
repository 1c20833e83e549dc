package dev.accountlink.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accountlink.flow.Event;
import dev.accountlink.model.DomainName;
import dev.accountlink.model.HostUser;
import dev.accountlink.model.Standing;
import dev.accountlink.provider.EmailTrust;
import dev.accountlink.provider.Gate;
import dev.accountlink.provider.ProviderRules;
import dev.accountlink.provider.Registration;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.People;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What an administrator may say for one provider, seen from outside. */
class ProviderRulesTest {
  private final Scene scene = new Scene();
  private final TestHost host = scene.host;
  private final TestBrowser browser = TestBrowser.fresh();

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  @DisplayName("D29 where people sign up only when they say so, signing in registers nobody")
  void signingInRegistersNobody() {
    rules(rules -> rules.withRegistration(Registration.EXPLICIT));

    BrowserPage page = scene.begin(browser, "Work").followAll();

    assertThat(page.status()).isEqualTo(422);
    assertThat(host.users().count()).isZero();
    page.submit("Sign up").followAll();
    assertThat(host.who(browser)).isEqualTo("ada");
    host.signOut(browser);
    scene.begin(browser, "Work").followAll();
    assertThat(host.who(browser)).isEqualTo("ada");
  }

  @Test
  void theSignInPageOffersToSignUpWhereThatMustBeSaid() {
    rules(rules -> rules.withRegistration(Registration.EXPLICIT));

    browser.get(host.sso("/sign-in")).submit("Sign up with Work").followAll();

    assertThat(host.who(browser)).isEqualTo("ada");
  }

  @Test
  @DisplayName("D27 whoever staff has to approve is made and gets no session until then")
  void staffHasToApprove() {
    rules(rules -> rules.withRegistration(Registration.PENDING_APPROVAL));
    for (int i = 0; i < 2; i++) {
      BrowserPage page = scene.begin(browser, "Work").followAll();
      assertThat(page.status()).isEqualTo(403);
      assertThat(page.text()).contains("AwaitingApproval");
      assertThat(host.sessionCount()).isZero();
    }
    HostUser made = host.users().named("ada").orElseThrow();
    assertThat(made.standing()).isEqualTo(Standing.AWAITING_APPROVAL);

    host.users().standing(made.id(), Standing.ACTIVE);
    scene.begin(browser, "Work").followAll();
    assertThat(host.who(browser)).isEqualTo("ada");
  }

  @Test
  @DisplayName("D25 a gate on the domain holds for strangers, for connects and for returning users")
  void aGateOnTheDomainHolds() {
    Gate closed = new Gate.EmailDomain(Set.of(DomainName.of("corp.example")));
    HostUser known = scene.linked("known", People.bob());
    HostUser lady = host.users().register("lady", "lady@example.org");
    rules(rules -> rules.withGates(List.of(closed)));

    BrowserPage stranger = scene.begin(browser, "Work").followAll();
    assertThat(stranger.status()).isEqualTo(403);
    assertThat(stranger.text()).contains("EmailDomainRequired").contains("corp.example");
    scene.approveAs(People.bob());
    assertThat(scene.begin(browser, "Work").followAll().text()).contains("EmailDomainRequired");
    scene.approveAs(People.ada());
    host.signIn(browser, lady);
    assertThat(scene.beginConnect(browser, "Work").followAll().text())
        .contains("EmailDomainRequired");

    assertThat(host.links().findAll(lady.id())).isEmpty();
    assertThat(host.links().findAll(known.id())).hasSize(1);
    assertThat(host.users().count()).isEqualTo(2);
  }

  @Test
  @DisplayName("D25 a claim that differs keeps out strangers, connects and returning users")
  void aClaimThatDiffersKeepsOut() {
    scene.linked("known", People.bob());
    HostUser lady = host.users().register("lady", "lady@example.org");
    rules(
        rules -> rules.withGates(List.of(new Gate.ClaimEquals("preferred_username", "somebody"))));
    BrowserPage stranger = scene.begin(browser, "Work").followAll();
    assertThat(stranger.status()).isEqualTo(403);
    assertThat(stranger.text()).contains("ClaimRequired").contains("Required:");
    scene.approveAs(People.bob());
    assertThat(scene.begin(browser, "Work").followAll().text()).contains("ClaimRequired");
    scene.approveAs(People.ada());
    host.signIn(browser, lady);
    assertThat(scene.beginConnect(browser, "Work").followAll().text()).contains("ClaimRequired");
    assertThat(host.links().findAll(lady.id())).isEmpty();
    assertThat(host.users().count()).isEqualTo(2);
  }

  @Test
  void anOpenGateLetsPeopleIn() {
    String address = People.ada().primaryEmail().orElseThrow().address();
    String domain = address.substring(address.indexOf('@') + 1);
    rules(
        rules ->
            rules.withGates(
                List.of(
                    new Gate.EmailDomain(Set.of(DomainName.of(domain))),
                    new Gate.ClaimEquals("preferred_username", "ada"))));

    scene.begin(browser, "Work").followAll();

    assertThat(host.who(browser)).isEqualTo("ada");
    host.signOut(browser);
    scene.begin(browser, "Work").followAll();
    assertThat(host.who(browser)).as("and again when they return").isEqualTo("ada");
  }

  @Test
  void aUserConnectsAsManyIdentitiesAsTheRulesAllow() {
    HostUser lady = scene.linked("lady", People.bob());
    rules(rules -> rules.withIdentitiesPerUser(1));
    host.signIn(browser, lady);

    BrowserPage page = scene.beginConnect(browser, "Work").followAll();

    assertThat(page.text()).contains("TooManyLinks");
    rules(rules -> rules.withIdentitiesPerUser(2));
    scene.beginConnect(browser, "Work").followAll().submit("Confirm").followAll();
    assertThat(host.links().findAll(lady.id())).hasSize(2);
  }

  @Test
  @DisplayName("D08 a login that another identity bore raises an alarm and matches nobody")
  void aRecycledLoginRaisesAnAlarm() {
    HostUser old = host.users().register("old", "old@example.org");
    host.signIn(browser, old);
    scene.beginConnect(browser, "Work").followAll().submit("Confirm").followAll();
    host.signOut(browser);
    scene.openId.put(People.bob().withLogin("ada"));
    scene.approveAs(People.bob().withLogin("ada"));

    scene.begin(browser, "Work").followAll();

    assertThat(host.who(browser)).isNotEqualTo("old");
    assertThat(host.happened()).contains(Event.Kind.RECYCLED_LOGIN);
  }

  @Test
  void aGateThatNobodyCouldPassIsRefusedWhenItIsConfigured() {
    Gate member = new Gate.MemberOf(Set.of("7"), "Acme");
    Gate claim = new Gate.ClaimEquals("group", "staff");
    Gate domain = new Gate.EmailDomain(Set.of(DomainName.of("corp.example")));

    assertRefused(() -> rules(rules -> rules.withGates(List.of(member))), "Gate.ClaimEquals");
    assertRefused(
        () -> scene.github().withRules(ProviderRules.DEFAULT.withGates(List.of(claim))),
        "makes no claims");
    assertRefused(
        () ->
            rules(rules -> rules.withGates(List.of(domain)).withEmailTrust(new EmailTrust.Never())),
        "EmailTrust.Never");
  }

  private static void assertRefused(ThrowingCallable configuration, String words) {
    assertThatThrownBy(configuration)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(words);
  }

  private void rules(UnaryOperator<ProviderRules> change) {
    host.with(scene.work().withRules(change.apply(scene.work().rules())));
  }
}
