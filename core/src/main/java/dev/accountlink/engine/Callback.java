package dev.accountlink.engine;

import dev.accountlink.exchange.Arrival;
import dev.accountlink.exchange.IssuerCheck;
import dev.accountlink.exchange.Redemption;
import dev.accountlink.flow.Continuation;
import dev.accountlink.flow.Decider;
import dev.accountlink.flow.Decision;
import dev.accountlink.flow.Event;
import dev.accountlink.flow.Facts;
import dev.accountlink.flow.Intent;
import dev.accountlink.flow.Outcome;
import dev.accountlink.flow.PendingFlow;
import dev.accountlink.flow.Refusal;
import dev.accountlink.flow.Stage;
import dev.accountlink.model.CurrentUser;
import dev.accountlink.model.ExternalIdentity;
import dev.accountlink.model.Purpose;
import dev.accountlink.model.Secret;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.ProviderException;
import dev.accountlink.seal.SealKind;
import dev.accountlink.seal.SealRef;
import dev.accountlink.web.MalformedRequestException;
import dev.accountlink.web.WebReply;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * {@code GET {prefix}/{provider}/callback}: finishes a flow. The checks stand in one order, each
 * before the next, and only after the last of them is anything sent to the provider: shape and
 * length, seal, age, provider and its configuration, browser, who is signed in, issuer, first use,
 * error.
 */
final class Callback {
  private static final Set<String> KNOWN_ERRORS =
      Set.of(
          "invalid_request",
          "unauthorized_client",
          "unsupported_response_type",
          "invalid_scope",
          "server_error",
          "temporarily_unavailable",
          "interaction_required",
          "login_required",
          "consent_required",
          "account_selection_required",
          "redirect_uri_mismatch",
          "application_suspended");

  private final Parts parts;
  private final Replies replies;
  private final Finish finish;

  private final Recency recency;
  private final Steps steps;
  private final Rehearse rehearse;

  Callback(Parts parts, Replies replies, Finish finish, Steps steps) {
    this.parts = parts;
    this.recency = new Recency(parts);
    this.steps = steps;
    this.replies = replies;
    this.finish = finish;
    this.rehearse = new Rehearse(parts, replies, finish.gather());
  }

  /** Everything that holds of the flow once its seal is open. */
  private record Trip(
      Visit visit,
      Provider provider,
      PendingFlow flow,
      SealRef ref,
      boolean sameBrowser,
      Note.Context context) {
    Report.Trace trace() {
      return Report.Trace.of(ref.id(), provider.id());
    }
  }

  /**
   * Finishes a flow.
   *
   * @throws MalformedRequestException when the answer cannot be read
   */
  WebReply handle(Visit visit, Provider provider) {
    return answered(visit, provider, Answer.read(visit.request().query()));
  }

  /** The answer could not be read. */
  WebReply malformed(Visit visit, Provider provider) {
    return unreadable(Refusal.MALFORMED_ANSWER, visit, provider);
  }

  WebReply answered(Visit visit, Provider provider, Answer answer) {
    if (answer.state().isEmpty()) {
      return unreadable(Refusal.MALFORMED_ANSWER, visit, provider);
    }
    Optional<Unsealed<PendingFlow>> state =
        Unsealed.open(parts, SealKind.STATE, answer.state().get(), Codec::readFlow);
    if (state.isEmpty()) {
      return unreadable(Refusal.START_AGAIN, visit, provider);
    }
    PendingFlow flow = state.get().value();
    SealRef ref = state.get().ref();
    boolean sameBrowser = visit.isSameBrowser(ref, flow.binding(), flow.issuedAt());
    // Another browser is shown nothing of the state: who began the flow chose what stands there.
    Note.Context context =
        sameBrowser
            ? new Note.Context(Optional.of(provider.id()), flow.intent(), flow.returnTo())
            : unknown(provider);
    Trip trip = new Trip(visit, provider, flow, ref, sameBrowser, context);
    try {
      Optional<Refusal> refusal = refusal(trip, answer);
      // Signing in changes who is signed in: whether it was this very flow that did, first use
      // tells.
      return refusal.isEmpty() || refusal.get() == Refusal.SIGNED_IN_MEANWHILE
          ? firstUse(trip, answer, refusal)
          : replies.refused(refusal.get(), context, trip.trace(), visit);
    } catch (ProviderException e) {
      return failed(trip, Stage.AUTHORIZATION, e);
    } catch (Watched.FailedAt e) {
      return replies.failed(
          parts.report().failed(e.stage(), e.problem(), trip.trace()), context, visit);
    }
  }

