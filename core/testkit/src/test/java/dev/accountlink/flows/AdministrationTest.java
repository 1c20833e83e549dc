package dev.accountlink.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accountlink.flow.Event;
import dev.accountlink.flow.Outcome;
import dev.accountlink.flow.Refusal;
import dev.accountlink.model.HostUser;
import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.ProviderId;
import dev.accountlink.model.Standing;
import dev.accountlink.model.UserId;
import dev.accountlink.model.WayIn;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.People;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a host does on behalf of staff, without a browser. */
class AdministrationTest {
  private final Scene scene = new Scene();
  private final TestHost host = scene.host;
  private final TestBrowser browser = TestBrowser.fresh();
  private final UserId staff = new UserId("staff");

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  @DisplayName("D21 an administrator connects and disconnects, and the events say who did it")
  void anAdministratorConnectsAndDisconnects() {
    HostUser lady = host.users().register("lady", "lady@example.org");
    IdentityKey ada = scene.identity(People.ada());

    Outcome made =
        host.linking()
            .connectFor(staff, lady.id(), new ProviderId("work"), People.ada().subject(), "ada");

    assertThat(made).isInstanceOf(Outcome.Connected.class);
    scene.begin(browser, "Work").followAll();
    assertThat(host.who(browser)).isEqualTo("lady");
    assertThat(host.linking().disconnectFor(staff, lady.id(), ada))
        .isInstanceOf(Outcome.Disconnected.class);
    assertThat(host.who(browser)).as("its sessions end").isEmpty();
    assertThat(host.linking().linksOf(lady.id())).isEmpty();
    assertThat(host.events())
        .filteredOn(event -> event.actor().isPresent())
        .allMatch(
            event -> event.actor().get().equals(staff) && event.user().get().equals(lady.id()))
        .extracting(Event::kind)
        .containsExactly(Event.Kind.LINK_ADDED, Event.Kind.LINK_REMOVED);
  }

  @Test
  @DisplayName("D02 unexpired session: a password that was set ends the sessions before it")
  void aPasswordThatWasSetEndsTheOtherSessions() {
    HostUser lady = host.users().register("lady", "lady@example.org");
    TestBrowser attacker = TestBrowser.fresh();
    host.signIn(attacker, lady);
    host.signIn(browser, lady);

    boolean ended = host.linking().passwordWasSet(lady.id(), Optional.of(host.mark(browser)));

    assertThat(ended).isTrue();
    assertThat(host.who(attacker)).isEmpty();
    assertThat(host.who(browser)).as("the one it was set in").isEqualTo("lady");
    assertThat(host.happened()).contains(Event.Kind.PASSWORD_SET);
  }

  @Test
  @DisplayName("D27 a user who is disabled is out at once and keeps the links")
  void aDisabledUserIsOutAtOnce() {
    HostUser lady = scene.linked("lady", People.ada());
    scene.begin(browser, "Work").followAll();
    host.users().standing(lady.id(), Standing.DISABLED);

    assertThat(host.linking().userDisabled(lady.id())).isTrue();

    assertThat(host.sessionCount()).isZero();
    assertThat(host.linking().linksOf(lady.id())).hasSize(1);
    assertThat(host.happened()).contains(Event.Kind.USER_DISABLED);
  }

  @Test
  @DisplayName("D21 notify: a link's events say what the identity is called, and print it nowhere")
  void eventsSayWhatTheIdentityIsCalled() {
    HostUser lady = host.users().register("lady", "lady@example.org");
    host.signIn(browser, lady);

    scene.beginConnect(browser, "Work").followAll().submit("Confirm").followAll();
    host.linksPage(browser).submit("Disconnect ada").followAll();

    assertThat(host.events())
        .filteredOn(event -> event.label().isPresent())
        .allMatch(event -> event.label().get().equals("ada"))
        .noneMatch(event -> event.toString().contains("ada"))
        .extracting(Event::kind)
        .containsExactly(Event.Kind.LINK_ADDED, Event.Kind.LINK_REMOVED);
  }

