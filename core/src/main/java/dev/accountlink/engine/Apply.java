package dev.accountlink.engine;

import dev.accountlink.flow.Decider;
import dev.accountlink.flow.Decision;
import dev.accountlink.flow.Event;
import dev.accountlink.flow.Facts;
import dev.accountlink.flow.Facts.ApplyProblem;
import dev.accountlink.flow.Outcome;
import dev.accountlink.flow.Refusal;
import dev.accountlink.flow.Stage;
import dev.accountlink.model.CurrentUser;
import dev.accountlink.model.ExternalIdentity;
import dev.accountlink.model.HostUser;
import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.Link;
import dev.accountlink.model.LinkDraft;
import dev.accountlink.model.LinkNote;
import dev.accountlink.model.ProviderId;
import dev.accountlink.model.Standing;
import dev.accountlink.model.UserId;
import dev.accountlink.model.UserProblem;
import dev.accountlink.model.WayIn;
import dev.accountlink.provider.Provider;
import dev.accountlink.spi.HostSessions.SessionStart;
import dev.accountlink.spi.HostUsers.Creation;
import dev.accountlink.spi.LinkStore.Insertion;
import dev.accountlink.spi.LinkStore.Removal;
import dev.accountlink.spi.SignInProof;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Does what was decided, dully. What store or host refuse on the way is answered as a problem,
 * which becomes a fact and is decided once more.
 */
final class Apply {
  private final Parts parts;

  private final OtherSessions sessions;

  Apply(Parts parts) {
    this.parts = parts;
    this.sessions = new OtherSessions(parts);
  }

  /** Either an outcome, or what came in between, to be decided once more. */
  record Applied(Optional<Outcome> outcome, Gather.Between between) {
    static Applied done(Outcome outcome) {
      return new Applied(Optional.of(outcome), Gather.Between.NOTHING);
    }

    static Applied again(ApplyProblem problem) {
      return new Applied(Optional.empty(), new Gather.Between(Optional.of(problem), Set.of()));
    }

    static Applied again(Set<UserProblem> rejected) {
      return new Applied(Optional.empty(), new Gather.Between(Optional.empty(), rejected));
    }
  }

  private static Applied refused(Decision.Refuse refuse) {
    return Applied.done(new Outcome.Refused(refuse.refusal(), refuse.detail()));
  }

  Applied signIn(
      Decision.OnSignIn decision,
      Facts.SignIn facts,
      Visit visit,
      Provider provider,
      URI continueTo,
      Report.Trace trace) {
    if (decision instanceof Decision.Refuse refuse) {
      return refused(refuse);
    }
    if (decision instanceof Decision.StaySignedIn stay) {
      return Applied.done(new Outcome.StayedSignedIn(stay.user()));
    }
    if (decision instanceof Decision.OfferConnect) {
      return Applied.done(new Outcome.NeedsSignIn());
    }
    if (decision instanceof Decision.AskDetails ask) {
      return Applied.done(new Outcome.NeedsDetails(ask.draft(), ask.problems()));
    }
    if (decision instanceof Decision.Register register) {
      return register(register, facts, visit, provider, continueTo, trace);
    }
    HostUser user = ((Decision.SignInAs) decision).user();
    seen(seenNow(facts, visit), trace);
    identified(user.id(), provider, facts.identity(), trace);
    return Applied.done(start(user, false, facts.identity(), visit, provider, continueTo, trace));
  }

  /** Where the provider tells no name unasked, the label stays what it was. */
  private static LinkDraft seenNow(Facts.SignIn facts, Visit visit) {
    LinkDraft now = draft(facts.identity(), visit);
    boolean named =
        facts.identity().login().isPresent() || facts.identity().displayName().isPresent();
    Optional<LinkNote> before =
        facts.owner().flatMap(owner -> owner.link().note()).filter(note -> !named);
    return before
        .map(
            note ->
                new LinkDraft(
                    now.identity(),
                    new LinkNote(note.label(), visit.now(), Optional.of(visit.now()))))
        .orElse(now);
  }

