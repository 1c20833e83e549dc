package dev.accountlink.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.model.CurrentUser;
import dev.accountlink.model.HostUser;
import dev.accountlink.model.Standing;
import dev.accountlink.spi.HostSessions.SessionStart;
import dev.accountlink.spi.HostSessions.SessionsEnded;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.web.WebRequest;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What every host must do, whatever its users and sessions are made of: each test is a fault that
 * was seen in a forge. Extend it, and open the host as it runs in earnest:
 *
 * <pre>{@code
 * class MyForgeContractTest extends HostContract {
 *   protected HostUnderTest open(Consumer<WebRequest> probe) {
 *     MyForge forge = MyForge.start(new EmptyDatabase());
 *     forge.addPage("/probe", (in, out) -> probe.accept(new ServletWebRequest(in, out)));
 *     return new MyForgeUnderTest(forge);
 *   }
 * }
 * }</pre>
 *
 * <p>Where a test fails, its message says what is wrong and what to do.
 */
public abstract class HostContract extends HostContractFirstLinks {

  /** For subclasses. */
  protected HostContract() {}

  /**
   * A running host without users and links; opened and closed in every test.
   *
   * @param probe what the page at {@link HostUnderTest#probeAddress()} hands its requests to
   */
  @Override
  protected abstract HostUnderTest open(Consumer<WebRequest> probe) throws Exception;

  @Test
  void aStartedSessionIsShown() {
    HostUser user = make("ada", "1");
    TestBrowser browser = TestBrowser.fresh();
    assertThat(current(browser))
        .as("A browser that was never here is somebody. current must read its own request only.")
        .isEmpty();

    Started started = start(browser, user);

    if (started.answer() instanceof SessionStart.Started) {
      assertThat(started.shown())
          .as(
              "start answered Started, but current shows nobody in the same request. Answer"
                  + " StartedFromNextRequest where the session comes with a new cookie.")
          .contains(user.id());
    }
    assertThat(who(browser))
        .as("The next request does not show the session. Let current read what start wrote.")
        .contains(user.id());
    assertThat(who(TestBrowser.fresh()))
        .as("Another browser is signed in, too. Keep the session with its browser.")
        .isEmpty();
  }

  @Test
  @DisplayName("A03 each sign-in has a mark of its own, and it is not the session id")
  void eachSignInHasAMarkOfItsOwn() {
    HostUser user = make("ada", "1");
    TestBrowser browser = TestBrowser.fresh();
    signIn(browser, user);
    Optional<String> first = current(browser).flatMap(CurrentUser::session);
    assertThat(current(browser).flatMap(CurrentUser::session))
        .as(
            "The mark changed between two requests of one session: no flow would ever end. Make it"
                + " at the sign-in and keep it.")
        .isEqualTo(first);
    signIn(browser, user);
    Optional<String> second = current(browser).flatMap(CurrentUser::session);

    Assumptions.assumeTrue(first.isPresent(), "this host has no mark of a session");
    assertThat(second)
        .as(
            "Two sign-ins have one mark: what was begun before could be finished after. Make a new"
                + " one at each sign-in.")
        .isPresent()
        .isNotEqualTo(first);
    assertThat(sessionId(browser))
        .as("CurrentUser.session is the raw session id. Give a key of its own, or a digest.")
        .isNotEqualTo(second);
  }

  @Test
  @DisplayName("A15 session fixation: a sign-in gives the browser another session id")
  void aSignInGivesAnotherSessionId() {
    HostUser user = make("ada", "1");
    TestBrowser attacker = TestBrowser.fresh();
    host.visit(attacker);
    String known = sessionId(attacker).orElse("0123456789abcdef0123456789abcdef");
    TestBrowser victim = TestBrowser.fresh();
    victim.plant(host.probeAddress(), host.sessionCookie(), known);

    signIn(victim, user);

    assertThat(sessionId(victim)).as(FIXED).isPresent().isNotEqualTo(Optional.of(known));
    attacker.plant(host.probeAddress(), host.sessionCookie(), known);
    assertThat(who(attacker)).as(FIXED).isEmpty();
  }

  private static final String FIXED =
      "The session id is the one from before the sign-in, so whoever planted it is signed in as"
          + " well. End the old session in start and open a new one with another id.";

