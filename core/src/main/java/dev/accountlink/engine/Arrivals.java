package dev.accountlink.engine;

import dev.accountlink.exchange.Arrival;
import dev.accountlink.exchange.Redemption;
import dev.accountlink.flow.Continuation;
import dev.accountlink.flow.Decider;
import dev.accountlink.flow.Decision;
import dev.accountlink.flow.Event;
import dev.accountlink.flow.Facts;
import dev.accountlink.flow.Intent;
import dev.accountlink.flow.Outcome;
import dev.accountlink.flow.Refusal;
import dev.accountlink.flow.Stage;
import dev.accountlink.model.CurrentUser;
import dev.accountlink.model.ExternalIdentity;
import dev.accountlink.model.Purpose;
import dev.accountlink.model.Secret;
import dev.accountlink.provider.ProviderException;
import dev.accountlink.seal.SealKind;
import dev.accountlink.web.WebReply;
import java.util.Optional;

/** What a flow comes to once its answer is known to be good: the first call to the provider on. */
final class Arrivals {
  private final Parts parts;
  private final Replies replies;
  private final Finish finish;
  private final Steps steps;
  private final Recency recency;
  private final Rehearse rehearse;

  Arrivals(Parts parts, Replies replies, Finish finish, Steps steps) {
    this.parts = parts;
    this.replies = replies;
    this.finish = finish;
    this.steps = steps;
    this.recency = new Recency(parts);
    this.rehearse = new Rehearse(parts, replies, finish.gather());
  }

  /** Exchanges the code and does what the flow was begun for. */
  WebReply arrive(Trip trip, Secret code) {
    Arrival arrival;
    try {
      arrival = parts.exchange().redeem(redemption(trip, code));
    } catch (ProviderException e) {
      return failed(trip, stage(e), e);
    }
    // The call took its time, and another tab may have signed out or in.
    Optional<CurrentUser> user = trip.visit().current();
    if (trip.isAnother(user)) {
      return replies.refused(
          Refusal.SIGNED_IN_MEANWHILE, trip.context(), trip.trace(), trip.visit());
    }
    try {
      return switch (trip.flow().intent()) {
        case REAUTHENTICATE -> reauthenticated(trip, arrival, user.orElseThrow());
        case REHEARSE ->
            rehearse.show(
                trip.visit(),
                trip.provider(),
                arrival,
                user.orElseThrow(),
                trip.context(),
                trip.trace());
        case AUTHORIZE -> authorized(trip, arrival, user.orElseThrow());
        case SIGN_IN, SIGN_UP, CONNECT -> arrived(trip, arrival, user);
      };
    } catch (ProviderException e) {
      return failed(trip, Stage.IDENTITY, e);
    }
  }

  private WebReply arrived(Trip trip, Arrival arrival, Optional<CurrentUser> user)
      throws ProviderException {
    Intent intent = intent(trip.flow().intent(), user);
    Gather.Seen seen = finish.gather().seen(intent, trip.provider(), arrival);
    if (finish.gather().isRecycled(seen.identity())) {
      parts.report().happened(Event.Kind.RECYCLED_LOGIN, trip.trace());
    }
    Outcome outcome =
        intent instanceof Intent.Connect
            ? finish.connect(
                trip.visit(),
                trip.provider(),
                seen,
                user.orElseThrow(),
                trip.flow().proven() || recency.isRecent(trip.visit(), user.get()),
                false,
                trip.trace())
            : finish.signIn(
                trip.visit(),
                trip.provider(),
                seen,
                new Gather.Question(
                    intent instanceof Intent.SignUp,
                    trip.isSecondTab(user) ? user.map(CurrentUser::id) : Optional.empty(),
                    Optional.empty()),
                trip.flow().returnTo(),
                trip.trace());
    return finish.reply(
        outcome,
        trip.visit(),
        next -> step(trip, next, seen.identity(), user),
        trip.context(),
        trip.trace());
  }

  private static SealedSteps.Draft step(
      Trip trip, Outcome.Next next, ExternalIdentity identity, Optional<CurrentUser> user) {
    Continuation.Proven proven = SealedSteps.proven(trip.provider(), identity);
    boolean signUp = trip.flow().intent() == Intent.Name.SIGN_UP;
    return new SealedSteps.Draft(
        user,
        next instanceof Outcome.NeedsConfirmation,
        trip.visit().now(),
        trip.flow().returnTo(),
        head ->
            next instanceof Outcome.NeedsDetails
                ? new Continuation.Register(head, proven, signUp)
                : new Continuation.Connect(head, proven));
  }

  /** Back to the step that asked, which now says so. */
  private WebReply reauthenticated(Trip trip, Arrival arrival, CurrentUser user)
      throws ProviderException {
    Optional<Facts.Reauthenticate> facts =
        finish
            .gather()
            .reauthenticate(
                user.id(), trip.provider(), arrival, trip.flow().issuedAt(), trip.visit().now());
    Decision.OnReauthenticate decision =
        facts.map(Decider::decide).orElseGet(() -> new Decision.Refuse(Refusal.SIGN_IN_FIRST));
    Report.Trace trace = trip.trace().with(user.id());
    if (decision instanceof Decision.Refuse refuse) {
      return replies.refused(refuse.refusal(), trip.context(), trace, trip.visit());
    }
    return steps.proven(trip.visit(), trip.flow().returnTo(), trace);
  }

  private WebReply authorized(Trip trip, Arrival arrival, CurrentUser user)
      throws ProviderException {
    Report.Trace trace = trip.trace().with(user.id());
    Outcome outcome =
        new Authorize(parts, finish.gather())
            .arrived(trip.provider(), arrival, user, trip.flow().parts());
    return finish.reply(
        outcome,
        trip.visit(),
        next -> {
          throw new IllegalStateException("A grant asks for no further step.");
        },
        trip.context(),
        trace);
  }

  private Redemption redemption(Trip trip, Secret code) {
    return new Redemption(
        trip.provider(),
        trip.provider()
            .client(
                trip.flow().intent() == Intent.Name.AUTHORIZE ? Purpose.IMPORT : Purpose.SIGN_IN),
        parts.settings().callback(trip.provider().id()),
        code,
        Secret.of(parts.sealer().derive(SealKind.VERIFIER, trip.ref())),
        parts.sealer().derive(SealKind.NONCE, trip.ref()));
  }

  private static Intent intent(Intent.Name name, Optional<CurrentUser> user) {
    return switch (name) {
      case SIGN_IN -> new Intent.SignIn();
      case SIGN_UP -> new Intent.SignUp();
      case REAUTHENTICATE -> new Intent.Reauthenticate(user.orElseThrow().id());
      case REHEARSE -> new Intent.Rehearse(user.orElseThrow().id());
      case AUTHORIZE -> new Intent.Authorize(user.orElseThrow().id(), Purpose.IMPORT);
      case CONNECT -> new Intent.Connect(user.orElseThrow().id());
    };
  }

  private static Stage stage(ProviderException problem) {
    return switch (problem.code()) {
      case ID_TOKEN_INVALID, CLOCK, NOT_A_PERSON -> Stage.ID_TOKEN;
      default -> Stage.TOKEN;
    };
  }

  private WebReply failed(Trip trip, Stage stage, ProviderException problem) {
    return replies.failed(
        parts.report().failed(stage, problem, trip.trace()), trip.context(), trip.visit());
  }
}
