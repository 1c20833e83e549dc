package dev.accountlink.engine;

import dev.accountlink.flow.Continuation;
import dev.accountlink.flow.Decider;
import dev.accountlink.flow.Facts;
import dev.accountlink.flow.Facts.ApplyProblem;
import dev.accountlink.flow.Outcome;
import dev.accountlink.flow.Refusal;
import dev.accountlink.model.CurrentUser;
import dev.accountlink.model.ExternalIdentity;
import dev.accountlink.model.ReturnTo;
import dev.accountlink.model.UserId;
import dev.accountlink.provider.Provider;
import dev.accountlink.seal.SealKind;
import dev.accountlink.web.WebReply;
import java.net.URI;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;

/**
 * From a proven identity to the end: gather, decide, apply, and once more when something came in
 * between; then the answer for the browser.
 */
final class Finish {
  private final Parts parts;
  private final Replies replies;
  private final Gather gather;
  private final Apply apply;

  Finish(Parts parts, Replies replies) {
    this.parts = parts;
    this.replies = replies;
    this.gather = new Gather(parts);
    this.apply = new Apply(parts);
  }

  Gather gather() {
    return gather;
  }

  Outcome signIn(
      Visit visit,
      Provider provider,
      ExternalIdentity identity,
      Optional<UserId> signedIn,
      ReturnTo returnTo,
      Report.Trace trace) {
    URI continueTo = URI.create(parts.settings().origin() + returnTo.path());
    return onceMore(
        problem -> {
          Facts.SignIn facts = gather.signIn(provider, identity, signedIn, problem);
          return apply.signIn(Decider.decide(facts), facts, visit, provider, continueTo, trace);
        });
  }

  Outcome connect(
      Visit visit,
      Provider provider,
      ExternalIdentity identity,
      CurrentUser user,
      boolean confirmed,
      Report.Trace trace) {
    return onceMore(
        problem ->
            gather
                .connect(user, provider, identity, confirmed, problem)
                .map(facts -> apply.connect(Decider.decide(facts), facts, visit, trace))
                .orElseGet(Finish::userGone));
  }

  Outcome disconnect(CurrentUser user, String linkId, Report.Trace trace) {
    return onceMore(
        problem ->
            gather
                .disconnect(user, linkId, problem)
                .map(facts -> apply.disconnect(Decider.decide(facts), trace))
                .orElseGet(Finish::userGone));
  }

  private static Apply.Applied userGone() {
    return Apply.Applied.done(new Outcome.Refused(Refusal.SIGN_IN_FIRST));
  }

  /**
   * The second round ends in a refusal if anything is refused again: nothing goes round for ever.
   */
  private static Outcome onceMore(Function<Optional<ApplyProblem>, Apply.Applied> round) {
    Apply.Applied first = round.apply(Optional.empty());
    if (first.outcome().isPresent()) {
      return first.outcome().get();
    }
    Apply.Applied second = round.apply(first.problem());
    return second.outcome().orElseGet(() -> new Outcome.Refused(Refusal.NOT_CONNECTED));
  }

  /** Where the browser goes, and what it will find there. */
  WebReply reply(
      Outcome outcome,
      Visit visit,
      Provider provider,
      Optional<ExternalIdentity> identity,
      Note.Context context,
      Report.Trace trace) {
    if (outcome instanceof Outcome.Refused refused) {
      parts.report().refused(refused.refusal(), trace);
      return replies.note(
          new Note.Refused(context, refused.refusal(), refused.hostReason()), visit);
    }
    if (outcome instanceof Outcome.Failed failed) {
      return replies.failed(failed, context, visit);
    }
    if (outcome instanceof Outcome.ContinuesAtHost host) {
      return replies.seeOther(host.address());
    }
    if (outcome instanceof Outcome.NeedsConfirmation) {
      return confirm(visit, provider, identity.orElseThrow(), context);
    }
    if (outcome instanceof Outcome.SignedIn signedIn && signedIn.verifyOnNextRequest()) {
      return replies.note(new Note.Landing(context, signedIn.user().id().value()), visit);
    }
    return replies.seeOther(context.returnTo().path());
  }

  private WebReply confirm(
      Visit visit, Provider provider, ExternalIdentity identity, Note.Context context) {
    Optional<CurrentUser> user = visit.current();
    BrowserCookie cookie = visit.cookie().orElseThrow();
    String step =
        parts
            .sealer()
            .seal(
                SealKind.CONTINUATION,
                ref ->
                    Codec.write(
                        new Continuation(
                            provider.id(),
                            identity.key(),
                            identity.label(),
                            visit.now().truncatedTo(ChronoUnit.SECONDS),
                            visit.bind(ref, cookie, user),
                            context.returnTo())))
            .text();
    return replies.seeOther(parts.settings().path("/confirm/" + step));
  }
}
