package dev.accountlink.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.model.HostUser;
import dev.accountlink.model.Standing;
import dev.accountlink.provider.Client;
import dev.accountlink.provider.OpenIdConnect;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.Registration;
import dev.accountlink.testkit.browser.BrowserForm;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.FakeOpenIdProvider;
import dev.accountlink.testkit.fake.People;
import dev.accountlink.testkit.fake.Person;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules, providers and users that change while a flow is under way. */
class ChangedMeanwhileTest {
  private final Scene scene = new Scene();
  private final TestHost host = scene.host;
  private final TestBrowser browser = TestBrowser.fresh();

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  @DisplayName("A10 sign-in switched off while the browser was away: no session, no user, no link")
  void signInSwitchedOffMeanwhile() {
    Provider off = scene.work().withRules(scene.work().rules().withSignIn(false));
    scene.linked("linked", People.bob());
    HostUser user = host.users().register("lady", "lady@example.org");
    TestBrowser known = TestBrowser.fresh();
    TestBrowser connecting = TestBrowser.fresh();
    TestBrowser confirming = TestBrowser.fresh();
    host.signIn(connecting, user);
    host.signIn(confirming, user);
    String asStranger = scene.callback(browser, "Work");
    String asConnect = scene.connectCallback(connecting, "Work");
    BrowserForm confirm = scene.beginConnect(confirming, "Work").followAll().formOf("Confirm");
    scene.approveAs(People.bob());
    String asKnown = scene.callback(known, "Work");

    host.with(off);
    assertRefused(Scene.comeTo(browser, asStranger), 403, "SignInOff");
    assertRefused(Scene.comeTo(known, asKnown), 403, "SignInOff");
    assertRefused(Scene.comeTo(connecting, asConnect), 403, "SignInOff");
    assertRefused(confirm.submit().followAll(), 403, "SignInOff");
    assertThat(host.who(known) + host.who(browser)).isEmpty();
    assertThat(host.users().count()).isEqualTo(2);
    assertThat(host.links().findAll(user.id())).isEmpty();
    assertRefused(
        browser.post(host.sso("/work/sign-in"), java.util.Map.of()).followAll(), 403, "SignInOff");
  }

  @Test
  @DisplayName("A10 registration switched off while the browser was away: nobody is registered")
  void registrationSwitchedOffMeanwhile() {
    String callback = scene.callback(browser, "Work");
    host.with(scene.work().withRegistration(Registration.OFF));
    assertRefused(Scene.comeTo(browser, callback), 422, "NotConnected");
    assertThat(host.users().count()).isZero();
  }

  @Test
  @DisplayName("B06 the provider was removed while the flow was open: a page, no token call")
  void theProviderWasRemovedMeanwhile() {
    HostUser user = host.users().register("lady", "lady@example.org");
    host.signIn(browser, user);
    BrowserForm confirm = scene.beginConnect(browser, "Work").followAll().formOf("Confirm");
    String callback = scene.connectCallback(browser, "Work");
    int calls = scene.tokenCalls();
    host.with(scene.github());
    BrowserPage page = Scene.comeTo(browser, callback);
    assertRefused(page, 404, "UnknownProvider");
    assertThat(page.uri().getRawQuery()).as("nothing is rendered under the code").isNull();
    assertRefused(confirm.submit().followAll(), 400, "StartAgain");
    assertThat(scene.tokenCalls()).isEqualTo(calls);
    assertThat(host.links().findAll(user.id())).isEmpty();
  }

  @Test
  @DisplayName(
      "B06 client, issuer or kind changed while the flow was open: start again, no token call")
  void theProviderWasChangedMeanwhile() {
    try (FakeOpenIdProvider another = FakeOpenIdProvider.start()) {
      another.register("oid-client", "oid-secret", host.callback("work"));
      String client = scene.callback(browser, "Work");
      String issuer = scene.callback(browser, "Work");
      host.with(
          OpenIdConnect.provider(
              "work", "Work", scene.openId.issuer(), Client.of("other-client", "s")));
      assertRefused(Scene.comeTo(browser, client), 400, "StartAgain");
      host.with(
          OpenIdConnect.provider(
              "work", "Work", another.issuer(), Client.of("oid-client", "oid-secret")));
      assertRefused(Scene.comeTo(browser, issuer), 400, "StartAgain");
      assertThat(scene.tokenCalls() + another.tokenCalls()).isZero();
      assertThat(host.sessionCount()).isZero();
    }
  }

  @Test
  @DisplayName("B06 a new label, secret or order changes nothing for open flows")
  void aNewLabelChangesNothing() {
    String callback = scene.callback(browser, "Work");
    scene.openId.register("oid-client", "rotated", host.callback("work"));
    host.with(
        OpenIdConnect.provider(
                "work", "Our work", scene.openId.issuer(), Client.of("oid-client", "rotated"))
            .withRegistration(Registration.ON),
        scene.github());
    assertThat(Scene.comeTo(browser, callback).status()).isEqualTo(200);
    assertThat(host.who(browser)).isEqualTo("ada");
  }