  @Test
  @DisplayName("D07 a login that an administrator types in place of the immutable key is refused")
  void aLoginIsNoSubject() {
    HostUser lady = host.users().register("lady", "lady@example.org");

    assertThatThrownBy(
            () ->
                host.linking()
                    .connectFor(staff, lady.id(), new ProviderId("github"), "octocat", "octocat"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("immutable key");
    assertThat(host.linking().linksOf(lady.id())).isEmpty();
  }

  @Test
  @DisplayName("D16 an administrator moves no link of another user")
  void anAdministratorMovesNoLink() {
    HostUser owner = scene.linked("owner", People.ada());
    HostUser lady = host.users().register("lady", "lady@example.org");

    Outcome refused =
        host.linking()
            .connectFor(staff, lady.id(), new ProviderId("work"), People.ada().subject(), "ada");

    assertThat(refused).isEqualTo(new Outcome.Refused(Refusal.IDENTITY_TAKEN));
    assertThat(host.linking().linksOf(owner.id())).hasSize(1);
    assertThat(host.linking().disconnectFor(staff, lady.id(), scene.identity(People.ada())))
        .isEqualTo(new Outcome.Refused(Refusal.LINK_NOT_FOUND));
  }

  @Test
  void whoWouldBeLockedOutIsCounted() {
    scene.linked("with-password", People.bob());
    scene.begin(browser, "Work").followAll();
    assertThat(host.who(browser)).isEqualTo("ada");

    assertThat(host.linking().lockedOutBy(new ProviderId("work"))).isEqualTo(1);
    assertThat(host.linking().lockedOutBy(new ProviderId("github"))).isZero();
  }

  @Test
  @DisplayName("D17 a password is not removed when it is the last way in")
  void aPasswordIsNotRemovedWhenItIsTheLastWayIn() {
    HostUser lady = host.users().register("lady", "lady@example.org");
    AtomicBoolean removed = new AtomicBoolean();

    assertThat(host.linking().removeWayIn(lady.id(), WayIn.LOCAL_PASSWORD, () -> removed.set(true)))
        .isFalse();
    assertThat(removed).isFalse();
    scene.link(lady, scene.identity(People.ada()));
    assertThat(host.linking().removeWayIn(lady.id(), WayIn.LOCAL_PASSWORD, () -> removed.set(true)))
        .isTrue();
    assertThat(removed).isTrue();
  }

  @Test
  @DisplayName("D31 links of users whom the host does not know any more are forgotten")
  void linksOfMissingUsersAreForgotten() {
    HostUser gone = scene.linked("gone", People.ada());
    HostUser here = scene.linked("here", People.bob());
    host.users().delete(gone.id());

    assertThat(host.linking().forgetMissingUsers()).isEqualTo(1);

    assertThat(host.linking().linksOf(gone.id())).isEmpty();
    assertThat(host.linking().linksOf(here.id())).hasSize(1);
  }

  @Test
  @DisplayName("D03 whoever proves that a user is his rids it of all links")
  void whoeverProvesThatAUserIsHisRidsItOfAllLinks() {
    HostUser lady = scene.linked("lady", People.ada());
    TestBrowser attacker = TestBrowser.fresh();
    scene.begin(attacker, "Work").followAll();
    assertThat(host.who(attacker)).isEqualTo("lady");
    host.signIn(browser, lady);

    Optional<String> here = Optional.of(host.mark(browser));
    assertThat(host.linking().disconnectAll(lady.id(), here)).isEqualTo(1);

    assertThat(host.who(attacker)).as("the session it was used for").isEmpty();
    assertThat(host.who(browser)).as("this session").isEqualTo("lady");
    scene.begin(attacker, "Work").followAll();
    assertThat(host.who(attacker)).as("and once more").isNotEqualTo("lady");
    assertThat(host.linking().disconnectAll(lady.id(), Optional.empty())).isZero();
    assertThat(host.who(browser)).as("without one to keep").isEmpty();
  }

  @Test
  void theLabelStaysWhereTheProviderTellsNoNameUnasked() {
    scene.begin(browser, "Work").followAll();
    HostUser ada = host.users().named("ada").orElseThrow();
    host.signOut(browser);

    scene.begin(browser, "Work").followAll();

    assertThat(host.linking().linksOf(ada.id()))
        .singleElement()
        .satisfies(
            link -> {
              assertThat(link.note().orElseThrow().label()).isEqualTo("ada");
              assertThat(link.note().orElseThrow().lastSeenAt()).isPresent();
            });
  }
}
