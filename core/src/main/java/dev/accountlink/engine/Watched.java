package dev.accountlink.engine;

import dev.accountlink.flow.Stage;
import dev.accountlink.model.CurrentUser;
import dev.accountlink.model.ExternalIdentity;
import dev.accountlink.model.GitCredential;
import dev.accountlink.model.HostUser;
import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.Link;
import dev.accountlink.model.LinkDraft;
import dev.accountlink.model.NewUser;
import dev.accountlink.model.ProviderId;
import dev.accountlink.model.UserId;
import dev.accountlink.model.UserProblem;
import dev.accountlink.model.WayIn;
import dev.accountlink.spi.HostPasswords;
import dev.accountlink.spi.HostSessions;
import dev.accountlink.spi.HostUsers;
import dev.accountlink.spi.LinkStore;
import dev.accountlink.spi.ReplayGuard;
import dev.accountlink.spi.SignInProof;
import dev.accountlink.web.WebRequest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The host's interfaces, whose exceptions then say in which of them they were thrown. */
public final class Watched {
  private Watched() {}

  /** Code of the host or the store threw something. */
  static final class FailedAt extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final Stage stage;
    private final RuntimeException problem;

    FailedAt(Stage stage, RuntimeException problem) {
      super(stage.name(), problem);
      this.stage = stage;
      this.problem = problem;
    }

    Stage stage() {
      return stage;
    }

    RuntimeException problem() {
      return problem;
    }
  }

  private static <T> T at(Stage stage, Supplier<T> call) {
    try {
      return Objects.requireNonNull(call.get(), "The answer was null.");
    } catch (FailedAt e) {
      throw e;
    } catch (RuntimeException e) {
      throw new FailedAt(stage, e);
    }
  }

  /** A watched guard. */
  public static ReplayGuard guard(ReplayGuard guard) {
    return (key, until) -> at(Stage.STORE, () -> guard.firstUse(key, until));
  }

  /** A watched store. */
  public static LinkStore links(LinkStore links) {
    return new Links(links);
  }

  /** Watched users. */
  public static HostUsers users(HostUsers users) {
    return new Users(users);
  }

  /** Watched sessions. */
  public static HostSessions sessions(HostSessions sessions) {
    return new Sessions(sessions);
  }

  /** Watched passwords. */
  public static HostPasswords passwords(HostPasswords passwords) {
    return (request, user, password) ->
        at(Stage.HOST_SESSIONS, () -> passwords.check(request, user, password));
  }

  private record Links(LinkStore links) implements LinkStore {
    @Override
    public Optional<Link> find(IdentityKey identity) {
      // Compared once more: a store that folds case must not hand out somebody else's user.
      return at(Stage.STORE, () -> links.find(identity))
          .filter(link -> link.identity().equals(identity));
    }

    @Override
    public List<Link> findAll(UserId user) {
      return own(user, at(Stage.STORE, () -> links.findAll(user)));
    }

    private static List<Link> own(UserId user, List<Link> held) {
      return held.stream().filter(link -> link.user().equals(user)).toList();
    }

    @Override
    public List<UserId> users(Optional<UserId> after, int limit) {
      return at(Stage.STORE, () -> links.users(after, limit));
    }

    @Override
    public Insertion insert(Link link) {
      return at(Stage.STORE, () -> links.insert(link));
    }

    @Override
    public Removal remove(UserId user, IdentityKey identity, Predicate<List<Link>> mayRemain) {
      return at(Stage.STORE, () -> links.remove(user, identity, onTheUsersOwn(user, mayRemain)));
    }

    @Override
    public boolean locked(UserId user, Predicate<List<Link>> action) {
      return at(Stage.STORE, () -> links.locked(user, onTheUsersOwn(user, action)));
    }

    /** A link of the user's namesake is no way in that the user has. */
    private static Predicate<List<Link>> onTheUsersOwn(UserId user, Predicate<List<Link>> asked) {
      return held -> asked.test(own(user, held));
    }

    @Override
    public int removeAll(UserId user) {
      return at(Stage.STORE, () -> links.removeAll(user));
    }

    @Override
    public void rename(UserId from, UserId to) {
      at(
          Stage.STORE,
          () -> {
            links.rename(from, to);
            return true;
          });
    }

    @Override
    public void seen(LinkDraft now) {
      at(
          Stage.STORE,
          () -> {
            links.seen(now);
            return true;
          });
    }

    @Override
    public boolean isLabelOfAnother(IdentityKey identity, String label) {
      return at(Stage.STORE, () -> links.isLabelOfAnother(identity, label));
    }
  }

  private record Users(HostUsers users) implements HostUsers {
    @Override
    public Optional<HostUser> find(UserId id) {
      // A host that finds users without regard to case must not hand out another one.
      return at(Stage.HOST_USERS, () -> users.find(id)).filter(user -> user.id().equals(id));
    }

    @Override
    public Set<UserProblem> check(NewUser draft) {
      return at(Stage.HOST_USERS, () -> users.check(draft));
    }

    @Override
    public Creation createLinked(NewUser draft, LinkDraft first) {
      return at(Stage.HOST_USERS, () -> users.createLinked(draft, first));
    }

    @Override
    public Set<WayIn> otherWaysIn(UserId id) {
      return at(Stage.HOST_USERS, () -> users.otherWaysIn(id));
    }

    @Override
    public Set<GitCredential> gitCredentials(UserId id) {
      return at(Stage.HOST_USERS, () -> users.gitCredentials(id));
    }

    @Override
    public Optional<String> objection(
        ProviderId provider, ExternalIdentity identity, Optional<UserId> user) {
      return at(Stage.HOST_USERS, () -> users.objection(provider, identity, user));
    }

    @Override
    public void identified(UserId user, ProviderId provider, ExternalIdentity identity) {
      at(
          Stage.HOST_USERS,
          () -> {
            users.identified(user, provider, identity);
            return true;
          });
    }
  }

  private record Sessions(HostSessions sessions) implements HostSessions {
    @Override
    public Optional<CurrentUser> current(WebRequest request) {
      return at(Stage.HOST_SESSIONS, () -> sessions.current(request));
    }

    @Override
    public SessionStart start(
        WebRequest request, HostUser user, SignInProof proof, URI continueTo) {
      return at(Stage.HOST_SESSIONS, () -> sessions.start(request, user, proof, continueTo));
    }

    @Override
    public Reauthentication reauthenticate(
        WebRequest request, CurrentUser user, Duration maxAge, URI continueTo) {
      return at(
          Stage.HOST_SESSIONS, () -> sessions.reauthenticate(request, user, maxAge, continueTo));
    }

    @Override
    public SessionsEnded endSessions(UserId user, Optional<String> exceptSession) {
      return at(Stage.HOST_SESSIONS, () -> sessions.endSessions(user, exceptSession));
    }

    @Override
    public boolean mayAdminister(WebRequest request) {
      return at(Stage.HOST_SESSIONS, () -> sessions.mayAdminister(request));
    }
  }
}
