package dev.accountlink.engine;

import dev.accountlink.exchange.IssuerCheck;
import dev.accountlink.flow.Intent;
import dev.accountlink.flow.PendingFlow;
import dev.accountlink.flow.Refusal;
import dev.accountlink.flow.Stage;
import dev.accountlink.model.CurrentUser;
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
  private final Arrivals arrivals;

  Callback(Parts parts, Replies replies, Arrivals arrivals) {
    this.parts = parts;
    this.replies = replies;
    this.arrivals = arrivals;
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
    if (trip.isAnother(user)) {
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
        : arrivals.arrive(trip, Secret.of(answer.code().orElseThrow()));
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

  private WebReply failed(Trip trip, Stage stage, ProviderException problem) {
    return replies.failed(
        parts.report().failed(stage, problem, trip.trace()), trip.context(), trip.visit());
  }
}
