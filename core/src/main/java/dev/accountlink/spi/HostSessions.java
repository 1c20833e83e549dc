package dev.accountlink.spi;

import dev.accountlink.model.CurrentUser;
import dev.accountlink.model.HostUser;
import dev.accountlink.web.WebRequest;
import java.net.URI;
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
