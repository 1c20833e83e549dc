package dev.accountlink.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.flow.Event;
import dev.accountlink.model.EmailAddress;
import dev.accountlink.model.HostUser;
import dev.accountlink.model.Link;
import dev.accountlink.model.LinkNote;
import dev.accountlink.model.Standing;
import dev.accountlink.provider.Conflict;
import dev.accountlink.provider.EmailTrust;
import dev.accountlink.provider.Gate;
import dev.accountlink.provider.ProviderRules;
import dev.accountlink.provider.Registration;
import dev.accountlink.spi.HostSessions.Reauthentication;
import dev.accountlink.testkit.Race;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.People;
import dev.accountlink.testkit.fake.Person;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Steps that are repeated, altered, moved to another browser or finished by another node. */
class StepEdgesTest {
  private final Scene scene = new Scene();
  private final TestHost host = scene.host;
  private final TestBrowser browser = TestBrowser.fresh();

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  @DisplayName("D20 a proof by a linked provider is good for one operation")
  void aProofIsGoodForOneOperation() {
    HostUser lady = oldSession();
    host.proveBy(continueTo -> new Reauthentication.ByLinkedProvider());
    linkSince(lady, People.ada(), Duration.ofHours(25));
    BrowserPage proven =
        scene.beginConnect(browser, "GitHub").followAll().submit("Prove with Work").followAll();
    proven.submit("Go on").followAll().submit("Confirm").followAll();
    assertThat(host.links().findAll(lady.id())).hasSize(2);
    int before = scene.github.authorizeCalls();

    BrowserPage again = proven.submit("Go on").followAll();

    assertThat(scene.github.authorizeCalls()).as(again.text()).isEqualTo(before);
    BrowserPage other = host.linksPage(browser).submit("Disconnect linked").followAll();
    assertThat(other.text()).as("another operation").contains("Reauthenticate");
    assertThat(host.links().findAll(lady.id())).hasSize(2);
  }

  @Test
  @DisplayName("D20 a second identity of the user that was linked today proves nothing")
  void aSecondIdentityLinkedTodayProvesNothing() {
    HostUser lady = oldSession();
    host.proveBy(continueTo -> new Reauthentication.ByLinkedProvider());
    linkSince(lady, People.bob(), Duration.ofHours(25));
    linkSince(lady, People.ada(), Duration.ofHours(1));

    BrowserPage end =
        scene.beginConnect(browser, "GitHub").followAll().submit("Prove with Work").followAll();

    assertThat(end.status()).isEqualTo(403);
    assertThat(end.text()).contains("LinkTooNew");
    assertThat(host.happened()).doesNotContain(Event.Kind.REAUTHENTICATED);
  }

  @Test
  @DisplayName("D20 a provider that is not linked cannot be named in the form")
  void aProviderThatIsNotLinkedCannotBeNamed() {
    HostUser lady = oldSession();
    host.proveBy(continueTo -> new Reauthentication.ByLinkedProvider());
    linkSince(lady, People.ada(), Duration.ofHours(25));
    BrowserPage page = scene.beginConnect(browser, "GitHub").followAll();

    for (String name : new String[] {"github", "nobody", "", "../x", "A B"}) {
      BrowserPage end = page.formOf("Prove with Work").with("provider", name).submit();
      assertThat(end.status()).as(name + " " + end.text()).isBetween(200, 499);
      BrowserPage last = end.followAll();
      assertThat(last.text()).as(name).doesNotContain("Proceed");
    }
    assertThat(host.happened()).doesNotContain(Event.Kind.REAUTHENTICATED);
  }

  @Test
  @DisplayName("D20 a password is of no use where the host wants another proof")
  void aPasswordIsOfNoUseWhereTheHostWantsAnotherProof() {
    HostUser lady = oldSession();
    BrowserPage page = scene.beginConnect(browser, "Work").followAll();
    host.proveBy(continueTo -> new Reauthentication.AtHostPage(URI.create("/host/prove")));

    page.formOf("Prove by password").with("password", "lady-password").submit().followAll();

    assertThat(scene.openId.authorizeCalls()).isZero();
    assertThat(host.links().findAll(lady.id())).isEmpty();
  }

