package dev.accountlink.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.flow.Event;
import dev.accountlink.model.ExternalIdentity;
import dev.accountlink.model.HostUser;
import dev.accountlink.model.ProviderId;
import dev.accountlink.model.UserId;
import dev.accountlink.provider.Conflict;
import dev.accountlink.provider.ProviderRules;
import dev.accountlink.testkit.browser.BrowserForm;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.People;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A gate of the host's own: its word is asked before anybody comes in, and reaches the page. */
class HostObjectionTest {
  private static final String KEY = "forge.invitation-only";

  private final Scene scene = new Scene();
  private final TestHost host = scene.host;
  private final TestBrowser browser = TestBrowser.fresh();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  private record Asked(ProviderId provider, ExternalIdentity identity, Optional<UserId> user) {}

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  @DisplayName("D29 invitation only: whom the host does not want is told why, and nobody is made")
  void aStrangerIsToldWhy() {
    object();

    assertRefused(scene.begin(browser, "Work").followAll());

    assertThat(host.users().count()).isZero();
    assertThat(host.links().find(scene.identity(People.ada()))).isEmpty();
    assertThat(asked)
        .isNotEmpty()
        .allSatisfy(
            question -> {
              assertThat(question.provider().value()).isEqualTo("work");
              assertThat(question.identity().key()).isEqualTo(scene.identity(People.ada()));
              assertThat(question.identity().login()).contains("ada");
              assertThat(question.user()).as("there is none yet").isEmpty();
            });
  }

  @Test
  @DisplayName("D29 invitation only: whom the host wants comes in")
  void whomTheHostWantsComesIn() {
    object();
    scene.approveAs(People.bob());

    scene.begin(browser, "Work").followAll();

    assertThat(host.who(browser)).isEqualTo("bob");
  }

  @Test
  @DisplayName("D27 an objection of today shuts out who was linked before, and the link stays")
  void whoWasLinkedBeforeIsShutOut() {
    HostUser lady = scene.linked("lady", People.ada());
    object();

    assertRefused(scene.begin(browser, "Work").followAll());

    assertThat(host.links().findAll(lady.id())).hasSize(1);
    assertThat(asked).extracting(Asked::user).containsOnly(Optional.of(lady.id()));
  }

  @Test
  @DisplayName("D29 an identity that the host does not want is not connected either")
  void itIsNotConnectedEither() {
    HostUser lady = host.users().register("lady", "lady@example.org");
    host.signIn(browser, lady);
    BrowserForm confirm = scene.beginConnect(browser, "Work").followAll().formOf("Confirm");
    object();

    assertRefused(confirm.submit().followAll());
    assertRefused(scene.beginConnect(browser, "Work").followAll());

    assertThat(host.links().findAll(lady.id())).isEmpty();
    assertThat(host.who(browser)).as("the session is not touched").isEqualTo("lady");
    assertThat(asked).extracting(Asked::user).containsOnly(Optional.of(lady.id()));
  }

  @Test
  @DisplayName("D01 where conflicts lead to signing in here, the host's no comes before the offer")
  void noOfferToWhomTheHostDoesNotWant() {
    ProviderRules rules = scene.work().rules().withConflict(Conflict.SIGN_IN_THEN_CONNECT);
    host.with(scene.work().withRules(rules));
    host.users().register("ada", "else@example.org");
    object();

    assertRefused(scene.begin(browser, "Work").followAll());
  }

  /** Ada is not wanted. */
  private void object() {
    host.users()
        .admit(
            (provider, identity, user) -> {
              asked.add(new Asked(provider, identity, user));
              return identity.key().equals(scene.identity(People.ada()))
                  ? Optional.of(KEY)
                  : Optional.empty();
            });
  }

  private void assertRefused(BrowserPage page) {
    assertThat(page.status()).isEqualTo(403);
    assertThat(page.text()).contains("RefusedByHost").contains("The host says: " + KEY);
    assertThat(host.happened())
        .doesNotContain(Event.Kind.USER_REGISTERED, Event.Kind.LINK_ADDED, Event.Kind.SIGNED_IN);
  }
}
