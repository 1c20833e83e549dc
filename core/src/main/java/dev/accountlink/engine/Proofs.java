package dev.accountlink.engine;

import dev.accountlink.flow.Continuation;
import dev.accountlink.flow.Event;
import dev.accountlink.flow.Refusal;
import dev.accountlink.model.CurrentUser;
import dev.accountlink.model.HostUser;
import dev.accountlink.model.Secret;
import dev.accountlink.provider.Provider;
import dev.accountlink.spi.HostPasswords.PasswordCheck;
import dev.accountlink.spi.HostSessions.Reauthentication;
import dev.accountlink.web.Parameters;
import dev.accountlink.web.WebReply;
import java.util.Optional;

/**
 * The ways to prove who is at the keyboard before a step goes on: a linked provider, the host's
 * password check, a page of the host.
 */
final class Proofs {
  private final Parts parts;
  private final Replies replies;
  private final Begin begin;
  private final Recency recency;
  private final SealedSteps sealed;
  private final StepPages pages;

  Proofs(Parts parts, Replies replies, Begin begin, SealedSteps sealed, StepPages pages) {
    this.parts = parts;
    this.replies = replies;
    this.begin = begin;
    this.recency = new Recency(parts);
    this.sealed = sealed;
    this.pages = pages;
  }

  /**
   * What came of a try.
   *
   * @param proven whether the step may go on at once
   * @param reply where the browser goes instead
   */
  record Tried(boolean proven, Optional<WebReply> reply) {
    static final Tried NOT = new Tried(false, Optional.empty());
    static final Tried RIGHT = new Tried(true, Optional.empty());

    static Tried answered(WebReply reply) {
      return new Tried(false, Optional.of(reply));
    }
  }

  boolean isProven(Visit visit, OpenedStep step) {
    return step.step().head().proven() || recency.isRecent(visit, step.user().orElseThrow());
  }

  /** Tries the way that the form names, if it names one. */
  Tried attempt(Visit visit, OpenedStep step, Parameters form) {
    Optional<String> provider = form.single(StepPages.PROVIDER);
    if (provider.isPresent()) {
      return Tried.answered(askProvider(visit, step, provider.get()));
    }
    Optional<String> password = form.single(StepPages.PASSWORD);
    if (password.isPresent()) {
      return password.get().isEmpty()
          ? Tried.answered(wrong(visit, step, Refusal.WRONG_PASSWORD))
          : checkPassword(visit, step, Secret.of(password.get()));
    }
    return form.single(StepPages.HOST_PAGE).isPresent()
        ? Tried.answered(atHostPage(visit, step))
        : Tried.NOT;
  }

  private WebReply atHostPage(Visit visit, OpenedStep step) {
    CurrentUser user = step.user().orElseThrow();
    return sealed.leave(
        visit,
        step,
        back ->
            replies.onward(
                recency.ask(visit, user, back.path()) instanceof Reauthentication.AtHostPage page
                    ? page.address().toString()
                    : back.path(),
                visit));
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
    return sealed.leave(
        visit, step, back -> begin.reauthenticate(visit, provider.get(), user, back));
  }

  private Tried checkPassword(Visit visit, OpenedStep step, Secret password) {
    CurrentUser user = step.user().orElseThrow();
    Optional<HostUser> known = parts.users().find(user.id());
    if (known.isEmpty() || !pages.mayAskPassword(visit, user)) {
      return Tried.answered(
          replies.refused(Refusal.SIGN_IN_AGAIN, step.context(), step.trace(), visit));
    }
    PasswordCheck check =
        parts.passwords().orElseThrow().check(visit.request(), known.get(), password);
    if (check instanceof PasswordCheck.Right right && right.user().equals(user.id())) {
      parts.report().happened(Event.Kind.REAUTHENTICATED, step.trace());
      // What becomes a way in is confirmed on a page of its own.
      return step.step() instanceof Continuation.Connect
          ? Tried.answered(sealed.show(visit, step.again(true), replies::seeOther))
          : Tried.RIGHT;
    }
    Refusal problem =
        check instanceof PasswordCheck.TooManyTries
            ? Refusal.TOO_MANY_TRIES
            : Refusal.WRONG_PASSWORD;
    return Tried.answered(wrong(visit, step, problem));
  }

  private WebReply wrong(Visit visit, OpenedStep step, Refusal problem) {
    parts.report().refused(problem, step.trace());
    return pages.reauthenticate(visit, step, Optional.of(problem));
  }

  /** Back from a linked provider: where the step that waited is shown as proven. */
  WebReply backFromProvider(Visit visit, OpenedStep step, Report.Trace trace) {
    parts.report().happened(Event.Kind.REAUTHENTICATED, trace);
    return sealed.show(visit, step.again(true), replies::seeOther);
  }
}
