package dev.accountlink.engine;

import dev.accountlink.flow.Decider;
import dev.accountlink.flow.Decision;
import dev.accountlink.flow.Event;
import dev.accountlink.flow.Facts;
import dev.accountlink.flow.Facts.ApplyProblem;
import dev.accountlink.flow.Outcome;
import dev.accountlink.flow.Refusal;
import dev.accountlink.flow.Stage;
import dev.accountlink.model.ExternalIdentity;
import dev.accountlink.model.HostUser;
import dev.accountlink.model.Link;
import dev.accountlink.model.LinkDraft;
import dev.accountlink.model.LinkNote;
import dev.accountlink.model.ProviderId;
import dev.accountlink.model.UserId;
import dev.accountlink.model.UserProblem;
import dev.accountlink.provider.Provider;
import dev.accountlink.spi.HostSessions.SessionStart;
import dev.accountlink.spi.HostUsers.Creation;
import dev.accountlink.spi.LinkStore.Insertion;
import dev.accountlink.spi.LinkStore.Removal;
import dev.accountlink.spi.SignInProof;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * Does what was decided, dully. What store or host refuse on the way is answered as a problem,
 * which becomes a fact and is decided once more.
 */
final class Apply {
  private final Parts parts;

  Apply(Parts parts) {
    this.parts = parts;
  }

  /** Either an outcome, or a problem to be decided once more. */
  record Applied(Optional<Outcome> outcome, Optional<ApplyProblem> problem) {
    static Applied done(Outcome outcome) {
      return new Applied(Optional.of(outcome), Optional.empty());
    }

    static Applied again(ApplyProblem problem) {
      return new Applied(Optional.empty(), Optional.of(problem));
    }
  }

  Applied signIn(
      Decision.OnSignIn decision,
      Facts.SignIn facts,
      Visit visit,
      Provider provider,
      URI continueTo,
      Report.Trace trace) {
    if (decision instanceof Decision.Refuse refuse) {
      return Applied.done(new Outcome.Refused(refuse.refusal()));
    }
    if (decision instanceof Decision.StaySignedIn stay) {
      return Applied.done(new Outcome.StayedSignedIn(stay.user()));
    }
    if (decision instanceof Decision.Register register) {
      return register(register, facts, visit, provider, continueTo, trace);
    }
    HostUser user = ((Decision.SignInAs) decision).user();
    seen(draft(facts.identity(), visit), trace);
    return Applied.done(start(user, false, facts.identity(), visit, provider, continueTo, trace));
  }

  /** A label that could not be renewed is reported, and keeps nobody out. */
  private void seen(LinkDraft now, Report.Trace trace) {
    try {
      parts.links().seen(now);
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
      return Applied.again(problem(rejected.problems()));
    }
    if (creation instanceof Creation.IdentityTaken) {
      return Applied.again(ApplyProblem.IDENTITY_TAKEN);
    }
    if (creation instanceof Creation.RefusedByHost host) {
      return Applied.done(refusedByHost(host.messageKey()));
    }
    HostUser user = ((Creation.Created) creation).user();
    parts.report().happened(Event.Kind.USER_REGISTERED, trace.with(user.id()));
    // A host may make users that staff has to approve first: then there is no session yet.
    Optional<Refusal> refusal = Decider.standing(user);
    if (refusal.isPresent()) {
      return Applied.done(new Outcome.Refused(refusal.get()));
    }
    return Applied.done(start(user, true, facts.identity(), visit, provider, continueTo, trace));
  }

  private static Outcome refusedByHost(String messageKey) {
    return new Outcome.Refused(Refusal.REFUSED_BY_HOST, Optional.of(messageKey));
  }

  private static ApplyProblem problem(Set<UserProblem> problems) {
    return problems.stream().anyMatch(UserProblem::isCollision)
        ? ApplyProblem.COLLISION
        : ApplyProblem.DETAILS;
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
      Decision.OnConnect decision, Facts.Connect facts, Visit visit, Report.Trace trace) {
    if (decision instanceof Decision.Refuse refuse) {
      return Applied.done(new Outcome.Refused(refuse.refusal()));
    }
    if (decision instanceof Decision.KeepLink keep) {
      return Applied.done(new Outcome.Connected(keep.link(), true));
    }
    if (decision instanceof Decision.AskConfirmation) {
      return Applied.done(new Outcome.NeedsConfirmation());
    }
    Link link = connected(((Decision.AddLink) decision).user(), facts.identity(), visit);
    Insertion insertion = parts.links().insert(link);
    if (insertion instanceof Insertion.Occupied) {
      return Applied.again(ApplyProblem.IDENTITY_TAKEN);
    }
    if (insertion instanceof Insertion.TooMany) {
      return Applied.again(ApplyProblem.TOO_MANY_LINKS);
    }
    parts.report().happened(Event.Kind.LINK_ADDED, trace.with(link.user()));
    return Applied.done(new Outcome.Connected(link, false));
  }

  Applied disconnect(Decision.OnDisconnect decision, Report.Trace trace) {
    if (decision instanceof Decision.Refuse refuse) {
      return Applied.done(new Outcome.Refused(refuse.refusal()));
    }
    Decision.RemoveLink remove = (Decision.RemoveLink) decision;
    Removal removal = parts.links().remove(remove.user(), remove.identity(), remove.guard());
    if (removal instanceof Removal.Kept) {
      return Applied.again(ApplyProblem.LAST_WAY_IN);
    }
    if (removal instanceof Removal.NotThere) {
      return Applied.again(ApplyProblem.LINK_GONE);
    }
    Optional<ProviderId> provider =
        parts.providers().at(remove.identity().authority()).stream().map(Provider::id).findFirst();
    parts
        .report()
        .happened(
            Event.Kind.LINK_REMOVED,
            new Report.Trace(trace.flow(), provider, Optional.of(remove.user())));
    return Applied.done(new Outcome.Disconnected(remove.identity()));
  }

  /** Nobody has signed in through it yet. */
  private static Link connected(UserId user, ExternalIdentity identity, Visit visit) {
    LinkNote note = new LinkNote(identity.label(), visit.now(), Optional.empty());
    return new Link(user, identity.key(), Optional.of(note));
  }

  private static LinkDraft draft(ExternalIdentity identity, Visit visit) {
    return new LinkDraft(
        identity.key(), new LinkNote(identity.label(), visit.now(), Optional.of(visit.now())));
  }
}
