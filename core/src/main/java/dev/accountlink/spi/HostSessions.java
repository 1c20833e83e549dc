package dev.accountlink.spi;

import dev.accountlink.model.CurrentUser;
import dev.accountlink.model.HostUser;
import dev.accountlink.model.UserId;
import dev.accountlink.web.WebRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * How the host signs somebody in, in its own way: cookie, token, session attribute. Thread-safe.
 * The native request and response are at {@link WebRequest#unwrap}.
 */
public interface HostSessions {

  /** Who is signed in in this request, by the host's own rules. Cheap; asked several times. */
  Optional<CurrentUser> current(WebRequest request);

  /**
   * Starts a session of the user. Must end whatever session the browser had and give it another
   * session id (session fixation), and must not remember anything of the one before.
   *
   * @param user the user to whom the identity belongs; ACTIVE when asked a moment ago
   * @param proof how he proved who he is
   * @param continueTo where the host sends the browser when a page of its own is done
   */
  SessionStart start(WebRequest request, HostUser user, SignInProof proof, URI continueTo);

  /**
   * How a user whose session is older than {@code maxAge} proves who is at the keyboard, before a
   * way in is added or removed. Not asked while {@link CurrentUser#authenticatedAt()} is recent
   * enough.
   *
   * @param user who is signed in
   * @param maxAge how long ago the last proof may be
   * @param continueTo where a page of the host sends the browser when it is done; a path below this
   *     library's prefix, of at most 120 characters
   */
  default Reauthentication reauthenticate(
      WebRequest request, CurrentUser user, Duration maxAge, URI continueTo) {
    return new Reauthentication.ByPassword();
  }

  /**
   * Ends the sessions of a user, all but one. Called when a way in was added, removed or changed,
   * so that whoever came in by the former ones is out. What else was asked for in those sessions
   * and would become a way in later should die as well: a sign-in that waits for its second factor,
   * a change of the e-mail address that waits to be confirmed, a link to recover a password.
   *
   * @param exceptSession the mark of the session to keep
   */
  default SessionsEnded endSessions(UserId user, Optional<String> exceptSession) {
    return SessionsEnded.UNSUPPORTED;
  }

  /**
   * Whether who is signed in in this request may see how the providers are set up: the
   * administrator's pages and the dry run. Nobody may unless the host says so. Cheap, and asked in
   * every request anew, so that whoever loses the right loses it at once.
   */
  default boolean mayAdminister(WebRequest request) {
    return false;
  }

  /** Whether sessions could be ended. */
  enum SessionsEnded {
    /** They have ended. */
    ENDED,
    /** The host cannot do that; an event says so. */
    UNSUPPORTED
  }

  /** How a user proves who is at the keyboard. */
  sealed interface Reauthentication {
    /** The host knows already. */
    record NotNeeded() implements Reauthentication {}

    /**
     * On a page of the host; the answer is NotNeeded once it is done.
     *
     * @param address that page
     */
    record AtHostPage(URI address) implements Reauthentication {
      /** Prints nothing: the address may hold a ticket of the host. */
      @Override
      public String toString() {
        return "AtHostPage[hidden]";
      }
    }

    /**
     * By the password, on a page of ours, checked by {@link HostPasswords}. A user without a usable
     * password, and one of a host without that interface, does it by a linked provider instead.
     */
    record ByPassword() implements Reauthentication {}

    /** By signing in once more at a provider that has been linked for more than a day. */
    record ByLinkedProvider() implements Reauthentication {}
  }

  /** What came of {@link #start}. */
  sealed interface SessionStart {
    /** There is a session now; {@link #current} shows it in this same request. */
    record Started() implements SessionStart {}

    /** There is a session from the next request on, as with a cookie that has just been set. */
    record StartedFromNextRequest() implements SessionStart {}

    /**
     * The host wants something first, such as a second factor. There is no session yet.
     *
     * @param address a page of the host
     */
    record ContinuesAt(URI address) implements SessionStart {
      /** Prints nothing: the address may hold a ticket of the host. */
      @Override
      public String toString() {
        return "ContinuesAt[hidden]";
      }
    }

    /**
     * The host does not want this sign-in; there is no session.
     *
     * @param messageKey the host's own text for people
     */
    record RefusedByHost(String messageKey) implements SessionStart {}
  }
}