  /** A label that could not be renewed is reported, and keeps nobody out. */
  private void seen(LinkDraft now, Report.Trace trace) {
    try {
      parts.links().seen(now);
    } catch (Watched.FailedAt e) {
      parts.report().failed(e.stage(), e.problem(), trace);
    }
  }

  /** Addresses that do not count are not told. What the host does with them keeps nobody out. */
  private void identified(
      UserId user, Provider provider, ExternalIdentity identity, Report.Trace trace) {
    try {
      parts
          .users()
          .identified(user, provider.id(), identity.withEmails(Gather.trusted(provider, identity)));
    } catch (Watched.FailedAt e) {
      parts.report().failed(e.stage(), e.problem(), trace);
    }
  }

  private Applied register(
      Decision.Register register,
      Facts.SignIn facts,
      Visit visit,
      Provider provider,
      URI continueTo,
      Report.Trace trace) {
    Creation creation =
        parts.users().createLinked(register.draft(), draft(facts.identity(), visit));
    if (creation instanceof Creation.Rejected rejected) {
      return Applied.again(rejected.problems());
    }
    if (creation instanceof Creation.IdentityTaken) {
      return Applied.again(ApplyProblem.IDENTITY_TAKEN);
    }
    if (creation instanceof Creation.RefusedByHost host) {
      return Applied.done(refusedByHost(host.messageKey()));
    }
    HostUser user = ((Creation.Created) creation).user();
    parts.report().happened(Event.Kind.USER_REGISTERED, trace.with(user.id()));
    identified(user.id(), provider, facts.identity(), trace);
    // Also a host that does not keep to the draft's standing starts no session for it.
    Optional<Refusal> refusal =
        register.draft().standing() == Standing.AWAITING_APPROVAL
            ? Optional.of(Refusal.AWAITING_APPROVAL)
            : Decider.standing(user);
    if (refusal.isPresent()) {
      return Applied.done(new Outcome.Refused(refusal.get()));
    }
    return Applied.done(start(user, true, facts.identity(), visit, provider, continueTo, trace));
  }

  private static Outcome refusedByHost(String messageKey) {
    return new Outcome.Refused(Refusal.REFUSED_BY_HOST, Optional.of(messageKey));
  }

  private Outcome start(
      HostUser user,
      boolean registered,
      ExternalIdentity identity,
      Visit visit,
      Provider provider,
      URI continueTo,
      Report.Trace trace) {
    SignInProof proof = new SignInProof(provider.id(), identity.key(), registered, visit.now());
    SessionStart start = parts.sessions().start(visit.request(), user, proof, continueTo);
    if (start instanceof SessionStart.ContinuesAt host) {
      return new Outcome.ContinuesAtHost(host.address());
    }
    if (start instanceof SessionStart.RefusedByHost host) {
      return refusedByHost(host.messageKey());
    }
    boolean later = start instanceof SessionStart.StartedFromNextRequest;
    // Some hosts fail silently for users they do not let in, so what they say is looked at.
    if (!later && visit.current().filter(now -> now.id().equals(user.id())).isEmpty()) {
      return parts.report().failed(Stage.HOST_SESSIONS, "NO_SESSION", trace.with(user.id()));
    }
    parts.report().happened(Event.Kind.SIGNED_IN, trace.with(user.id()));
    return new Outcome.SignedIn(user, registered, later);
  }

  Applied connect(
      Decision.OnConnect decision,
      Facts.Connect facts,
      Visit visit,
      Provider provider,
      Report.Trace trace) {
    if (decision instanceof Decision.Refuse refuse) {
      return refused(refuse);
    }
    if (decision instanceof Decision.KeepLink keep) {
      return Applied.done(new Outcome.Connected(keep.link(), true));
    }
    if (decision instanceof Decision.AskReauthentication) {
      return Applied.done(new Outcome.NeedsReauthentication());
    }
    if (decision instanceof Decision.AskConfirmation) {
      return Applied.done(new Outcome.NeedsConfirmation());
    }
    UserId user = ((Decision.AddLink) decision).user();
    boolean first = parts.links().findAll(user).isEmpty();
    Applied applied =
        insert(
            connected(user, facts.identity().key(), facts.identity().label(), visit.now()), trace);
    if (applied.outcome().isEmpty()) {
      return applied;
    }
    identified(user, provider, facts.identity(), trace);
    // Whoever has a session from before the first link may not be whom the link belongs to.
    if (first) {
      sessions.endOthers(user, visit.current().flatMap(CurrentUser::session), trace);
    }
    return applied;
  }