  @ParameterizedTest
  @CsvSource({
    "DISABLED, UserDisabled",
    "AWAITING_APPROVAL, AwaitingApproval",
    "NOT_A_PERSON, NotAPerson"
  })
  @DisplayName("D27 standing changed while the browser was away: no session and no link")
  void standingChangedMeanwhile(Standing standing, String code) {
    HostUser user = scene.linked("lady", People.ada());
    TestBrowser connecting = TestBrowser.fresh();
    host.signIn(connecting, user);
    String signIn = scene.callback(browser, "Work");
    String connect = scene.connectCallback(connecting, "GitHub");
    BrowserForm disconnect = host.linksPage(connecting).formOf("Disconnect");
    host.users().standing(user.id(), standing);
    assertRefused(Scene.comeTo(browser, signIn), 403, code);
    assertThat(host.who(browser)).isEmpty();
    assertRefused(Scene.comeTo(connecting, connect), 403, code);
    assertRefused(disconnect.submit().followAll(), 403, code);
    assertThat(host.links().findAll(user.id())).hasSize(1);
  }

  @Test
  @DisplayName("D27 standing changed while the confirmation page was open: no link")
  void standingChangedBeforeTheConfirmation() {
    HostUser user = host.users().register("lady", "lady@example.org");
    host.signIn(browser, user);
    BrowserForm confirm = scene.beginConnect(browser, "Work").followAll().formOf("Confirm");
    host.users().standing(user.id(), Standing.DISABLED);
    assertRefused(confirm.submit().followAll(), 403, "UserDisabled");
    assertThat(host.links().findAll(user.id())).isEmpty();
  }

  @Test
  @DisplayName("D08 a link older than its user is refused: the key belonged to somebody else")
  void aLinkOlderThanItsUserIsRefused() {
    HostUser user = scene.linked("lady", People.ada());
    host.users().since(user.id(), host.clock().instant().plus(Duration.ofHours(1)));
    assertRefused(host.beginSignIn(browser, "Work").followAll(), 403, "LinkOutdated");
    assertThat(host.who(browser)).isEmpty();
    assertThat(host.users().count()).isEqualTo(1);

    host.signIn(browser, user);
    assertRefused(scene.beginConnect(browser, "Work").followAll(), 422, "IdentityTaken");
    assertThat(host.who(browser)).isEqualTo("lady");
  }

  @Test
  @DisplayName("D09 a deleted user: nobody is signed in or registered, the way back is told")
  void aDeletedUserIsNotSignedIn() {
    HostUser user = scene.linked("lady", People.ada());
    String callback = scene.callback(browser, "Work");
    host.users().delete(user.id());
    assertRefused(Scene.comeTo(browser, callback), 403, "LinkOutdated");
    assertThat(host.who(browser)).isEmpty();
    assertThat(host.users().count()).isZero();

    assertThat(host.linking().userDeleted(user.id())).isEqualTo(1);
    host.beginSignIn(browser, "Work");
    assertThat(host.who(browser)).isEqualTo("ada");
    assertThat(host.users().named("ada").orElseThrow().id()).isNotEqualTo(user.id());
  }

  @Test
  @DisplayName("D09 a user deleted while connecting: no link is left for whoever gets the key")
  void aUserDeletedWhileConnecting() {
    HostUser user = host.users().register("lady", "lady@example.org");
    host.signIn(browser, user);
    BrowserForm confirm = scene.beginConnect(browser, "Work").followAll().formOf("Confirm");
    String callback = scene.connectCallback(browser, "GitHub");
    host.users().delete(user.id());
    assertThat(Scene.comeTo(browser, callback).status()).isEqualTo(403);
    assertThat(confirm.submit().followAll().status()).isEqualTo(403);
    assertThat(host.links().findAll(user.id())).isEmpty();
  }

  @Test
  @DisplayName("E15 enumeration: name taken, address taken, registration off look the same")
  void whichOfThemWasTakenCannotBeSeen() {
    Person person = People.ada();
    String address = person.primaryEmail().orElseThrow().address();
    HostUser user = host.users().register(person.login(), "other@example.org");
    String byName = refusedPage();
    host.users().delete(user.id());
    user = host.users().register("other", address);
    String byAddress = refusedPage();
    host.users().delete(user.id());
    user = host.users().register(person.login(), address);
    String byBoth = refusedPage();
    host.users().delete(user.id());
    host.with(scene.work().withRegistration(Registration.OFF));
    assertThat(byName)
        .contains("NotConnected")
        .doesNotContain(address)
        .isEqualTo(byAddress)
        .isEqualTo(byBoth)
        .isEqualTo(refusedPage());
  }

  private String refusedPage() {
    BrowserPage page = host.beginSignIn(TestBrowser.fresh(), "Work");
    assertThat(page.status()).isEqualTo(422);
    return page.body();
  }

  private static void assertRefused(BrowserPage page, int status, String code) {
    assertThat(page.text()).contains(code);
    assertThat(page.status()).isEqualTo(status);
  }
}
