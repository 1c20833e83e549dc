package dev.accountlink.engine;

import dev.accountlink.flow.Continuation;
import dev.accountlink.flow.Outcome;
import dev.accountlink.flow.Refusal;
import dev.accountlink.model.CurrentUser;
import dev.accountlink.model.ExternalIdentity;
import dev.accountlink.model.ReturnTo;
import dev.accountlink.provider.Provider;
import dev.accountlink.web.Parameters;
import dev.accountlink.web.WebReply;
import java.util.Optional;
import java.util.Set;

/**
 * Steps that wait for their person: {@code GET {prefix}/steps/{step}} shows one and does nothing
 * else, {@code POST {prefix}/steps} goes on with it. A step stands sealed in the address, or, while
 * the browser was away from our pages and where it is long, in a cookie of which the address holds
 * the id. Everything is gathered and decided afresh.
 */
final class Steps {
  private final Parts parts;
  private final Origin origin;
  private final Replies replies;
  private final Finish finish;
  private final Begin begin;
  private final SealedSteps sealed;
  private final StepPages pages;
  private final Proofs proofs;
  private final LinkedGrants grants;

  Steps(Parts parts, Origin origin, Replies replies, Finish finish, Begin begin) {
    this.parts = parts;
    this.origin = origin;
    this.replies = replies;
    this.finish = finish;
    this.begin = begin;
    this.grants = new LinkedGrants(parts, replies);
    this.sealed = new SealedSteps(parts);
    this.pages = new StepPages(parts, origin, replies, finish.gather());
    this.proofs = new Proofs(parts, replies, begin, sealed, pages);
  }

  WebReply show(Visit visit, String address) {
    Optional<String> text =
        StepCookies.isId(address)
            ? new StepCookies(parts, visit).find(address)
            : Optional.of(address);
    OpenedStep.Opening opening = OpenedStep.open(parts, visit, text.orElse(""));
    return opening.step().map(step -> page(visit, step)).orElseGet(() -> refuse(visit, opening));
  }

  private WebReply page(Visit visit, OpenedStep step) {
    if (step.step() instanceof Continuation.Register) {
      return pages.details(visit, step, Optional.empty(), Set.of());
    }
    if (step.user().isEmpty()) {
      return pages.signInFirst(visit, step);
    }
    return proofs.isProven(visit, step)
        ? pages.goOn(visit, step)
        : pages.reauthenticate(visit, step, Optional.empty());
  }

  WebReply handle(Visit visit) {
    Parameters form = visit.request().form();
    OpenedStep.Opening opening =
        OpenedStep.open(parts, visit, form.single(StepPages.STEP).orElse(""));
    if (opening.step().isEmpty()) {
      return refuse(visit, opening);
    }
    OpenedStep step = opening.step().get();
    if (origin.isForeign(visit) || !origin.hasToken(visit, form, step.user(), StepPages.STEP)) {
      return replies.refused(Refusal.FORGED_REQUEST, step.context(), step.trace(), visit);
    }
    try {
      return goOn(visit, step, form);
    } catch (Watched.FailedAt e) {
      return replies.failed(
          parts.report().failed(e.stage(), e.problem(), step.trace()), step.context(), visit);
    }
  }

  private WebReply goOn(Visit visit, OpenedStep step, Parameters form) {
    if (step.step() instanceof Continuation.Register register) {
      return register(visit, step, register, form);
    }
    if (step.user().isEmpty()) {
      return form.single(StepPages.NEW_HERE).isPresent() && pages.mayRegister(step)
          ? sealed.show(visit, registering(step), replies::seeOther)
          : signInPage(visit, step);
    }
    Proofs.Tried tried = proofs.attempt(visit, step, form);
    if (tried.reply().isPresent()) {
      return tried.reply().get();
    }
    return tried.proven() || proofs.isProven(visit, step)
        ? act(visit, step)
        : pages.reauthenticate(visit, step, Optional.empty());
  }

  /** Whoever has no user here goes on to become one. */
  private static SealedSteps.Draft registering(OpenedStep step) {
    Continuation.Connect connect = (Continuation.Connect) step.step();
    return new SealedSteps.Draft(
        Optional.empty(),
        false,
        connect.head().issuedAt(),
        step.returnTo(),
        head -> new Continuation.Register(head, connect.proven(), true));
  }

