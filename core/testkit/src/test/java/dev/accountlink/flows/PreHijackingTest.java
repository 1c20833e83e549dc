package dev.accountlink.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.model.HostUser;
import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.Link;
import dev.accountlink.provider.EmailTrust;
import dev.accountlink.provider.ProviderRules;
import dev.accountlink.testkit.browser.BrowserForm;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.People;
import dev.accountlink.testkit.fake.Person;
import dev.accountlink.testkit.fake.PersonEmail;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The five pre-hijacking attacks of Sudhodanan and Paverd (USENIX Security 2022): Mallory is here
 * first, under Ada's address, and waits for her to come.
 */
class PreHijackingTest {
  private static final String ADDRESS = "ada@example.org";

  private final Scene scene = new Scene();
  private final TestHost host = scene.host;
  private final TestBrowser attacker = TestBrowser.fresh();
  private final TestBrowser victim = TestBrowser.fresh();
  private final Person mallory = People.mallory();

  @BeforeEach
  void theVictimsAddressIsProven() {
    assertThat(People.ada().primaryEmail().map(PersonEmail::address)).contains(ADDRESS);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  /** Mallory registers with a password, and nobody has asked whose the address is. */
  private HostUser squat(String username) {
    HostUser squatted = host.users().register(username, ADDRESS);
    host.signIn(attacker, squatted);
    return squatted;
  }

  @ParameterizedTest
  @ValueSource(strings = {"Work", "GitHub"})
  @DisplayName("D01 classic-federated merge: whoever has the address here is not who comes by it")
  void theVictimIsNotLetIntoTheSquattedUser(String provider) {
    for (String username : List.of("ada", "squatter")) {
      HostUser squatted = squat(username);

      BrowserPage page = scene.begin(victim, provider).followAll();

      assertThat(page.status()).isEqualTo(422);
      assertThat(page.body()).doesNotContain(ADDRESS).doesNotContain(squatted.id().value());
      assertNobody(victim);
      assertThat(host.links().findAll(squatted.id())).isEmpty();
      assertThat(host.users().count()).isEqualTo(1);
      host.users().delete(squatted.id());
    }
  }

  @Test
  @DisplayName("D02 unexpired session: the attacker's session shows nothing of the victim")
  void theAttackersSessionShowsNothingOfTheVictim() {
    HostUser squatted = squat("squatter");
    scene.begin(victim, "Work").followAll();
    assertThat(host.linksPage(attacker).text()).doesNotContain("Disconnect");
    assertThat(host.links().findAll(squatted.id())).isEmpty();

    host.users().delete(squatted.id());
    scene.begin(victim, "Work").followAll();

    assertThat(host.who(victim)).isEqualTo("ada");
    assertNobody(attacker);
    assertThat(host.linksPage(attacker).text()).doesNotContain("Disconnect");
  }

  @Test
  @DisplayName("D02 unexpired session: once the victim recovers the user, the attacker is out")
  void onceTheVictimRecoversTheUserTheAttackerIsOut() {
    HostUser squatted = squat("squatter");
    scene.approveAs(mallory);
    String callback = scene.connectCallback(attacker, "GitHub");
    BrowserForm confirm = scene.beginConnect(attacker, "Work").followAll().formOf("Confirm");
    host.signIn(victim, squatted);

    host.linking().passwordWasSet(squatted.id(), Optional.of(host.mark(victim)));

    assertNobody(attacker);
    assertThat(confirm.submit().followAll().text()).contains("SignedInMeanwhile");
    assertThat(Scene.comeTo(attacker, callback).text()).contains("SignedInMeanwhile");
    assertThat(identities(squatted)).as("what was begun before links nothing").isEmpty();
    assertThat(host.who(victim)).isEqualTo("squatter");
  }

  @Test
  @DisplayName("D02 unexpired session: the victim's first link ends it, whatever the host forgot")
  void theVictimsFirstLinkEndsTheAttackersSession() {
    HostUser squatted = squat("squatter");
    host.signIn(victim, squatted);
    assertThat(host.who(attacker)).isEqualTo("squatter");

    scene.beginConnect(victim, "Work").followAll().submit("Confirm").followAll();

    assertThat(identities(squatted)).containsExactly(scene.identity(People.ada()));
    assertNobody(attacker);
    assertThat(host.who(victim)).isEqualTo("squatter");
  }

  @Test
  @DisplayName("D03 trojan identifier: what the attacker connected is seen, and goes with recovery")
  void whatTheAttackerConnectedGoesWithRecovery() {
    HostUser squatted = squat("squatter");
    scene.approveAs(mallory);
    scene.beginConnect(attacker, "Work").followAll().submit("Confirm").followAll();
    host.signIn(victim, squatted);
    assertThat(host.linksPage(victim).text()).contains("Disconnect mallory");

    host.linking().disconnectAll(squatted.id(), Optional.of(host.mark(victim)));

    assertNobody(attacker);
    scene.begin(attacker, "Work").followAll();
    assertThat(host.who(attacker)).as("a stranger with a user of her own").isEqualTo("mallory");
    assertThat(identities(squatted)).isEmpty();
    assertThat(host.linksPage(victim).text()).doesNotContain("Disconnect");
  }

  @Test
  @DisplayName("D03 trojan identifier: the attacker's own identity never leads to the victim")
  void theAttackersIdentityNeverLeadsToTheVictim() {
    HostUser squatted = squat("squatter");
    scene.approveAs(mallory);
    scene.beginConnect(attacker, "Work").followAll().submit("Confirm").followAll();
    assertThat(identities(squatted)).containsExactly(scene.identity(mallory));

    scene.approveAs(People.ada());
    assertThat(scene.begin(victim, "Work").followAll().status()).isEqualTo(422);
    assertNobody(victim);
    assertThat(identities(squatted)).containsExactly(scene.identity(mallory));

    host.users().delete(squatted.id());
    host.linking().userDeleted(squatted.id());
    scene.begin(victim, "Work").followAll();
    assertThat(host.who(victim)).isEqualTo("ada");
    HostUser ada = host.users().named("ada").orElseThrow();
    TestBrowser again = TestBrowser.fresh();
    scene.approveAs(mallory);
    scene.begin(again, "Work").followAll();
    assertThat(host.who(again)).isNotEqualTo("ada");
    assertThat(identities(ada)).containsExactly(scene.identity(People.ada()));
  }

  @Test
  @DisplayName("D04 unexpired e-mail change: an address that changes hands in a flow moves nobody")
  void anAddressThatChangesHandsMovesNobody() {
    HostUser waiting = host.users().register("squatter", "mallory@example.net");
    host.signIn(attacker, waiting);
    String callback = scene.callback(victim, "Work");
    host.users().address(waiting.id(), ADDRESS);

    assertThat(Scene.comeTo(victim, callback).status()).isEqualTo(422);

    assertNobody(victim);
    assertThat(host.links().findAll(waiting.id())).isEmpty();
    host.users().address(waiting.id(), "mallory@example.net");
    scene.begin(victim, "Work").followAll();
    HostUser ada = host.users().named("ada").orElseThrow();
    host.users().address(waiting.id(), ADDRESS);
    host.signOut(victim);
    scene.begin(victim, "Work").followAll();
    assertThat(host.who(victim)).isEqualTo("ada");
    assertThat(identities(ada)).containsExactly(scene.identity(People.ada()));
    assertThat(identities(waiting)).isEmpty();
  }

  static Stream<Person> peopleWhoSayThatTheyAreAda() {
    PersonEmail proven = PersonEmail.primary(ADDRESS);
    Person liar = People.mallory().withEmails(proven.withVerified(false));
    return Stream.of(
        liar,
        liar.withClaim("email_verified", "true"),
        liar.withClaim("email_verified", 1),
        People.mallory().withEmails(proven),
        liar.withLogin("ada"),
        liar.withLogin(ADDRESS));
  }

  @ParameterizedTest
  @MethodSource("peopleWhoSayThatTheyAreAda")
  @DisplayName("D05 non-verifying IdP: an address that anybody may claim leads to nobody's user")
  void anAddressThatAnybodyMayClaimLeadsToNobody(Person liar) {
    scene.begin(victim, "Work").followAll();
    assertThat(host.who(victim)).isEqualTo("ada");
    HostUser ada = host.users().named("ada").orElseThrow();
    scene.approveAs(liar);

    scene.begin(attacker, "Work").followAll();

    assertThat(host.who(attacker)).isNotEqualTo("ada");
    assertThat(identities(ada)).containsExactly(scene.identity(People.ada()));
    assertThat(host.users().withAddress(People.ada())).isEqualTo(ada);
  }

  @Test
  @DisplayName("D05 non-verifying IdP: whoever registered by it is not whom another provider means")
  void whoeverRegisteredByItIsNotWhomAnotherProviderMeans() {
    scene.approveAs(mallory.withEmails(PersonEmail.primary(ADDRESS)));
    scene.begin(attacker, "Work").followAll();
    HostUser early = host.users().withAddress(People.ada());
    scene.approveAs(People.ada());

    BrowserPage page = scene.begin(victim, "GitHub").followAll();

    assertThat(page.status()).isEqualTo(422);
    assertNobody(victim);
    assertThat(identities(early)).containsExactly(scene.identity(mallory));
  }

  @Test
  @DisplayName("D05 non-verifying IdP: one that is not trusted with addresses occupies none")
  void aProviderNotTrustedWithAddressesOccupiesNone() {
    ProviderRules never = scene.work().rules().withEmailTrust(new EmailTrust.Never());
    host.with(scene.work().withRules(never), scene.github());
    scene.approveAs(mallory.withEmails(PersonEmail.primary(ADDRESS)));
    BrowserPage asked = scene.begin(attacker, "Work").followAll();
    assertThat(asked.body()).as("it is asked for instead").contains("Details");
    asked.formOf("Register").with("email", "mallory@example.net").submit().followAll();
    assertThat(host.who(attacker)).isEqualTo("mallory");
    scene.approveAs(People.ada());

    scene.begin(victim, "GitHub").followAll();

    assertThat(host.who(victim)).isEqualTo("ada");
    assertThat(host.users().withAddress(People.ada()).username()).isEqualTo("ada");
  }

  @Test
  @DisplayName("D05 non-verifying IdP: an address not proven is not kept for whoever claimed it")
  void anAddressNotProvenIsNotKept() {
    scene.approveAs(mallory.withEmails(PersonEmail.primary(ADDRESS).withVerified(false)));
    scene.begin(attacker, "Work").followAll();

    scene.approveAs(People.ada());
    scene.begin(victim, "Work").followAll();

    assertThat(host.who(victim)).isEqualTo("ada");
    assertThat(host.who(attacker)).isNotEqualTo("ada");
  }

  private List<IdentityKey> identities(HostUser user) {
    return host.links().findAll(user.id()).stream().map(Link::identity).toList();
  }

  private void assertNobody(TestBrowser browser) {
    assertThat(host.who(browser)).isEmpty();
  }
}