  /** Nothing of the address is shown or used: anybody could have written it. */
  private WebReply unreadable(Refusal refusal, Visit visit, Provider provider) {
    Note.Context context = unknown(provider);
    Report.Trace trace = new Report.Trace(Optional.empty(), context.provider(), Optional.empty());
    return replies.refused(refusal, context, trace, visit);
  }

  private Note.Context unknown(Provider provider) {
    return new Note.Context(Optional.of(provider.id()), Intent.Name.SIGN_IN, parts.pages().home());
  }

  private Optional<Refusal> refusal(Trip trip, Answer answer) throws ProviderException {
    Optional<Refusal> stale = age(trip);
    if (stale.isPresent()) {
      return stale;
    }
    if (trip.flow().configuration() != Hashes.configuration(trip.provider())) {
      return Optional.of(Refusal.START_AGAIN);
    }
    if (!trip.sameBrowser()) {
      return Optional.of(Refusal.OTHER_BROWSER);
    }
    Optional<CurrentUser> user = trip.visit().current();
    if (isAnother(trip, user)) {
      return Optional.of(Refusal.SIGNED_IN_MEANWHILE);
    }
    if (trip.flow().intent() == Intent.Name.REHEARSE && !trip.visit().mayAdminister()) {
      return Optional.of(Refusal.ADMINISTRATORS_ONLY);
    }
    if (answer.tokenSeen() || (answer.code().isEmpty() && answer.error().isEmpty())) {
      return Optional.of(Refusal.MALFORMED_ANSWER);
    }
    IssuerCheck issuer = parts.exchange().checkIssuer(trip.provider(), answer.issuer());
    return switch (issuer) {
      case FINE -> Optional.empty();
      case WRONG -> Optional.of(Refusal.WRONG_ISSUER);
      case MISSING -> Optional.of(Refusal.ISSUER_MISSING);
    };
  }

  /**
   * Whether somebody else is signed in than when the flow began. Of a second tab only the identity
   * can tell.
   */
  private static boolean isAnother(Trip trip, Optional<CurrentUser> user) {
    return !isSecondTab(trip, user)
        && !trip.visit().isSameUser(trip.ref(), trip.flow().binding(), user);
  }

  /** Nobody was signed in when this sign-in began, and another tab has finished first. */
  private static boolean isSecondTab(Trip trip, Optional<CurrentUser> user) {
    boolean signsIn =
        trip.flow().intent() == Intent.Name.SIGN_IN || trip.flow().intent() == Intent.Name.SIGN_UP;
    return signsIn && trip.flow().binding().user().isEmpty() && user.isPresent();
  }

  private Optional<Refusal> age(Trip trip) {
    Instant issuedAt = trip.flow().issuedAt();
    Instant now = trip.visit().now();
    if (issuedAt.isAfter(now.plus(Settings.CLOCK_TOLERANCE))) {
      return Optional.of(Refusal.START_AGAIN);
    }
    return issuedAt.plus(Settings.FLOW_AGE).isBefore(now)
        ? Optional.of(Refusal.EXPIRED)
        : Optional.empty();
  }

  private WebReply firstUse(Trip trip, Answer answer, Optional<Refusal> refusal) {
    Instant until = trip.flow().issuedAt().plus(Settings.FLOW_AGE).plus(Settings.CLOCK_TOLERANCE);
    if (!parts.replayGuard().firstUse("flow." + trip.ref().id(), until)) {
      return replies.note(new Note.Waiting(trip.context(), NotePages.LOOKS), trip.visit());
    }
    if (refusal.isPresent()) {
      return replies.refused(refusal.get(), trip.context(), trip.trace(), trip.visit());
    }
    return answer.error().isPresent()
        ? error(trip, answer.error().get())
        : arrive(trip, Secret.of(answer.code().orElseThrow()));
  }

  /** The provider's own words are neither shown nor logged: anybody can write them. */
  private WebReply error(Trip trip, String error) {
    if (error.equals("access_denied")) {
      return replies.refused(Refusal.CANCELLED, trip.context(), trip.trace(), trip.visit());
    }
    String code = KNOWN_ERRORS.contains(error) ? error.toUpperCase(Locale.ROOT) : "OTHER";
    return replies.failed(
        parts.report().failed(Stage.AUTHORIZATION, code, trip.trace()),
        trip.context(),
        trip.visit());
  }

  private WebReply arrive(Trip trip, Secret code) {
    Arrival arrival;
    try {
      arrival = parts.exchange().redeem(redemption(trip, code));
    } catch (ProviderException e) {
      return failed(trip, stage(e), e);
    }
    // The call took its time, and another tab may have signed out or in.
    Optional<CurrentUser> user = trip.visit().current();
    if (isAnother(trip, user)) {
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
                    isSecondTab(trip, user) ? user.map(CurrentUser::id) : Optional.empty(),
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
