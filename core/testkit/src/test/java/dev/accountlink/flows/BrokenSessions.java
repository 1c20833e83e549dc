package dev.accountlink.flows;

import com.sun.net.httpserver.HttpExchange;
import dev.accountlink.model.CurrentUser;
import dev.accountlink.model.HostUser;
import dev.accountlink.model.Standing;
import dev.accountlink.model.UserId;
import dev.accountlink.spi.HostSessions;
import dev.accountlink.spi.SignInProof;
import dev.accountlink.web.WebRequest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Sessions in a cookie, with one fault of those that forges have, or none. */
final class BrokenSessions implements HostSessions {
  private final Fault fault;
  private final HostUsersInMemory users;
  private final Map<String, Session> sessions = new ConcurrentHashMap<>();
  private final Set<UserId> ended = ConcurrentHashMap.newKeySet();

  BrokenSessions(Fault fault, HostUsersInMemory users) {
    this.fault = fault;
    this.users = users;
  }

  enum Fault {
    NONE,
    STARTS_NOTHING,
    SAYS_STARTED_TOO_EARLY,
    KEEPS_THE_ID,
    OLD_SESSION_GOES_ON,
    CARRIES_EVERYTHING_OVER,
    ONE_MARK_FOR_ALL,
    ANOTHER_MARK_EACH_TIME,
    THE_ID_IS_THE_MARK,
    STARTS_FOR_ANYBODY,
    APPROVES,
    ENDS_NOTHING,
    ENDS_THE_KEPT_ONE,
    ENDS_EVERYBODY,
    NEVER_STARTS_AGAIN
  }

  private record Session(UserId user, String mark, Optional<String> note) {}

  @Override
  public Optional<CurrentUser> current(WebRequest request) {
    return id(request).flatMap(id -> Optional.ofNullable(sessions.get(id))).map(this::shown);
  }

  private CurrentUser shown(Session session) {
    String mark =
        fault == Fault.ANOTHER_MARK_EACH_TIME ? UUID.randomUUID().toString() : session.mark();
    return new CurrentUser(session.user(), Optional.of(mark), Optional.empty());
  }

  @Override
  public SessionStart start(WebRequest request, HostUser user, SignInProof proof, URI continueTo) {
    boolean active =
        users.find(user.id()).filter(now -> now.standing() == Standing.ACTIVE).isPresent();
    if (fault == Fault.APPROVES) {
      users.standing(user.id(), Standing.ACTIVE);
    }
    if (fault == Fault.STARTS_NOTHING || ended.contains(user.id())) {
      return new SessionStart.StartedFromNextRequest();
    }
    if (!active && fault != Fault.STARTS_FOR_ANYBODY) {
      // as Gerrit does: nothing is said, and nobody is signed in
      return new SessionStart.Started();
    }
    Optional<Session> before = id(request).flatMap(id -> Optional.ofNullable(sessions.get(id)));
    open(request, user, fault == Fault.CARRIES_EVERYTHING_OVER ? before : Optional.empty());
    return fault == Fault.SAYS_STARTED_TOO_EARLY
        ? new SessionStart.Started()
        : new SessionStart.StartedFromNextRequest();
  }

  private void open(WebRequest request, HostUser user, Optional<Session> before) {
    Optional<String> old = id(request);
    String fresh = UUID.randomUUID().toString();
    String id = fault == Fault.KEEPS_THE_ID ? old.orElse(fresh) : fresh;
    if (fault != Fault.OLD_SESSION_GOES_ON) {
      old.ifPresent(sessions::remove);
    }
    String mark = UUID.randomUUID().toString();
    if (fault == Fault.ONE_MARK_FOR_ALL) {
      mark = "mark";
    } else if (fault == Fault.THE_ID_IS_THE_MARK) {
      mark = id;
    }
    sessions.put(id, new Session(user.id(), mark, before.flatMap(Session::note)));
    HttpExchange http = request.unwrap(HttpExchange.class).orElseThrow();
    http.getResponseHeaders().add("Set-Cookie", "session=" + id + "; Path=/");
  }

  @Override
  public SessionsEnded endSessions(UserId user, Optional<String> exceptSession) {
    if (fault == Fault.NEVER_STARTS_AGAIN) {
      ended.add(user);
    }
    if (fault != Fault.ENDS_NOTHING) {
      sessions.values().removeIf(session -> ends(session, user, exceptSession));
    }
    return SessionsEnded.ENDED;
  }

  private boolean ends(Session session, UserId user, Optional<String> kept) {
    return switch (fault) {
      case ENDS_EVERYBODY -> !kept.equals(Optional.of(session.mark()));
      case ENDS_THE_KEPT_ONE -> session.user().equals(user);
      default -> session.user().equals(user) && !kept.equals(Optional.of(session.mark()));
    };
  }

  void remember(WebRequest request, String text) {
    id(request)
        .ifPresent(
            id ->
                sessions.computeIfPresent(
                    id, (key, old) -> new Session(old.user(), old.mark(), Optional.of(text))));
  }

  Optional<String> remembered(WebRequest request) {
    return id(request).flatMap(id -> Optional.ofNullable(sessions.get(id))).flatMap(Session::note);
  }

  private static Optional<String> id(WebRequest request) {
    return request.header("Cookie").stream()
        .flatMap(header -> List.of(header.split("; ")).stream())
        .filter(pair -> pair.startsWith("session="))
        .map(pair -> pair.substring("session=".length()))
        .findFirst();
  }
}