  @Test
  @DisplayName("A16 old session survives: the next sign-in ends it, and nothing of it remains")
  void theNextSignInEndsTheOldSession() {
    HostUser ada = make("ada", "1");
    HostUser bob = make("bob", "2");
    TestBrowser browser = TestBrowser.fresh();
    signIn(browser, ada);
    String old = sessionId(browser).orElseThrow(() -> new AssertionError(NO_COOKIE));
    ask(
        browser,
        request -> {
          host.remember(request, "of ada");
          return request;
        });

    signIn(browser, bob);

    assertThat(sessionId(browser)).as(FIXED).isNotEqualTo(Optional.of(old));
    TestBrowser keeper = TestBrowser.fresh();
    keeper.plant(host.probeAddress(), host.sessionCookie(), old);
    assertThat(who(keeper))
        .as("The session from before goes on under its old id. End it in start.")
        .isEmpty();
    assertThat(ask(browser, host::remembered))
        .as(
            "What the session before held is still there after somebody else signed in. Open an"
                + " empty session; changing the id alone carries everything over.")
        .isEmpty();
  }

  private static final String NO_COOKIE =
      "After a sign-in the browser has no cookie of the name that sessionCookie() tells. Tell the"
          + " name under which the host keeps its session.";

  @Test
  @DisplayName("D02 unexpired session identifier: endSessions ends them in every other browser")
  void endSessionsEndsTheOthers() {
    HostUser ada = make("ada", "1");
    HostUser bob = make("bob", "2");
    TestBrowser kept = signedIn(ada);
    TestBrowser elsewhere = signedIn(ada);
    TestBrowser somebodyElses = signedIn(bob);
    Optional<String> mark = current(kept).flatMap(CurrentUser::session);

    assumeEnded(host.sessions().endSessions(ada.id(), mark));

    assertThat(who(elsewhere)).as(GOES_ON).isEmpty();
    if (mark.isPresent()) {
      assertThat(who(kept))
          .as(
              "The session whose mark endSessions was given has ended too: whoever changes a way in"
                  + " is thrown out. Keep that one.")
          .contains(ada.id());
    }
    assertThat(who(somebodyElses))
        .as("endSessions ended somebody else's session. End those of the one user only.")
        .contains(bob.id());
    host.sessions().endSessions(ada.id(), Optional.empty());
    assertThat(who(kept)).as(GOES_ON).isEmpty();
    signIn(elsewhere, ada);
  }

  private static final String GOES_ON =
      "endSessions answered ENDED, and a browser still shows the user in its next request. Whoever"
          + " came in by a way that is gone stays in. End the sessions, or answer UNSUPPORTED.";

  private static void assumeEnded(SessionsEnded answer) {
    Assumptions.assumeTrue(answer == SessionsEnded.ENDED, "this host cannot end sessions");
  }

  private TestBrowser signedIn(HostUser user) {
    TestBrowser browser = TestBrowser.fresh();
    signIn(browser, user);
    return browser;
  }

  @Test
  @DisplayName("D27 disabled user revived: start gives no session to whoever is disabled by now")
  void whoeverIsDisabledGetsNoSession() {
    HostUser user = make("ada", "1");
    host.disable(user.id());

    assertThat(users().find(user.id()).map(HostUser::standing))
        .as("find does not tell that a user is disabled. Ask the host's own state each time.")
        .isNotEqualTo(Optional.of(Standing.ACTIVE));
    assertNoSession(user, "disabled");
    assertThat(users().find(user.id()).map(HostUser::standing))
        .as("start made a disabled user active again. Standing is changed by the staff only.")
        .isNotEqualTo(Optional.of(Standing.ACTIVE));
  }

  @Test
  @DisplayName("D27 disabled user revived: start gives no session to whoever was deleted")
  void whoeverWasDeletedGetsNoSession() {
    HostUser user = make("ada", "1");
    host.delete(user.id());

    assertNoSession(user, "deleted");
  }

  @Test
  @DisplayName("D27 disabled user revived: whoever waits for approval gets no session")
  void whoeverWaitsForApprovalGetsNoSession() {
    HostUser user = makeWaiting("ada", "1");

    assertNoSession(user, "waiting for approval");
    assertThat(users().find(user.id()).map(HostUser::standing))
        .as("start approved a user. Standing is changed by the staff only.")
        .contains(Standing.AWAITING_APPROVAL);
  }

  /** The library looked a moment before, and saw somebody active. */
  private void assertNoSession(HostUser user, String what) {
    HostUser seen =
        new HostUser(user.id(), user.username(), user.displayName(), Standing.ACTIVE, user.since());
    String advice =
        "start gave a session to a user who is "
            + what
            + " by now. Look once more in start, refuse, and leave nobody signed in.";
    TestBrowser browser = TestBrowser.fresh();

    Started started = start(browser, seen);

    assertThat(started.shown()).as(advice).isEmpty();
    assertThat(who(browser)).as(advice).isEmpty();
  }
}
