package dev.accountlink.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.flow.Event;
import dev.accountlink.model.HostUser;
import dev.accountlink.model.Link;
import dev.accountlink.model.LinkNote;
import dev.accountlink.spi.HostSessions.Reauthentication;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.People;
import dev.accountlink.testkit.fake.Person;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Proofs of who is at the keyboard that are repeated, borrowed, altered or too old. */
class ProofEdgesTest {
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

  private HostUser oldSession() {
    HostUser lady = host.users().register("lady", "lady@example.org");
    host.signIn(browser, lady);
    host.clock().pass(Duration.ofMinutes(16));
    return lady;
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
}
