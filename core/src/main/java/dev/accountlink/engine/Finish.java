package dev.accountlink.engine;

import dev.accountlink.flow.Decider;
import dev.accountlink.flow.Facts;
import dev.accountlink.flow.Outcome;
import dev.accountlink.flow.Refusal;
import dev.accountlink.model.CurrentUser;
import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.ReturnTo;
import dev.accountlink.model.UserId;
import dev.accountlink.provider.Provider;
import dev.accountlink.web.WebReply;
import java.net.URI;
import java.time.Instant;
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
  private final SealedSteps steps;

  Finish(Parts parts, Replies replies) {
    this.parts = parts;
    this.replies = replies;
    this.gather = new Gather(parts);
    this.apply = new Apply(parts);
    this.steps = new SealedSteps(parts);
  }

  Gather gather() {
    return gather;
  }

  Outcome signIn(
      Visit visit,
      Provider provider,
      Gather.Seen seen,
      Gather.Question question,
      ReturnTo returnTo,
      Report.Trace trace) {
    URI continueTo = URI.create(parts.settings().origin() + returnTo.path());
    return onceMore(
        between -> {
          Facts.SignIn facts = gather.signIn(provider, seen, question, between);
          return apply.signIn(Decider.decide(facts), facts, visit, provider, continueTo, trace);
        });
  }

  Outcome connect(
      Visit visit,
      Provider provider,
      Gather.Seen seen,
      CurrentUser user,
      boolean recent,
      boolean confirmed,
      Report.Trace trace) {
    return onceMore(
        between ->
            gather
                .connect(user, provider, seen, recent, confirmed, between)
                .map(facts -> apply.connect(Decider.decide(facts), facts, visit, provider, trace))
                .orElseGet(Finish::userGone));
  }

  /** An administrator vouches for the identity. */
  Outcome connectFor(
      UserId user, IdentityKey identity, String label, Instant now, Report.Trace trace) {
    return onceMore(
        between ->
            gather
                .connectFor(user, identity, between)
                .map(facts -> apply.connectFor(Decider.decide(facts), identity, label, now, trace))
                .orElseGet(Finish::userGone));
  }

  Outcome disconnect(CurrentUser user, String linkId, boolean recent, Report.Trace trace) {
    return onceMore(
        between ->
            gather
                .disconnect(user, linkId, recent, between)
                .map(facts -> apply.disconnect(Decider.decide(facts), user.session(), trace))
                .orElseGet(Finish::userGone));
  }

  private static Apply.Applied userGone() {
    return Apply.Applied.done(new Outcome.Refused(Refusal.SIGN_IN_FIRST));
  }

  /**
   * The second round ends in a refusal if anything is refused again: nothing goes round for ever.
   */
  private static Outcome onceMore(Function<Gather.Between, Apply.Applied> round) {
    Apply.Applied first = round.apply(Gather.Between.NOTHING);
    if (first.outcome().isPresent()) {
      return first.outcome().get();
    }
    Apply.Applied second = round.apply(first.between());
    return second.outcome().orElseGet(() -> new Outcome.Refused(Refusal.NOT_CONNECTED));
  }

  /** Where the browser goes, and what it will find there. */
  WebReply reply(
      Outcome outcome,
      Visit visit,
      Function<Outcome.Next, SealedSteps.Draft> step,
      Note.Context context,
      Report.Trace trace) {
    if (outcome instanceof Outcome.Refused refused) {
      parts.report().refused(refused.refusal(), trace);
      return replies.note(new Note.Refused(context, refused.refusal(), refused.detail()), visit);
    }
    if (outcome instanceof Outcome.Failed failed) {
      return replies.failed(failed, context, visit);
    }
    if (outcome instanceof Outcome.ContinuesAtHost host) {
      return replies.onward(host.address().toString(), visit);
    }
    if (outcome instanceof Outcome.Next next) {
      return steps.show(visit, step.apply(next), replies::seeOther);
    }
    if (outcome instanceof Outcome.SignedIn signedIn) {
      return signedIn(signedIn, visit, context);
    }
    return replies.onward(context.returnTo().path(), visit);
  }

  /** Steps that somebody else left behind in this browser are dropped, save the one resumed now. */
  private WebReply signedIn(Outcome.SignedIn signedIn, Visit visit, Note.Context context) {
    WebReply reply =
        signedIn.verifyOnNextRequest()
            ? replies.note(new Note.Landing(context, signedIn.user().id().value()), visit)
            : replies.onward(context.returnTo().path(), visit);
    Optional<String> resumed = parts.settings().stepId(context.returnTo());
    for (String dropped : new StepCookies(parts, visit).dropAllBut(resumed)) {
      reply = reply.with("Set-Cookie", dropped);
    }
    return reply;
  }
}
