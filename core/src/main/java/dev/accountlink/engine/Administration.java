package dev.accountlink.engine;

import dev.accountlink.flow.Decision;
import dev.accountlink.flow.Event;
import dev.accountlink.flow.Outcome;
import dev.accountlink.flow.Refusal;
import dev.accountlink.grant.Grants;
import dev.accountlink.model.HostUser;
import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.Link;
import dev.accountlink.model.UserId;
import dev.accountlink.model.WayIn;
import dev.accountlink.provider.Provider;
import dev.accountlink.spi.LinkStore.Removal;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the host asks for on its own behalf or an administrator's: no browser takes part. */
public final class Administration {
  private static final int PAGE = 500;

  private final Parts parts;
  private final Finish finish;
  private final OtherSessions sessions;

  /** The administration of one application. */
  public Administration(Parts parts) {
    this.parts = parts;
    this.finish = new Finish(parts, new Replies(parts));
    this.sessions = new OtherSessions(parts);
  }

  /** The links of a user. */
  public List<Link> linksOf(UserId user) {
    return parts.links().findAll(user);
  }

  /** Adds a link on an administrator's word. */
  public Outcome connectFor(UserId actor, UserId user, IdentityKey identity, String label) {
    return finish.connectFor(
        user, identity, label, parts.clock().instant(), trace(actor, identity));
  }

  /** Removes a link on an administrator's word, also the last way in: that is what it is for. */
  public Outcome disconnectFor(UserId actor, UserId user, IdentityKey identity) {
    Removal removal = parts.links().remove(user, identity, remaining -> true);
    Report.Trace trace = trace(actor, identity).with(user);
    if (!(removal instanceof Removal.Removed removed)) {
      parts.report().refused(Refusal.LINK_NOT_FOUND, trace);
      return new Outcome.Refused(Refusal.LINK_NOT_FOUND);
    }
    parts.report().happened(Event.Kind.LINK_REMOVED, trace, removed.link());
    parts.grants().ifPresent(grants -> grants.endAll(user, identity));
    sessions.endOthers(user, Optional.empty(), trace);
    return new Outcome.Disconnected(identity);
  }

  private Report.Trace trace(UserId actor, IdentityKey identity) {
    return new Report.Trace(
        Optional.empty(),
        parts.providers().at(identity.authority()).stream().map(Provider::id).findFirst(),
        Optional.empty(),
        Optional.of(actor));
  }

  /**
   * Removes all links and grants of a user who begins anew, and ends the sessions that began
   * before.
   */
  public int disconnectAll(UserId user, Optional<String> exceptSession) {
    parts.grants().ifPresent(grants -> grants.endAll(user));
    int removed = removeAll(user);
    sessions.endOthers(user, exceptSession, Report.Trace.NONE);
    return removed;
  }

  /** Removes all links and grants of a user who is gone. */
  public int deleted(UserId user) {
    parts.grants().ifPresent(grants -> grants.endAll(user));
    return removeAll(user);
  }

  private int removeAll(UserId user) {
    int removed = parts.links().removeAll(user);
    if (removed > 0) {
      parts.report().happened(Event.Kind.LINKS_REMOVED, Report.Trace.NONE.with(user));
    }
    return removed;
  }

  /** Ends what goes on in the name of a user who was disabled. */
  public boolean disabled(UserId user) {
    parts.report().happened(Event.Kind.USER_DISABLED, Report.Trace.NONE.with(user));
    return sessions.endOthers(user, Optional.empty(), Report.Trace.NONE);
  }

  /** Ends the sessions that began before a password was set. */
  public boolean passwordWasSet(UserId user, Optional<String> exceptSession) {
    parts.report().happened(Event.Kind.PASSWORD_SET, Report.Trace.NONE.with(user));
    return sessions.endOthers(user, exceptSession, Report.Trace.NONE);
  }

  /** Gives the links and grants of a user to its new key. */
  public void rename(UserId from, UserId to) {
    parts.links().rename(from, to);
    parts.grants().ifPresent(grants -> grants.rename(from, to));
    parts.report().happened(Event.Kind.USER_RENAMED, Report.Trace.NONE.with(to));
  }

  /** Removes the links and grants of users whom the host does not know any more. */
  public int forgetMissingUsers() {
    int removed = 0;
    Optional<UserId> after = Optional.empty();
    List<UserId> page = parts.links().users(after, PAGE);
    while (!page.isEmpty()) {
      for (UserId user : page) {
        removed += parts.users().find(user).isEmpty() ? deleted(user) : 0;
      }
      page = parts.links().users(Optional.of(page.get(page.size() - 1)), PAGE);
    }
    parts.grants().ifPresent(Grants::endAllOfMissingUsers);
    return removed;
  }

  /**
   * Runs the removal of a way in if the user could still sign in without it, under the lock that
   * disconnecting takes.
   */
  public boolean removeWayIn(UserId user, WayIn way, Runnable removal) {
    Optional<HostUser> known = parts.users().find(user);
    if (known.isEmpty()) {
      return false;
    }
    Set<WayIn> others = EnumSet.noneOf(WayIn.class);
    others.addAll(parts.users().otherWaysIn(user));
    others.remove(way);
    Decision.Guard guard =
        new Decision.Guard(others, parts.providers().authoritiesForSignIn(), known.get());
    return parts
        .links()
        .locked(
            user,
            links -> {
              boolean may = guard.test(links);
              if (may) {
                removal.run();
              }
              return may;
            });
  }

  /** How many users could not sign in any more if a provider were switched off or removed. */
  public int lockedOutBy(Provider provider) {
    Set<String> left =
        parts.providers().all().stream()
            .filter(other -> !other.id().equals(provider.id()) && other.rules().signIn())
            .map(Provider::authority)
            .collect(Collectors.toSet());
    int lockedOut = 0;
    List<UserId> page = parts.links().users(Optional.empty(), PAGE);
    while (!page.isEmpty()) {
      lockedOut += (int) page.stream().filter(user -> needs(user, provider, left)).count();
      page = parts.links().users(Optional.of(page.get(page.size() - 1)), PAGE);
    }
    return lockedOut;
  }

  /** Whether the user can sign in today, and only through this provider. */
  private boolean needs(UserId user, Provider provider, Set<String> left) {
    List<Link> links = parts.links().findAll(user);
    boolean uses =
        provider.rules().signIn()
            && links.stream()
                .anyMatch(link -> link.identity().authority().equals(provider.authority()));
    return uses
        && parts
            .users()
            .find(user)
            .map(known -> new Decision.Guard(parts.users().otherWaysIn(user), left, known))
            .filter(guard -> !guard.test(links))
            .isPresent();
  }
}