  @Test
  @DisplayName("D20 a proof of one user is not another's: the session changed meanwhile")
  void theSessionChangedMeanwhile() {
    oldSession();
    HostUser other = host.users().register("other", "other@example.org");
    BrowserPage page = scene.beginConnect(browser, "Work").followAll();
    host.signOut(browser);
    assertThat(browser.get(page.uri().toString()).followAll().text()).contains("SignedInMeanwhile");
    host.signIn(browser, other);
    assertThat(browser.get(page.uri().toString()).followAll().text()).contains("SignedInMeanwhile");
    page.formOf("Prove by password").with("password", "other-password").submit().followAll();
    assertThat(scene.openId.authorizeCalls()).isZero();
  }

  @Test
  @DisplayName("D20 a step that waits too long has to be begun again")
  void aStepThatWaitsTooLong() {
    oldSession();
    BrowserPage page = scene.beginConnect(browser, "Work").followAll();
    host.clock().pass(Duration.ofHours(2));
    BrowserPage end =
        page.formOf("Prove by password").with("password", "lady-password").submit().followAll();
    assertThat(end.text()).contains("Expired");
    assertThat(scene.openId.authorizeCalls()).isZero();
  }

  @Test
  @DisplayName("A02 a step cannot be sent from another site, nor without its token")
  void aStepCannotBeSentFromElsewhere() {
    HostUser lady = oldSession();
    scene.link(lady, scene.identity(People.ada()));
    BrowserPage page = host.linksPage(browser).submit("Disconnect linked").followAll();
    Map<String, String> fields = new LinkedHashMap<>(page.formOf("Prove by password").fields());
    fields.put("password", "lady-password");
    BrowserPage foreign = browser.at(Scene.ELSEWHERE).post(host.sso("/steps"), fields).followAll();
    assertThat(foreign.text()).as("comes without cookies").contains("OtherBrowser");
    BrowserPage sibling =
        browser.at("http://localhost:1/").post(host.sso("/steps"), fields).followAll();
    assertThat(sibling.text()).as("comes with them").contains("ForgedRequest");
    fields.remove("csrf");
    BrowserPage bare = browser.post(host.sso("/steps"), fields).followAll();
    assertThat(bare.text()).contains("ForgedRequest");
    assertThat(host.links().findAll(lady.id())).hasSize(1);
  }

  @Test
  @DisplayName("another node with the same keys finishes each step")
  void anotherNodeFinishesEachStep() {
    HostUser lady = oldSession();
    linkSince(lady, People.bob(), Duration.ofHours(25));
    BrowserPage page = scene.beginConnect(browser, "Work").followAll();
    host.with(scene.github(), scene.work());
    BrowserPage confirm =
        page.formOf("Prove by password").with("password", "lady-password").submit().followAll();
    host.with(scene.github(), scene.work());
    confirm.submit("Confirm").followAll();
    assertThat(host.links().findAll(lady.id())).hasSize(2);

    host.clock().pass(Duration.ofMinutes(16));
    host.proveBy(continueTo -> new Reauthentication.ByLinkedProvider());
    scene.approveAs(People.bob());
    BrowserPage away =
        Scene.consent(
            host.linksPage(browser)
                .submit("Disconnect ada")
                .followAll()
                .formOf("Prove with Work")
                .submit());
    host.with(scene.github(), scene.work());
    BrowserPage proceed = away.followAll();
    assertThat(proceed.text()).contains("Proceed");
    host.with(scene.github(), scene.work());
    proceed.submit("Go on").followAll();
    assertThat(host.links().findAll(lady.id())).hasSize(1);
  }

  @Test
  @DisplayName("another node with the same keys registers and solves a conflict")
  void anotherNodeRegistersAndSolvesAConflict() {
    rules(rules -> rules.withEmailTrust(new EmailTrust.Never()));
    BrowserPage page = scene.begin(browser, "Work").followAll();
    rules(rules -> rules.withEmailTrust(new EmailTrust.Never()));
    page.formOf("Register").with("email", "typed@example.org").submit().followAll();
    assertThat(host.who(browser)).isEqualTo("ada");

    host.users().register("bob", "else@example.org");
    scene.approveAs(People.bob());
    TestBrowser two = TestBrowser.fresh();
    rules(rules -> rules.withConflict(Conflict.SIGN_IN_THEN_CONNECT));
    String step = step(scene.begin(two, "Work").followAll());
    rules(rules -> rules.withConflict(Conflict.SIGN_IN_THEN_CONNECT));
    HostUser bob = host.users().named("bob").orElseThrow();
    host.signIn(two, bob);
    two.get(step).submit("Confirm").followAll();
    assertThat(host.links().findAll(bob.id())).hasSize(1);
  }

