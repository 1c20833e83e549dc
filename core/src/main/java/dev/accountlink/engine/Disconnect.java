package dev.accountlink.engine;

import dev.accountlink.flow.Continuation;
import dev.accountlink.flow.Intent;
import dev.accountlink.flow.Outcome;
import dev.accountlink.flow.Refusal;
import dev.accountlink.model.CurrentUser;
import dev.accountlink.model.ReturnTo;
import dev.accountlink.web.Parameters;
import dev.accountlink.web.WebReply;
import java.util.Optional;

/**
 * {@code POST {prefix}/links/{id}/disconnect}: removes one link of the user who is signed in. The
 * id is looked for among that user's own links only.
 */
final class Disconnect {
  private final Parts parts;
  private final Origin origin;
  private final Replies replies;
  private final Finish finish;
  private final Recency recency;
  private final LinkedGrants grants;

  Disconnect(Parts parts, Origin origin, Replies replies, Finish finish) {
    this.parts = parts;
    this.origin = origin;
    this.replies = replies;
    this.finish = finish;
    this.recency = new Recency(parts);
    this.grants = new LinkedGrants(parts, replies);
  }

  WebReply handle(Visit visit, String linkId) {
    Parameters form = visit.request().form();
    ReturnTo returnTo =
        form.single(Buttons.RETURN_TO)
            .flatMap(ReturnTo::read)
            .filter(parts.settings()::mayReturnTo)
            .orElseGet(() -> Returns.links(parts));
    Note.Context context = new Note.Context(Optional.empty(), Intent.Name.CONNECT, returnTo);
    if (origin.isForeign(visit)) {
      return replies.refused(Refusal.FORGED_REQUEST, context, Report.Trace.NONE, visit);
    }
    Optional<CurrentUser> user = visit.current();
    if (user.isEmpty()) {
      return replies.refused(Refusal.SIGN_IN_FIRST, context, Report.Trace.NONE, visit);
    }
    Report.Trace trace = Report.Trace.NONE.with(user.get().id());
    if (!origin.hasToken(visit, form, user, purpose(linkId))) {
      return replies.refused(Refusal.FORGED_REQUEST, context, trace, visit);
    }
    try {
      Outcome outcome =
          finish.disconnect(user.get(), linkId, recency.isRecent(visit, user.get()), trace);
      Optional<WebReply> told = grants.ended(outcome, user.get().id(), context, visit);
      if (told.isPresent()) {
        return told.get();
      }
      return finish.reply(
          outcome, visit, next -> proveFirst(visit, user, returnTo, linkId), context, trace);
    } catch (Watched.FailedAt e) {
      return replies.failed(parts.report().failed(e.stage(), e.problem(), trace), context, visit);
    }
  }

  private static SealedSteps.Draft proveFirst(
      Visit visit, Optional<CurrentUser> user, ReturnTo returnTo, String linkId) {
    return new SealedSteps.Draft(
        user, false, visit.now(), returnTo, head -> new Continuation.Disconnect(head, linkId));
  }

  static String purpose(String linkId) {
    return "disconnect:" + linkId;
  }
}
