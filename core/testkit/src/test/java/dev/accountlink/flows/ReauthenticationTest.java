package dev.accountlink.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.flow.Event;
import dev.accountlink.flow.Refusal;
import dev.accountlink.model.HostUser;
import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.Link;
import dev.accountlink.model.LinkNote;
import dev.accountlink.provider.Provider;
import dev.accountlink.spi.HostSessions.Reauthentication;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.People;
import dev.accountlink.testkit.fake.Person;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An old session, perhaps a stolen one, changes no way in before somebody proves who it is. */
class ReauthenticationTest {
  private final Scene scene = new Scene();
  private final TestHost host = scene.host;
  private final TestBrowser browser = TestBrowser.fresh();
  private final HostUser lady = host.users().register("lady", "lady@example.org");

  @BeforeEach
  void anOldSession() {
    host.signIn(browser, lady);
    host.clock().pass(Duration.ofMinutes(16));
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  @DisplayName("D20 an old session reaches no provider to connect before a proof")
  void anOldSessionConnectsNothing() {
    BrowserPage page = scene.beginConnect(browser, "Work").followAll();

    assertThat(page.text()).contains("Reauthenticate").contains("lady");
    assertThat(scene.openId.authorizeCalls()).isZero();
    assertThat(browser.get(page.uri().toString()).submit("Prove by password").status())
        .as("an empty password")
        .isEqualTo(403);
    assertNothingLinked();
  }

  @Test
  void formsMayLeadToTheHostsOwnStepsOnAnotherOrigin() {
    host.stepsAlsoAt(URI.create("https://login.example.com:8443/second-factor?x=1"));
    BrowserPage page = scene.beginConnect(browser, "Work").followAll();

    assertThat(page.header("Content-Security-Policy").orElseThrow())
        .matches(".*form-action 'self' .*https://login\\.example\\.com:8443( .*)?");
  }

  @ParameterizedTest
  @CsvSource({
    "guess, 403, WrongPassword",
    "of-another, 403, WrongPassword",
    "too-many, 429, TooManyTries"
  })
  @DisplayName("D20 a password that is not this user's goes no further")
  void aPasswordThatIsNotThisUsersGoesNoFurther(String password, int status, String code) {
    BrowserPage page = scene.beginConnect(browser, "Work").followAll();

    BrowserPage again = prove(page, password);

    assertThat(again.status()).isEqualTo(status);
    assertThat(again.text()).contains("Reauthenticate").contains(code);
    assertThat(scene.openId.authorizeCalls()).isZero();
    prove(again, "lady-password").followAll().submit("Confirm").followAll();
    assertThat(host.links().findAll(lady.id())).as("and the right one goes on").hasSize(1);
  }

  @Test
  @DisplayName("D20 the password goes on with the connect that was begun, once")
  void thePasswordGoesOnWithTheConnect() {
    BrowserPage page = scene.beginConnect(browser, "Work").followAll();

    BrowserPage begun = prove(page, "lady-password");

    assertThat(begun.location().toString()).startsWith(scene.openId.baseUrl());
    assertThat(prove(page, "lady-password").location().toString())
        .as("the same step once more")
        .startsWith(host.sso("/pages/"));
    begun.followAll().submit("Confirm").followAll();
    assertThat(host.links().findAll(lady.id())).hasSize(1);
    assertThat(host.happened()).contains(Event.Kind.REAUTHENTICATED, Event.Kind.LINK_ADDED);
  }

  @Test
  @DisplayName(
      "D20 an old session disconnects nothing before a proof, and D02 ends the others then")
  void anOldSessionDisconnectsNothing() {
    scene.link(lady, scene.identity(People.ada()));
    TestBrowser other = TestBrowser.fresh();
    host.signIn(other, lady);
    BrowserPage page = host.linksPage(browser).submit("Disconnect linked").followAll();

    assertThat(page.text()).contains("Reauthenticate");
    assertThat(host.links().findAll(lady.id())).hasSize(1);
    prove(page, "lady-password").followAll();
    assertThat(host.links().findAll(lady.id())).isEmpty();
    assertThat(host.who(browser)).as("this session stays").isEqualTo("lady");
    assertThat(host.who(other)).as("all others end").isEmpty();
  }

  @Test
  void withoutAWayToProveThePageSaysSo() {
    host.proveBy(continueTo -> new Reauthentication.ByLinkedProvider());

    BrowserPage page = scene.beginConnect(browser, "Work").followAll();

    assertThat(page.status()).isEqualTo(403);
    assertThat(page.text()).contains(Refusal.SIGN_IN_AGAIN.code());
    assertNothingLinked();
  }

  @Test
  @DisplayName("D20 a linked provider proves it, and the step goes on where it was")
  void aLinkedProviderProvesIt() {
    host.proveBy(continueTo -> new Reauthentication.ByLinkedProvider());
    linkSince(People.ada(), Duration.ofHours(25));

    BrowserPage proven =
        scene.beginConnect(browser, "GitHub").followAll().submit("Prove with Work").followAll();

    assertThat(proven.text()).contains("Proceed");
    assertThat(host.links().findAll(lady.id())).hasSize(1);
    BrowserPage end = proven.submit("Go on").followAll();
    if (end.text().contains("Confirm")) {
      end.submit("Confirm").followAll();
    }
    assertThat(host.links().findAll(lady.id())).hasSize(2);
  }

  @Test
  @DisplayName("D20 the identity of somebody else proves nothing")
  void theIdentityOfSomebodyElseProvesNothing() {
    host.proveBy(continueTo -> new Reauthentication.ByLinkedProvider());
    linkSince(People.ada(), Duration.ofHours(25));
    scene.approveAs(People.bob());

    BrowserPage end =
        scene.beginConnect(browser, "GitHub").followAll().submit("Prove with Work").followAll();

    assertThat(end.status()).isEqualTo(403);
    assertThat(end.text()).contains("OtherIdentity");
    assertThat(host.who(browser)).isEqualTo("lady");
    assertThat(host.links().findAll(lady.id())).hasSize(1);
  }

  @Test
  @DisplayName("D20 a link of less than a day is not offered to prove anything")
  void aFreshLinkProvesNothing() {
    host.proveBy(continueTo -> new Reauthentication.ByLinkedProvider());
    linkSince(People.ada(), Duration.ofHours(23));

    BrowserPage page = scene.beginConnect(browser, "GitHub").followAll();

    assertThat(page.text()).contains("SignInAgain");
  }

  @Test
  @DisplayName("C29 a provider that does not ask again proves nothing")
  void aProviderThatDoesNotAskAgainProvesNothing() {
    host.proveBy(continueTo -> new Reauthentication.ByLinkedProvider());
    Provider silent = AsksNobody.in(scene.work());
    host.with(silent, scene.github());
    linkSince(People.ada(), Duration.ofHours(25));
    scene.openId.askAtPage();
    host.signOut(browser);
    scene.begin(browser, "Work").followAll().submit("Continue as Ada").followAll();
    assertThat(host.who(browser)).as("signed in at the provider as well").isEqualTo("lady");
    host.clock().pass(Duration.ofMinutes(16));

    BrowserPage end =
        scene.beginConnect(browser, "GitHub").followAll().submit("Prove with Work").followAll();

    assertThat(end.status()).isEqualTo(403);
    assertThat(end.text()).contains("NotAskedAgain");
  }

  @Test
  @DisplayName("D20 a page of the host proves it: the step waits in a cookie of this browser only")
  void aPageOfTheHostProvesIt() {
    host.proveBy(
        continueTo -> new Reauthentication.AtHostPage(URI.create("/host/prove?to=" + continueTo)));
    BrowserPage page = scene.beginConnect(browser, "Work").followAll();

    BrowserPage away = page.formOf("Prove at the host").submit();

    String address = away.location().toString().replaceFirst(".*to=", "");
    assertThat(address).matches(".*/steps/[A-Za-z0-9_-]{22}");
    assertThat(browser.get(address).text()).as("not done yet").contains("Reauthenticate");
    assertThat(TestBrowser.fresh().get(address).followAll().text()).contains("StartAgain");
    host.renew(browser);
    BrowserPage proven = browser.get(address);
    assertThat(proven.text()).contains("Proceed");
    proven.submit("Go on").followAll().submit("Confirm").followAll();
    assertThat(host.links().findAll(lady.id())).hasSize(1);
  }

  @Test
  @DisplayName("A08 a step outlives a restart, and is begun again in another tab")
  void aStepOutlivesARestart() {
    BrowserPage left = scene.beginConnect(browser, "Work").followAll();
    BrowserPage page = scene.beginConnect(browser, "Work").followAll();

    host.with(scene.github(), scene.work());
    prove(page, "lady-password").followAll().submit("Confirm").followAll();

    assertThat(host.links().findAll(lady.id())).hasSize(1);
    assertThat(prove(left, "lady-password").followAll().status())
        .as("the other tab finds it connected")
        .isEqualTo(200);
    assertThat(host.links().findAll(lady.id())).hasSize(1);
  }

  private static BrowserPage prove(BrowserPage page, String password) {
    return page.formOf("Prove by password").with("password", password).submit();
  }

  private void linkSince(Person person, Duration age) {
    IdentityKey key = scene.identity(person);
    Instant at = host.clock().instant().minus(age);
    host.users().since(lady.id(), at.minusSeconds(3600));
    host.links()
        .insert(
            new Link(lady.id(), key, Optional.of(new LinkNote("linked", at, Optional.empty()))));
  }

  private void assertNothingLinked() {
    assertThat(host.links().findAll(lady.id())).isEmpty();
  }
}
