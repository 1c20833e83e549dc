package dev.accountlink.engine;

import dev.accountlink.flow.Continuation;
import dev.accountlink.flow.Event;
import dev.accountlink.flow.Outcome;
import dev.accountlink.flow.Refusal;
import dev.accountlink.model.CurrentUser;
import dev.accountlink.model.ExternalIdentity;
import dev.accountlink.model.HostUser;
import dev.accountlink.model.ReturnTo;
import dev.accountlink.model.Secret;
import dev.accountlink.provider.Provider;
import dev.accountlink.seal.Sealed;
import dev.accountlink.spi.HostPasswords.PasswordCheck;
import dev.accountlink.spi.HostSessions.Reauthentication;
import dev.accountlink.web.Parameters;
import dev.accountlink.web.WebReply;
import java.util.Optional;
import java.util.Set;

/**
 * Steps that wait for their person: {@code GET {prefix}/steps/{step}} shows one and does nothing
 * else, {@code POST {prefix}/steps} goes on with it. A step stands sealed in the address, or, while
 * the browser was away from our pages, in a cookie of which the address holds the id. Everything is
 * gathered and decided afresh.
 */
final class Steps {
  private final Parts parts;
  private final Origin origin;
  private final Replies replies;
  private final Finish finish;
  private final Begin begin;
  private final Recency recency;
  private final SealedSteps sealed;
  private final StepPages pages;

  Steps(Parts parts, Origin origin, Replies replies, Finish finish, Begin begin) {
    this.parts = parts;
    this.origin = origin;
    this.replies = replies;
    this.finish = finish;
    this.begin = begin;
    this.recency = new Recency(parts);
    this.sealed = new SealedSteps(parts);
    this.pages = new StepPages(parts, origin, replies, finish.gather());
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
    return isProven(visit, step)
        ? pages.goOn(visit, step)
        : pages.reauthenticate(visit, step, Optional.empty());
  }

  private boolean isProven(Visit visit, OpenedStep step) {
    return step.step().head().proven() || recency.isRecent(visit, step.user().orElseThrow());
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
      return leave(visit, step, this::signInPage);
    }
    Optional<String> provider = form.single(StepPages.PROVIDER);
    if (provider.isPresent()) {
      return askProvider(visit, step, provider.get());
    }
    Optional<String> password = form.single(StepPages.PASSWORD);
    if (password.isPresent()) {
      return password.get().isEmpty()
          ? wrong(visit, step, Refusal.WRONG_PASSWORD)
          : checkPassword(visit, step, Secret.of(password.get()));
    }
    if (form.single(StepPages.HOST_PAGE).isPresent()) {
      return atHostPage(visit, step);
    }
    return isProven(visit, step)
        ? act(visit, step)
        : pages.reauthenticate(visit, step, Optional.empty());
  }

  private WebReply refuse(Visit visit, OpenedStep.Opening opening) {
    return replies.refused(opening.refusal(), opening.context(), Report.Trace.NONE, visit);
  }

  // Leaving our pages: the step waits in a cookie, and the way back holds its id.

  private interface Away {
    String address(ReturnTo back);
  }

  private WebReply leave(Visit visit, OpenedStep step, Away away) {
    Sealed waiting = sealed.seal(visit, step.again(false));
    ReturnTo back = new ReturnTo(parts.settings().path("/steps/" + waiting.ref().id()));
    return replies
        .onward(away.address(back), visit)
        .with("Set-Cookie", new StepCookies(parts, visit).keep(waiting.text()));
  }

  private String signInPage(ReturnTo back) {
    return parts
        .pages()
        .signInPage(back)
        .orElseGet(
            () -> parts.settings().path("/sign-in?" + Buttons.RETURN_TO + "=" + back.path()));
  }

  private WebReply atHostPage(Visit visit, OpenedStep step) {
    CurrentUser user = step.user().orElseThrow();
    return leave(
        visit,
        step,
        back ->
            recency.ask(visit, user, back.path()) instanceof Reauthentication.AtHostPage page
                ? page.address().toString()
                : back.path());
  }

  private WebReply askProvider(Visit visit, OpenedStep step, String name) {
    CurrentUser user = step.user().orElseThrow();
    Optional<Provider> provider =
        pages.provingProviders(visit, user).stream()
            .filter(known -> known.id().value().equals(name))
            .findFirst();
    if (provider.isEmpty() || !pages.mayAskProviders(visit, user)) {
      return replies.refused(Refusal.SIGN_IN_AGAIN, step.context(), step.trace(), visit);
    }
    Sealed waiting = sealed.seal(visit, step.again(false));
    ReturnTo back = new ReturnTo(parts.settings().path("/steps/" + waiting.ref().id()));
    return begin
        .reauthenticate(visit, provider.get(), user, back)
        .with("Set-Cookie", new StepCookies(parts, visit).keep(waiting.text()));
  }

  /** Back from a linked provider: the step that waited in the cookie is proven now. */
  WebReply proven(Visit visit, ReturnTo back, Report.Trace trace) {
    String text =
        parts.settings().stepId(back).flatMap(new StepCookies(parts, visit)::find).orElse("");
    OpenedStep.Opening opening = OpenedStep.open(parts, visit, text);
    if (opening.step().isEmpty()) {
      return refuse(visit, opening);
    }
    parts.report().happened(Event.Kind.REAUTHENTICATED, trace);
    return replies.seeOther(sealed.address(visit, opening.step().get().again(true)));
  }

  private WebReply checkPassword(Visit visit, OpenedStep step, Secret password) {
    CurrentUser user = step.user().orElseThrow();
    Optional<HostUser> known = parts.users().find(user.id());
    if (known.isEmpty() || !pages.mayAskPassword(visit, user)) {
      return replies.refused(Refusal.SIGN_IN_AGAIN, step.context(), step.trace(), visit);
    }
    PasswordCheck check =
        parts.passwords().orElseThrow().check(visit.request(), known.get(), password);
    if (check instanceof PasswordCheck.Right right && right.user().equals(user.id())) {
      parts.report().happened(Event.Kind.REAUTHENTICATED, step.trace());
      return step.step() instanceof Continuation.Connect
          ? replies.seeOther(sealed.address(visit, step.again(true)))
          : act(visit, step);
    }
    Refusal problem =
        check instanceof PasswordCheck.TooManyTries
            ? Refusal.TOO_MANY_TRIES
            : Refusal.WRONG_PASSWORD;
    return wrong(visit, step, problem);
  }

  private WebReply wrong(Visit visit, OpenedStep step, Refusal problem) {
    parts.report().refused(problem, step.trace());
    return pages.reauthenticate(visit, step, Optional.of(problem));
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
        : Optional.of(replies.note(new Note.Waiting(step.context(), Pages.LOOKS), visit));
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