  @Test
  @DisplayName("D22 a confirmation after a conflict is of no use twice, altered or elsewhere")
  void aConfirmationIsOfNoUseTwiceAlteredOrElsewhere() {
    HostUser ada = conflict();
    String step = step(scene.begin(browser, "Work").followAll());
    host.signIn(browser, ada);
    BrowserPage confirm = browser.get(step);
    TestBrowser attacker = TestBrowser.fresh();
    HostUser mallory = host.users().register("mallory", "m@example.org");
    host.signIn(attacker, mallory);
    host.linksPage(attacker);
    Map<String, String> fields = confirm.formOf("Confirm").fields();
    assertThat(attacker.post(host.sso("/steps"), fields).followAll().text())
        .contains("OtherBrowser");
    String text = fields.get("step");
    for (int i = 0; i < text.length(); i += 7) {
      char swapped = text.charAt(i) == 'A' ? 'B' : 'A';
      Map<String, String> altered = new LinkedHashMap<>(fields);
      altered.put("step", text.substring(0, i) + swapped + text.substring(i + 1));
      browser.post(host.sso("/steps"), altered);
    }
    assertThat(host.links().find(scene.identity(People.ada()))).isEmpty();
    confirm.submit("Confirm").followAll();
    assertThat(host.links().findAll(ada.id())).hasSize(1);
    host.links().remove(ada.id(), scene.identity(People.ada()), rest -> true);
    confirm.submit("Confirm").followAll();
    assertThat(host.links().findAll(ada.id())).as("a second time").isEmpty();
  }

  @Test
  @DisplayName("D22 a conflict's confirmation shown to one user is not another's who signs in then")
  void aConfirmationShownToOneUserIsNotAnothers() {
    HostUser ada = conflict();
    HostUser victim = host.users().register("victim", "victim@example.org");
    String step = step(scene.begin(browser, "Work").followAll());
    host.signIn(browser, ada);
    BrowserPage confirm = browser.get(step);
    host.signIn(browser, victim);

    confirm.submit("Confirm").followAll();

    assertThat(host.links().findAll(victim.id())).isEmpty();
    assertThat(host.links().findAll(ada.id())).isEmpty();
  }

  @Test
  @DisplayName("D23 a draft is registered once on a double click")
  void aDraftIsRegisteredOnceOnADoubleClick() {
    rules(rules -> rules.withEmailTrust(new EmailTrust.Never()));
    BrowserPage page = scene.begin(browser, "Work").followAll();
    List<BrowserPage> pages =
        Race.run(6, i -> page.formOf("Register").with("email", "typed@example.org").submit());
    assertThat(pages).allSatisfy(one -> assertThat(one.status()).isLessThan(500));
    assertThat(host.users().count()).isEqualTo(1);
    assertThat(host.sessionCount()).isEqualTo(1);
    assertThat(host.happened()).containsOnlyOnce(Event.Kind.USER_REGISTERED);
  }

  @Test
  @DisplayName("an address that is none is kept in the field")
  void anAddressThatIsNoneIsKeptInTheField() {
    rules(rules -> rules.withEmailTrust(new EmailTrust.Never()));
    BrowserPage page = scene.begin(browser, "Work").followAll();
    BrowserPage again =
        page.formOf("Register").with("username", "lovelace").with("email", "no address").submit();
    assertThat(again.status()).isEqualTo(422);
    assertThat(again.formOf("Register").fields())
        .containsEntry("username", "lovelace")
        .containsEntry("email", "no address");
  }

