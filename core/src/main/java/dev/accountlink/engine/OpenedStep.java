package dev.accountlink.engine;

import dev.accountlink.flow.Continuation;
import dev.accountlink.flow.Intent;
import dev.accountlink.flow.Refusal;
import dev.accountlink.model.CurrentUser;
import dev.accountlink.model.ProviderId;
import dev.accountlink.model.ReturnTo;
import dev.accountlink.provider.Provider;
import dev.accountlink.seal.SealKind;
import dev.accountlink.seal.SealRef;
import java.time.Instant;
import java.util.Optional;

/**
 * A step whose seal is open and whose browser, user, session, age and provider are right.
 *
 * @param text as it was sealed
 * @param ref which one it is
 * @param step what it says
 * @param provider the provider it concerns; empty for a disconnect
 * @param user who is signed in
 */
record OpenedStep(
    String text,
    SealRef ref,
    Continuation step,
    Optional<Provider> provider,
    Optional<CurrentUser> user) {

  /** Either the step, or why not. */
  record Opening(Optional<OpenedStep> step, Refusal refusal, Note.Context context) {}

  static Opening open(Parts parts, Visit visit, String sealed) {
    Optional<Unsealed<Continuation>> opened =
        Unsealed.open(parts, SealKind.CONTINUATION, sealed, Codec::readContinuation);
    if (opened.isEmpty()) {
      return refused(Refusal.START_AGAIN, parts);
    }
    SealRef ref = opened.get().ref();
    Continuation step = opened.get().value();
    if (!visit.isSameBrowser(ref, step.head().binding(), step.head().issuedAt())) {
      return refused(Refusal.OTHER_BROWSER, parts);
    }
    Optional<ProviderId> id = providerOf(step);
    Optional<Provider> provider = id.flatMap(parts.providers()::find);
    Note.Context context =
        new Note.Context(provider.map(Provider::id), intent(step), step.head().returnTo());
    Optional<CurrentUser> user = visit.current();
    Optional<Refusal> no =
        stale(visit.now(), step)
            .or(
                () ->
                    isChanged(step, provider) ? Optional.of(Refusal.START_AGAIN) : Optional.empty())
            .or(() -> another(visit, ref, step, user));
    return no.isPresent()
        ? new Opening(Optional.empty(), no.get(), context)
        : new Opening(
            Optional.of(new OpenedStep(sealed, ref, step, provider, user)),
            Refusal.START_AGAIN,
            context);
  }

  /** Nothing of the step is shown. */
  private static Opening refused(Refusal refusal, Parts parts) {
    ReturnTo links = Returns.links(parts);
    return new Opening(
        Optional.empty(), refusal, new Note.Context(Optional.empty(), Intent.Name.CONNECT, links));
  }

  /** What its page, once refused, begins again. */
  private static Intent.Name intent(Continuation step) {
    if (step instanceof Continuation.Register register) {
      return register.signUp() ? Intent.Name.SIGN_UP : Intent.Name.SIGN_IN;
    }
    return Intent.Name.CONNECT;
  }

  private static Optional<Refusal> stale(Instant now, Continuation step) {
    return step.head().issuedAt().plus(Settings.STEP_AGE).isBefore(now)
        ? Optional.of(Refusal.EXPIRED)
        : Optional.empty();
  }

  /** The provider is another one now, or asks something else of its identities. */
  private static boolean isChanged(Continuation step, Optional<Provider> provider) {
    if (step instanceof Continuation.Disconnect) {
      return false;
    }
    return proven(step)
        .map(
            proven ->
                provider
                    .filter(now -> now.authority().equals(proven.identity().authority()))
                    .filter(now -> Hashes.gates(now.rules().gates()) == proven.gates())
                    .isEmpty())
        .orElse(provider.isEmpty());
  }

  /** After a conflict anybody may sign in; otherwise it is the same user, or still nobody. */
  private static Optional<Refusal> another(
      Visit visit, SealRef ref, Continuation step, Optional<CurrentUser> user) {
    boolean anybody =
        step instanceof Continuation.Connect && step.head().binding().user().isEmpty();
    return anybody || visit.isSameUser(ref, step.head().binding(), user)
        ? Optional.empty()
        : Optional.of(Refusal.SIGNED_IN_MEANWHILE);
  }

  private static Optional<ProviderId> providerOf(Continuation step) {
    return step instanceof Continuation.BeginConnect begin
        ? Optional.of(begin.provider())
        : proven(step).map(Continuation.Proven::provider);
  }

  private static Optional<Continuation.Proven> proven(Continuation step) {
    if (step instanceof Continuation.Connect connect) {
      return Optional.of(connect.proven());
    }
    return step instanceof Continuation.Register register
        ? Optional.of(register.proven())
        : Optional.empty();
  }

  ReturnTo returnTo() {
    return step.head().returnTo();
  }

  Note.Context context() {
    return new Note.Context(provider.map(Provider::id), intent(step), returnTo());
  }

  Report.Trace trace() {
    return new Report.Trace(
        Optional.of(ref.id()), provider.map(Provider::id), user.map(CurrentUser::id));
  }

  /** Until when its use is remembered. */
  Instant until() {
    return step.head().issuedAt().plus(Settings.STEP_AGE).plus(Settings.CLOCK_TOLERANCE);
  }

  /** The same step, sealed once more for whoever is here now. */
  SealedSteps.Draft again(boolean proven) {
    return new SealedSteps.Draft(user, proven, step.head().issuedAt(), returnTo(), step::with);
  }

  /** Prints the step only. */
  @Override
  public String toString() {
    return "OpenedStep[" + ref + "]";
  }
}
