package dev.accountlink.engine;

import dev.accountlink.flow.Continuation;
import dev.accountlink.flow.Intent;
import dev.accountlink.flow.Outcome;
import dev.accountlink.flow.Refusal;
import dev.accountlink.model.CurrentUser;
import dev.accountlink.model.ExternalIdentity;
import dev.accountlink.model.HostUser;
import dev.accountlink.provider.Provider;
import dev.accountlink.seal.SealKind;
import dev.accountlink.seal.SealRef;
import dev.accountlink.web.Page;
import dev.accountlink.web.Parameters;
import dev.accountlink.web.WebReply;
import java.util.List;
import java.util.Optional;

/**
 * The page that names identity and user before a link is made: {@code GET {prefix}/confirm/{step}}
 * shows it and does nothing else, {@code POST {prefix}/confirm} takes the user's word. Everything
 * is gathered and decided afresh.
 */
final class Resume {
  private static final String STEP = "step";

  private final Parts parts;
  private final Origin origin;
  private final Replies replies;
  private final Finish finish;

  Resume(Parts parts, Origin origin, Replies replies, Finish finish) {
    this.parts = parts;
    this.origin = origin;
    this.replies = replies;
    this.finish = finish;
  }

  /** A step whose seal is open and whose browser, user, session and age are right, or why not. */
  private record Step(
      Optional<Refusal> refusal,
      Note.Context context,
      Optional<Continuation> continuation,
      Optional<SealRef> ref,
      Optional<Provider> provider,
      Optional<CurrentUser> user) {}

  WebReply show(Visit visit, String sealed) {
    Step step = open(visit, sealed);
    if (step.refusal().isPresent()) {
      return refuse(visit, step);
    }
    Continuation continuation = step.continuation().orElseThrow();
    Optional<CurrentUser> user = step.user();
    // An address that holds a step sets no cookie, not even a due one.
    String username =
        user.flatMap(known -> parts.users().find(known.id())).map(HostUser::username).orElse("");
    Page.Form form =
        new Page.Form(
            parts.settings().path("/confirm"),
            List.of(
                new Page.Field(
                    Origin.FIELD, origin.token(visit.cookie().orElseThrow(), user, STEP)),
                new Page.Field(STEP, sealed)));
    return replies.pageWithForms(
        new Page.Confirm(
            Buttons.view(step.provider().orElseThrow()),
            continuation.label(),
            username,
            form,
            continuation.returnTo().path()),
        List.of(),
        visit);
  }

  WebReply handle(Visit visit) {
    Parameters form = visit.request().form();
    Step step = open(visit, form.single(STEP).orElse(""));
    if (step.refusal().isPresent()) {
      return refuse(visit, step);
    }
    Report.Trace trace = trace(step);
    if (origin.isForeign(visit) || !origin.hasToken(visit, form, step.user(), STEP)) {
      return replies.refused(Refusal.FORGED_REQUEST, step.context(), trace, visit);
    }
    try {
      return confirmed(visit, step, trace);
    } catch (Watched.FailedAt e) {
      return replies.failed(
          parts.report().failed(e.stage(), e.problem(), trace), step.context(), visit);
    }
  }

  private WebReply confirmed(Visit visit, Step step, Report.Trace trace) {
    Continuation continuation = step.continuation().orElseThrow();
    String key = "step." + step.ref().orElseThrow().id();
    if (!parts
        .replayGuard()
        .firstUse(
            key, continuation.issuedAt().plus(Settings.STEP_AGE).plus(Settings.CLOCK_TOLERANCE))) {
      return replies.note(new Note.Waiting(step.context(), Pages.LOOKS), visit);
    }
    ExternalIdentity identity =
        new ExternalIdentity(
            continuation.identity(),
            Optional.of(continuation.label()),
            Optional.empty(),
            List.of());
    Provider provider = step.provider().orElseThrow();
    Outcome outcome =
        finish.connect(visit, provider, identity, step.user().orElseThrow(), true, trace);
    return finish.reply(outcome, visit, provider, Optional.of(identity), step.context(), trace);
  }

  private WebReply refuse(Visit visit, Step step) {
    return replies.refused(step.refusal().orElseThrow(), step.context(), trace(step), visit);
  }

  private static Report.Trace trace(Step step) {
    return new Report.Trace(
        step.ref().map(SealRef::id), step.context().provider(), Optional.empty());
  }

  private Step open(Visit visit, String sealed) {
    Optional<Unsealed<Continuation>> opened =
        Unsealed.open(parts, SealKind.CONTINUATION, sealed, Codec::readContinuation);
    if (opened.isEmpty()) {
      return new Step(
          Optional.of(Refusal.START_AGAIN),
          unknown(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }
    Continuation continuation = opened.get().value();
    SealRef ref = opened.get().ref();
    boolean sameBrowser = visit.isSameBrowser(ref, continuation.binding(), continuation.issuedAt());
    Optional<Provider> provider = parts.providers().find(continuation.provider());
    Optional<CurrentUser> user = visit.current();
    Optional<Refusal> refusal =
        sameBrowser
            ? refusal(visit, continuation, ref, provider, user)
            : Optional.of(Refusal.OTHER_BROWSER);
    return new Step(
        refusal,
        sameBrowser
            ? new Note.Context(
                provider.map(Provider::id), Intent.Name.CONNECT, continuation.returnTo())
            : unknown(),
        Optional.of(continuation),
        Optional.of(ref),
        provider,
        user);
  }

  private Note.Context unknown() {
    return new Note.Context(Optional.empty(), Intent.Name.CONNECT, Returns.links(parts));
  }

  private static Optional<Refusal> refusal(
      Visit visit,
      Continuation continuation,
      SealRef ref,
      Optional<Provider> provider,
      Optional<CurrentUser> user) {
    if (continuation.issuedAt().plus(Settings.STEP_AGE).isBefore(visit.now())) {
      return Optional.of(Refusal.EXPIRED);
    }
    boolean sameAuthority =
        provider
            .filter(known -> known.authority().equals(continuation.identity().authority()))
            .isPresent();
    if (!sameAuthority) {
      return Optional.of(Refusal.START_AGAIN);
    }
    return user.isPresent() && visit.isSameUser(ref, continuation.binding(), user)
        ? Optional.empty()
        : Optional.of(Refusal.SIGNED_IN_MEANWHILE);
  }
}
