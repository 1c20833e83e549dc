package dev.accountlink.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.flow.Event;
import dev.accountlink.model.HostUser;
import dev.accountlink.model.Standing;
import dev.accountlink.testkit.Race;
import dev.accountlink.testkit.browser.BrowserForm;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.People;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The page between a proven identity and a link, and what a link may do to others. */
class ConfirmStepTest {
  private final Scene scene = new Scene();
  private final TestHost host = scene.host;
  private final TestBrowser browser = TestBrowser.fresh();
  private final HostUser user = host.users().register("lady", "lady@example.org");
  private final HostUser other = host.users().register("guest", "guest@example.org");

  @BeforeEach
  void signIn() {
    host.signIn(browser, user);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  @DisplayName("A03 the page names identity and user, and to look at it does nothing")
  void thePageNamesBothAndToLookAtItDoesNothing() {
    BrowserPage page = scene.beginConnect(browser, "Work").followAll();
    for (int i = 0; i < 3; i++) {
      assertThat(page.text()).contains("ada").contains("lady");
      page = browser.get(page.uri().toString());
    }
    browser.request("HEAD", page.uri().toString());
    assertThat(browser.request("PUT", page.uri().toString()).status()).isEqualTo(405);
    assertNoLinks();
    page.submit("Confirm");
    assertThat(host.links().findAll(user.id())).hasSize(1);
  }

  @Test
  @DisplayName("D22 a step is of no use in another browser, whoever is signed in there")
  void aStepIsOfNoUseInAnotherBrowser() {
    BrowserPage page = scene.beginConnect(browser, "Work").followAll();
    TestBrowser elsewhere = TestBrowser.fresh();
    host.signIn(elsewhere, other);
    for (HostUser who : List.of(other, user)) {
      host.signIn(elsewhere, who);
      host.linksPage(elsewhere);
      BrowserPage shown = elsewhere.open(page.uri().toString());
      assertThat(shown.status()).isEqualTo(400);
      assertThat(shown.text()).contains("OtherBrowser").doesNotContain("ada");
      BrowserForm form = page.formOf("Confirm");
      BrowserPage posted = elsewhere.post(form.action().toString(), form.fields()).followAll();
      assertThat(posted.text()).contains("OtherBrowser");
    }
    assertNoLinks();
  }

  @Test
  @DisplayName("D22 a step is good for the user and the session that it was made for")
  void aStepIsGoodForItsUserAndSession() {
    BrowserPage page = scene.beginConnect(browser, "Work").followAll();
    BrowserForm form = page.formOf("Confirm");
    host.signIn(browser, other);
    assertRefused(form, "SignedInMeanwhile");
    assertThat(browser.open(page.uri().toString()).status()).isEqualTo(403);
    host.signIn(browser, user);
    assertRefused(form, "SignedInMeanwhile");
    host.signOut(browser);
    assertRefused(form, "SignedInMeanwhile");
    assertThat(browser.open(page.uri().toString()).text()).doesNotContain("ada");
    assertNoLinks();
  }

  @Test
  @DisplayName("D22 a step is used once, and not after a quarter of an hour")
  void aStepIsUsedOnce() {
    BrowserForm form = scene.beginConnect(browser, "Work").followAll().formOf("Confirm");
    form.submit();
    host.linksPage(browser).submit("Disconnect ada");
    assertNoLinks();
    BrowserPage again = form.submit().followAll();
    assertThat(Steps.onward(again).text()).contains("AlreadyUsed");
    assertNoLinks();

    BrowserForm late = scene.beginConnect(browser, "Work").followAll().formOf("Confirm");
    host.clock().pass(Duration.ofMinutes(16));
    assertRefused(late, "Expired");
  }

  @Test
  @DisplayName("D22 nothing in the form names the identity, and no sealed thing can be swapped in")
  void nothingInTheFormNamesTheIdentity() {
    BrowserForm mine = scene.beginConnect(browser, "Work").followAll().formOf("Confirm");
    assertThat(mine.fields()).containsOnlyKeys("csrf", "step");
    TestBrowser attacker = TestBrowser.fresh();
    host.signIn(attacker, other);
    scene.approveAs(People.mallory());
    BrowserForm theirs = scene.beginConnect(attacker, "Work").followAll().formOf("Confirm");
    assertRefused(mine.with("step", theirs.fields().get("step")), "OtherBrowser");
    assertRefused(mine.with("step", mine.fields().get("step") + "A"), "StartAgain");
    assertRefused(mine.without("step"), "StartAgain");
    assertRefused(mine.with("csrf", theirs.fields().get("csrf")), "ForgedRequest");
    assertRefused(mine.without("csrf"), "ForgedRequest");
    String connect = host.linksPage(browser).formOf("Connect Work").fields().get("csrf");
    assertRefused(mine.with("csrf", connect), "ForgedRequest");
    BrowserPage forged =
        browser.at(Scene.ELSEWHERE).post(mine.action().toString(), mine.fields()).followAll();
    assertThat(forged.status()).isBetween(400, 403);
    assertNoLinks();
    mine.with("identity", "x").with("user", other.id().value()).submit();
    assertThat(host.links().findAll(user.id()))
        .extracting(link -> link.identity())
        .containsExactly(scene.identity(People.ada()));
  }

  @Test
  @DisplayName("F1 state, step and page: none is taken for another kind of sealed thing")
  void noSealedThingIsTakenForAnother() {
    String callback = scene.connectCallback(browser, "Work");
    String state = callback.replaceFirst(".*[?&]state=([^&]*).*", "$1");
    BrowserForm form = Scene.comeTo(browser, callback).formOf("Confirm");
    String step = form.fields().get("step");
    BrowserPage refused = browser.get(host.callback("work") + "?state=none&code=x").follow();
    String page = refused.uri().getPath().replaceFirst(".*/", "");
    String csrf = form.fields().get("csrf");

    for (String text : List.of(step, page, csrf)) {
      for (String query : List.of("?code=abc&state=" + text, "?response=" + text)) {
        BrowserPage answer = browser.open(host.callback("work") + query);
        assertThat(answer.text()).contains("StartAgain");
      }
    }
    assertThat(browser.open(host.callback("work") + "?response=" + state).text())
        .contains("StartAgain");
    for (String text : List.of(state, page, csrf)) {
      assertThat(browser.open(host.sso("/steps/" + text)).text()).contains("StartAgain");
      assertRefused(form.with("step", text), "StartAgain");
    }
    for (String text : List.of(state, step, csrf)) {
      assertThat(browser.open(host.sso("/pages/" + text)).status()).isEqualTo(404);
      assertRefused(form.with("csrf", text.equals(csrf) ? page : text), "ForgedRequest");
    }
    assertThat(scene.tokenCalls()).isEqualTo(1);
    assertNoLinks();
  }

  @Test
  @DisplayName("F1 what one application sealed is nothing to another that shares its keys")
  void whatOneApplicationSealedIsNothingToAnother() {
    String callback = scene.callback(TestBrowser.fresh(), "Work");
    ValueRequest request =
        new ValueRequest(
            "GET",
            "/-/sso/work/callback",
            callback.replaceFirst(".*\\?", ""),
            "",
            Map.of("Host", List.of("other.example")));
    var other = host.build("https://other.example", builder -> builder.provider(scene.work()));
    assertThat(other.handle(request).status()).isEqualTo(303);
    assertThat(host.events().get(host.events().size() - 1).code()).contains("StartAgain");
  }

  @Test
  @DisplayName("D15 one identity, two users at once: one gets it, the other is told, nobody fails")
  void twoUsersConnectOneIdentityAtOnce() {
    for (int round = 0; round < 5; round++) {
      scene.approveAs(People.numbered(round));
      TestBrowser theirs = TestBrowser.fresh();
      host.signIn(theirs, other);
      List<BrowserForm> forms =
          List.of(
              scene.beginConnect(browser, "Work").followAll().formOf("Confirm"),
              scene.beginConnect(theirs, "Work").followAll().formOf("Confirm"));
      List<BrowserPage> pages = Race.run(2, i -> forms.get(i).submit().followAll());
      assertThat(pages).extracting(BrowserPage::status).containsExactlyInAnyOrder(200, 422);
      assertThat(pages)
          .filteredOn(page -> page.status() == 422)
          .allSatisfy(
              page ->
                  assertThat(page.text())
                      .contains("IdentityTaken")
                      .doesNotContain("lady")
                      .doesNotContain("guest"));
      assertThat(host.links().find(scene.identity(People.numbered(round)))).isPresent();
    }
    int all = host.links().findAll(user.id()).size() + host.links().findAll(other.id()).size();
    assertThat(all).isEqualTo(5);
  }

  @Test
  @DisplayName("D16 an identity of another user stays there, and nobody learns whose it is")
  void anIdentityOfAnotherUserStaysThere() {
    scene.link(other, scene.identity(People.ada()));
    BrowserPage page = scene.beginConnect(browser, "Work").followAll();
    assertThat(page.status()).isEqualTo(422);
    assertThat(page.text()).contains("IdentityTaken");
    assertThat(page.body()).doesNotContain("guest").doesNotContain(other.id().value());
    assertNoLinks();
    assertThat(host.links().findAll(other.id())).hasSize(1);

    host.users().standing(other.id(), Standing.DISABLED);
    page = scene.beginConnect(browser, "Work").followAll();
    assertThat(page.text()).contains("IdentityTaken");
    host.users().delete(other.id());
    page = scene.beginConnect(browser, "Work").followAll();
    assertThat(page.text()).contains("IdentityTaken");
    assertThat(host.happened()).doesNotContain(Event.Kind.LINK_ADDED);
  }

  @Test
  @DisplayName(
      "D18 the link of another user cannot be disconnected, and is as if it were not there")
  void theLinkOfAnotherUserIsNotThere() {
    scene.link(other, scene.identity(People.ada()));
    scene.link(user, scene.identity(People.bob()));
    TestBrowser theirs = TestBrowser.fresh();
    host.signIn(theirs, other);
    BrowserForm foreign = host.linksPage(theirs).formOf("Disconnect");
    BrowserForm mine = host.linksPage(browser).formOf("Disconnect");
    String address = foreign.action().toString();
    assertThat(browser.post(address, mine.fields()).followAll().text()).contains("ForgedRequest");
    assertThat(browser.post(address, foreign.fields()).followAll().status()).isEqualTo(403);

    mine.submit();
    BrowserPage gone = mine.submit().followAll();
    assertThat(gone.status()).isEqualTo(404);
    assertThat(gone.text()).contains("LinkNotFound");
    host.signIn(browser, other);
    host.links().removeAll(other.id());
    scene.link(user, scene.identity(People.ada()));
    BrowserPage notMine =
        browser.post(address, Map.of("csrf", foreign.fields().get("csrf"))).followAll();
    assertThat(notMine.status()).isBetween(403, 404);
    assertThat(host.links().findAll(user.id())).hasSize(1);
  }

  private void assertRefused(BrowserForm form, String code) {
    BrowserPage page = form.submit().followAll();
    assertThat(page.status()).isBetween(400, 403);
    assertThat(page.text()).contains(code);
  }

  private void assertNoLinks() {
    assertThat(host.links().findAll(user.id())).isEmpty();
  }
}
