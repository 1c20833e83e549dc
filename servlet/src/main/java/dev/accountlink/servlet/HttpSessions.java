package dev.accountlink.servlet;

import dev.accountlink.model.CurrentUser;
import dev.accountlink.model.HostUser;
import dev.accountlink.model.UserId;
import dev.accountlink.spi.HostSessions;
import dev.accountlink.spi.SignInProof;
import dev.accountlink.web.WebRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The sessions of a host that keeps its user in an attribute of the HttpSession.
 *
 * <p>Beside the host's attribute it keeps three texts: a random mark of the sign-in, for whom, and
 * when. No object of this library is ever serialized with a session. The host's own sign-in should
 * call {@link #signIn} or {@link #signedIn}, so that the mark changes there as well; without that,
 * users it signed in have no mark, and when they last proved who they are is not known.
 *
 * <p>Thread-safe.
 */
public final class HttpSessions implements HostSessions {
  private static final String MARK = "dev.accountlink.session.mark";
  private static final String USER = "dev.accountlink.session.user";
  private static final String AT = "dev.accountlink.session.at";
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String attribute;
  private final Function<HostUser, Object> toValue;
  private final Function<Object, Optional<UserId>> toUser;
  private final Clock clock;
  private final Predicate<UserId> administrators;

  /** For a host whose attribute is the text of the user's key. */
  public HttpSessions(String attribute) {
    this(attribute, user -> user.id().value(), HttpSessions::textToUser);
  }

  /**
   * For a host whose attribute is an object of its own.
   *
   * @param attribute its name
   * @param toValue makes it for a user
   * @param toUser whose it is; empty for a value that means nobody
   */
  public HttpSessions(
      String attribute,
      Function<HostUser, Object> toValue,
      Function<Object, Optional<UserId>> toUser) {
    this(attribute, toValue, toUser, Clock.systemUTC());
  }

  /**
   * The same, where these users may see how providers are set up.
   *
   * @param who asked in every request that matters, so it says how things are now
   */
  public HttpSessions administeredBy(Predicate<UserId> who) {
    return new HttpSessions(attribute, toValue, toUser, clock, who);
  }

  HttpSessions(
      String attribute,
      Function<HostUser, Object> toValue,
      Function<Object, Optional<UserId>> toUser,
      Clock clock) {
    this(attribute, toValue, toUser, clock, user -> false);
  }

  private HttpSessions(
      String attribute,
      Function<HostUser, Object> toValue,
      Function<Object, Optional<UserId>> toUser,
      Clock clock,
      Predicate<UserId> administrators) {
    this.attribute = attribute;
    this.toValue = toValue;
    this.toUser = toUser;
    this.clock = clock;
    this.administrators = administrators;
  }

  @Override
  public Optional<CurrentUser> current(WebRequest request) {
    return request
        .unwrap(HttpServletRequest.class)
        .flatMap(servlet -> Optional.ofNullable(servlet.getSession(false)))
        .flatMap(this::current);
  }

  @Override
  public boolean mayAdminister(WebRequest request) {
    return current(request).filter(user -> administrators.test(user.id())).isPresent();
  }

  @Override
  public SessionStart start(WebRequest request, HostUser user, SignInProof proof, URI continueTo) {
    HttpServletRequest servlet =
        request
            .unwrap(HttpServletRequest.class)
            .orElseThrow(() -> new IllegalStateException("This is not a servlet request."));
    signIn(servlet, user);
    return new SessionStart.Started();
  }

  /**
   * Signs a user in, also for the host's own sign-in page. The session of anybody else ends first,
   * and nothing of it is kept, nor of what was there before anybody signed in. Whoever signs in
   * again keeps his session under another id.
   */
  public void signIn(HttpServletRequest request, HostUser user) {
    endUnlessOf(user.id(), request);
    HttpSession session = renewed(request);
    session.setAttribute(attribute, toValue.apply(user));
    mark(session, user.id());
  }

  /**
   * To be called by a host's own sign-in that has set the attribute itself: gives the session
   * another id and a new mark.
   */
  public void signedIn(HttpServletRequest request, UserId user) {
    mark(renewed(request), user);
  }

  private Optional<CurrentUser> current(HttpSession session) {
    return user(session)
        .map(
            user -> {
              boolean marked = text(session, USER).filter(user.value()::equals).isPresent();
              return marked
                  ? new CurrentUser(
                      user,
                      text(session, MARK),
                      text(session, AT).flatMap(HttpSessions::textToInstant))
                  : new CurrentUser(user, Optional.empty(), Optional.empty());
            });
  }

  private Optional<UserId> user(HttpSession session) {
    return Optional.ofNullable(session.getAttribute(attribute)).flatMap(toUser);
  }

  private void endUnlessOf(UserId user, HttpServletRequest request) {
    Optional<HttpSession> before = Optional.ofNullable(request.getSession(false));
    if (before.isPresent() && !before.flatMap(this::user).equals(Optional.of(user))) {
      before.get().invalidate();
    }
  }

  /** A container may give a new session the id that was asked for; that one could be planted. */
  private static HttpSession renewed(HttpServletRequest request) {
    HttpSession session = request.getSession(true);
    if (!session.isNew() || Optional.ofNullable(request.getRequestedSessionId()).isPresent()) {
      request.changeSessionId();
    }
    return session;
  }

  private void mark(HttpSession session, UserId user) {
    byte[] random = new byte[16];
    RANDOM.nextBytes(random);
    session.setAttribute(MARK, Base64.getUrlEncoder().withoutPadding().encodeToString(random));
    session.setAttribute(USER, user.value());
    session.setAttribute(AT, clock.instant().toString());
  }

  private static Optional<String> text(HttpSession session, String name) {
    return session.getAttribute(name) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  private static Optional<UserId> textToUser(Object value) {
    return value instanceof String text && !text.isBlank()
        ? Optional.of(new UserId(text))
        : Optional.empty();
  }

  private static Optional<Instant> textToInstant(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