  Applied connectFor(
      Decision.OnConnectFor decision,
      IdentityKey identity,
      String label,
      Instant now,
      Report.Trace trace) {
    if (decision instanceof Decision.Refuse refuse) {
      return refused(refuse);
    }
    if (decision instanceof Decision.KeepLink keep) {
      return Applied.done(new Outcome.Connected(keep.link(), true));
    }
    return insert(connected(((Decision.AddLink) decision).user(), identity, label, now), trace);
  }

  private Applied insert(Link link, Report.Trace trace) {
    Insertion insertion = parts.links().insert(link);
    if (insertion instanceof Insertion.Occupied) {
      return Applied.again(ApplyProblem.IDENTITY_TAKEN);
    }
    if (insertion instanceof Insertion.TooMany) {
      return Applied.again(ApplyProblem.TOO_MANY_LINKS);
    }
    parts.report().happened(Event.Kind.LINK_ADDED, trace.with(link.user()), link);
    return Applied.done(new Outcome.Connected(link, false));
  }

  Applied disconnect(Decision.OnDisconnect decision, Optional<String> session, Report.Trace trace) {
    if (decision instanceof Decision.Refuse refuse) {
      return refused(refuse);
    }
    if (decision instanceof Decision.AskReauthentication) {
      return Applied.done(new Outcome.NeedsReauthentication());
    }
    Decision.RemoveLink remove = (Decision.RemoveLink) decision;
    Removal removal = parts.links().remove(remove.user(), remove.identity(), remove.guard());
    if (removal instanceof Removal.Kept) {
      return Applied.again(ApplyProblem.LAST_WAY_IN);
    }
    if (!(removal instanceof Removal.Removed removed)) {
      return Applied.again(ApplyProblem.LINK_GONE);
    }
    if (isLockedOut(remove)) {
      parts.links().insert(removed.link());
      return Applied.again(ApplyProblem.LAST_WAY_IN);
    }
    Report.Trace full =
        new Report.Trace(
            trace.flow(), providerAt(remove.identity()), Optional.of(remove.user()), trace.actor());
    parts.report().happened(Event.Kind.LINK_REMOVED, full, removed.link());
    sessions.endOthers(remove.user(), session, full);
    return Applied.done(new Outcome.Disconnected(remove.identity()));
  }

  /**
   * The other ways in were asked before the store took its lock, since a host may have but one
   * connection. Where one of them went in between, the link is put back.
   */
  private boolean isLockedOut(Decision.RemoveLink remove) {
    Set<WayIn> now = parts.users().otherWaysIn(remove.user());
    Decision.Guard guard =
        new Decision.Guard(now, remove.guard().authoritiesForSignIn(), remove.guard().user());
    return !now.equals(remove.guard().otherWaysIn())
        && !guard.test(parts.links().findAll(remove.user()));
  }

  private Optional<ProviderId> providerAt(IdentityKey identity) {
    return parts.providers().at(identity.authority()).stream().map(Provider::id).findFirst();
  }

  /** Nobody has signed in through it yet. */
  private static Link connected(UserId user, IdentityKey identity, String label, Instant now) {
    return new Link(user, identity, Optional.of(new LinkNote(label, now, Optional.empty())));
  }

  private static LinkDraft draft(ExternalIdentity identity, Visit visit) {
    return new LinkDraft(
        identity.key(), new LinkNote(identity.label(), visit.now(), Optional.of(visit.now())));
  }
}