  @Test
  @DisplayName("D23 an address nobody asked for does not take the place of the provider's")
  void anAddressNobodyAskedForChangesNothing() {
    Person odd = People.ada().withLogin("ada.l/..");
    scene.openId.put(odd);
    scene.approveAs(odd);
    BrowserPage page = scene.begin(browser, "Work").followAll();
    assertThat(page.formOf("Register").fields()).doesNotContainKey("email");
    page.formOf("Register").with("email", "typed@example.org").submit().followAll();
    assertThat(host.users().count()).isEqualTo(1);
    assertThat(host.users().withAddress(new EmailAddress("typed@example.org", false, true)))
        .isEmpty();
  }

  @Test
  @DisplayName("D23 whoever signs in meanwhile does not finish another's draft")
  void whoeverSignsInMeanwhileDoesNotFinishIt() {
    rules(rules -> rules.withEmailTrust(new EmailTrust.Never()));
    HostUser victim = host.users().register("victim", "victim@example.org");
    BrowserPage page = scene.begin(browser, "Work").followAll();
    host.signIn(browser, victim);
    page.formOf("Register").with("email", "typed@example.org").submit().followAll();
    assertThat(host.who(browser)).isEqualTo("victim");
    assertThat(host.users().count()).isEqualTo(1);
  }

  @Test
  @DisplayName("D23 a typed address that is taken discloses nothing and registers nobody")
  void aTypedAddressThatIsTaken() {
    rules(rules -> rules.withEmailTrust(new EmailTrust.Never()));
    host.users().register("victim", "victim@example.org");
    BrowserPage page = scene.begin(browser, "Work").followAll();
    BrowserPage end =
        page.formOf("Register").with("email", "victim@example.org").submit().followAll();
    assertThat(end.status()).isEqualTo(422);
    assertThat(host.users().count()).isEqualTo(1);
    assertThat(host.who(browser)).isEmpty();
  }

  @Test
  @DisplayName("D27 details asked first, then approval: no session")
  void detailsFirstThenApproval() {
    rules(
        rules ->
            rules
                .withEmailTrust(new EmailTrust.Never())
                .withRegistration(Registration.PENDING_APPROVAL));
    BrowserPage end =
        scene
            .begin(browser, "Work")
            .followAll()
            .formOf("Register")
            .with("email", "typed@example.org")
            .submit()
            .followAll();
    assertThat(end.text()).contains("AwaitingApproval");
    assertThat(host.sessionCount()).isZero();
    assertThat(host.users().named("ada").orElseThrow().standing())
        .isEqualTo(Standing.AWAITING_APPROVAL);
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
  @DisplayName("D25 a gate that closes while a step waits is not passed")
  void aGateThatClosesWhileAStepWaits() {
    HostUser ada = conflict();
    String step = step(scene.begin(browser, "Work").followAll());
    host.signIn(browser, ada);
    BrowserPage confirm = browser.get(step);
    rules(
        rules ->
            rules
                .withConflict(Conflict.SIGN_IN_THEN_CONNECT)
                .withGates(List.of(new Gate.ClaimEquals("preferred_username", "somebody"))));
    assertThat(confirm.submit("Confirm").followAll().text()).contains("StartAgain");
    assertThat(host.links().findAll(ada.id())).isEmpty();
  }

  private HostUser oldSession() {
    HostUser lady = host.users().register("lady", "lady@example.org");
    host.signIn(browser, lady);
    host.clock().pass(Duration.ofMinutes(16));
    return lady;
  }

  private HostUser conflict() {
    rules(rules -> rules.withConflict(Conflict.SIGN_IN_THEN_CONNECT));
    return host.users().register("ada", "else@example.org");
  }

  private void linkSince(HostUser user, Person person, Duration age) {
    Instant at = host.clock().instant().minus(age);
    host.users().since(user.id(), at.minusSeconds(3600));
    host.links()
        .insert(
            new Link(
                user.id(),
                scene.identity(person),
                Optional.of(new LinkNote("linked", at, Optional.empty()))));
  }

  private static String step(BrowserPage offered) {
    BrowserPage away = offered.formOf("Sign in here").submit();
    String path = away.location().toString().replaceFirst(".*continue=", "");
    return offered.uri().resolve(path).toString();
  }

  private void rules(UnaryOperator<ProviderRules> change) {
    host.with(scene.work().withRules(change.apply(scene.work().rules())));
  }
}
