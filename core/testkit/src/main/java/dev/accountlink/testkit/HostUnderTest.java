package dev.accountlink.testkit;

import dev.accountlink.model.UserId;
import dev.accountlink.spi.HostSessions;
import dev.accountlink.spi.HostUsers;
import dev.accountlink.spi.LinkStore;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.web.WebRequest;
import java.util.Optional;

/**
 * A running host, as {@link HostContract} looks at it: with its own users, sessions and links,
 * wired as they are in earnest.
 */
public interface HostUnderTest extends AutoCloseable {

  /** The links, as the library gets them. */
  LinkStore links();

  /**
   * The users, as the library gets them, but over these links: {@link #links()} itself, or the same
   * with faults. A host that writes user and link in one commit of its own has nothing to put them
   * into and leaves them aside; the tests with faults are skipped then.
   */
  HostUsers users(LinkStore links);

  /** The sessions, as the library gets them. */
  HostSessions sessions();

  /**
   * The address of a page at which the host hands each request, while it can still be answered, to
   * the probe it was opened with.
   */
  String probeAddress();

  /** The name of the cookie in which a browser keeps its session. */
  String sessionCookie();

  /** Registers somebody in the host's own way, with a password that can be used at once. */
  UserId register(String username, String email, String password);

  /**
   * Whether this password opens anything: sign-in form, push, API. Without a limit of tries, which
   * would say no to everything after a while.
   */
  boolean opens(String username, String password);

  /** What stands in the password's place: a hash, a marker. Empty where nothing does. */
  Optional<String> storedPassword(UserId user);

  /** Blocks a user as the staff does. */
  void disable(UserId user);

  /**
   * Deletes a user as the staff does, with everything the host does then: it must tell the library,
   * by {@code AccountLinking.userDeleted}.
   */
  void delete(UserId user);

  /**
   * Whether the address of a user counts as verified at this host; empty where the host does not
   * tell verified ones from others.
   */
  default Optional<Boolean> emailVerified(UserId user) {
    return Optional.empty();
  }

  /** Opens a page as a visitor who is not signed in, one that may give the browser a session. */
  default void visit(TestBrowser browser) {
    browser.get(probeAddress());
  }

  /** Puts a text into the session of the request, where the host's sessions can hold something. */
  default void remember(WebRequest request, String text) {}

  /** The text in the session of the request. */
  default Optional<String> remembered(WebRequest request) {
    return Optional.empty();
  }

  /** Stops the host. */
  @Override
  void close();
}