  private WebReply signInPage(Visit visit, OpenedStep step) {
    return sealed.leave(
        visit,
        step,
        back ->
            replies.onward(
                parts
                    .pages()
                    .signInPage(back)
                    .orElseGet(
                        () ->
                            parts
                                .settings()
                                .path("/sign-in?" + Buttons.RETURN_TO + "=" + back.path())),
                visit));
  }

  /** Back from a linked provider: the step that waited in the cookie is proven now. */
  WebReply proven(Visit visit, ReturnTo back, Report.Trace trace) {
    String text =
        parts.settings().stepId(back).flatMap(new StepCookies(parts, visit)::find).orElse("");
    OpenedStep.Opening opening = OpenedStep.open(parts, visit, text);
    return opening
        .step()
        .map(step -> proofs.backFromProvider(visit, step, trace))
        .orElseGet(() -> refuse(visit, opening));
  }

  private WebReply refuse(Visit visit, OpenedStep.Opening opening) {
    return replies.refused(opening.refusal(), opening.context(), Report.Trace.NONE, visit);
  }

  /** Does what was begun, once. */
  private WebReply act(Visit visit, OpenedStep step) {
    Optional<WebReply> used = usedBefore(visit, step);
    if (used.isPresent()) {
      return used.get();
    }
    CurrentUser user = step.user().orElseThrow();
    if (step.step() instanceof Continuation.BeginConnect) {
      return begin.connect(visit, step.provider().orElseThrow(), user, step.returnTo());
    }
    Outcome outcome;
    if (step.step() instanceof Continuation.Disconnect disconnect) {
      outcome = finish.disconnect(user, disconnect.linkId(), true, step.trace());
      Optional<WebReply> told = grants.ended(outcome, user.id(), step.context(), visit);
      if (told.isPresent()) {
        return told.get();
      }
    } else {
      Continuation.Connect connect = (Continuation.Connect) step.step();
      outcome =
          finish.connect(
              visit,
              step.provider().orElseThrow(),
              new Gather.Seen(connect.proven().toIdentity(), Optional.empty()),
              user,
              true,
              true,
              step.trace());
    }
    return finish.reply(outcome, visit, next -> step.again(false), step.context(), step.trace());
  }

  private Optional<WebReply> usedBefore(Visit visit, OpenedStep step) {
    return parts.replayGuard().firstUse("step." + step.ref().id(), step.until())
        ? Optional.empty()
        : Optional.of(replies.note(new Note.Waiting(step.context(), NotePages.LOOKS), visit));
  }

  private WebReply register(
      Visit visit, OpenedStep step, Continuation.Register register, Parameters form) {
    Optional<WebReply> used = usedBefore(visit, step);
    if (used.isPresent()) {
      return used.get();
    }
    Provider provider = step.provider().orElseThrow();
    ExternalIdentity identity = register.proven().toIdentity();
    Gather.Typed typed = typed(form, pages.needsEmail(provider, identity));
    Outcome outcome =
        finish.signIn(
            visit,
            provider,
            new Gather.Seen(identity, Optional.empty()),
            new Gather.Question(register.signUp(), Optional.empty(), Optional.of(typed)),
            step.returnTo(),
            step.trace());
    if (outcome instanceof Outcome.NeedsDetails details) {
      // What was typed is kept; the step is a new one of the old age.
      String text = sealed.seal(visit, step.again(false)).text();
      OpenedStep again = OpenedStep.open(parts, visit, text).step().orElse(step);
      return pages.details(visit, again, Optional.of(typed), details.problems());
    }
    return finish.reply(
        outcome,
        visit,
        next ->
            new SealedSteps.Draft(
                step.user(),
                false,
                step.step().head().issuedAt(),
                step.returnTo(),
                head -> new Continuation.Connect(head, register.proven())),
        step.context(),
        step.trace());
  }

  /** An address counts only where the page asks for one. */
  private static Gather.Typed typed(Parameters form, boolean needsEmail) {
    return new Gather.Typed(
        form.single(StepPages.USERNAME).orElse("").strip(),
        form.single(StepPages.EMAIL).map(String::strip).filter(text -> needsEmail));
  }
}
