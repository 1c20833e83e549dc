package dev.accountlink.engine;

import dev.accountlink.exchange.AuthorizationRequest;
import dev.accountlink.flow.Event;
import dev.accountlink.flow.Intent;
import dev.accountlink.flow.PendingFlow;
import dev.accountlink.flow.Refusal;
import dev.accountlink.flow.Stage;
import dev.accountlink.model.CurrentUser;
import dev.accountlink.model.ProviderId;
import dev.accountlink.model.Purpose;
import dev.accountlink.model.ReturnTo;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.ProviderException;
import dev.accountlink.seal.SealKind;
import dev.accountlink.seal.Sealed;
import dev.accountlink.web.Parameters;
import dev.accountlink.web.WebReply;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/**
 * {@code POST {prefix}/{provider}/sign-in|connect}: seals a flow and sends the browser away with
 * it.
 */
final class Begin {
  /** The longest state, in characters: some providers keep it in a short column. */
  static final int MAX_STATE = 500;

  private final Parts parts;
  private final Origin origin;
  private final Replies replies;

  Begin(Parts parts, Origin origin, Replies replies) {
    this.parts = parts;
    this.origin = origin;
    this.replies = replies;
  }

  WebReply handle(Visit visit, Intent.Name intent, Provider provider) {
    Parameters form = visit.request().form();
    ReturnTo returnTo = returnTo(form.single(Buttons.RETURN_TO), intent);
    Note.Context context = new Note.Context(Optional.of(provider.id()), intent, returnTo);
    Optional<CurrentUser> user = visit.current();
    Optional<Refusal> refusal = refusal(visit, form, intent, provider, user);
    if (refusal.isPresent()) {
      Report.Trace trace = new Report.Trace(Optional.empty(), context.provider(), Optional.empty());
      return replies.refused(refusal.get(), context, trace, visit);
    }
    return send(visit, context, provider, user);
  }

  private Optional<Refusal> refusal(
      Visit visit,
      Parameters form,
      Intent.Name intent,
      Provider provider,
      Optional<CurrentUser> user) {
    if (origin.isForeign(visit)) {
      return Optional.of(Refusal.FORGED_REQUEST);
    }
    // A page of ours set the cookie beside the token: where it does not come back, cookies are
    // blocked.
    if (visit.cookie().isEmpty() && form.single(Origin.FIELD).isPresent()) {
      return Optional.of(Refusal.OTHER_BROWSER);
    }
    boolean mayGoWithout = intent == Intent.Name.SIGN_IN && origin.isSurelyOwn(visit);
    if (!mayGoWithout && !origin.hasToken(visit, form, user, Buttons.purpose(intent, provider))) {
      return Optional.of(Refusal.FORGED_REQUEST);
    }
    if (intent == Intent.Name.CONNECT && user.isEmpty()) {
      return Optional.of(Refusal.SIGN_IN_FIRST);
    }
    return provider.rules().signIn() ? Optional.empty() : Optional.of(Refusal.SIGN_IN_OFF);
  }

  private WebReply send(
      Visit visit, Note.Context context, Provider provider, Optional<CurrentUser> user) {
    boolean newBrowser = visit.cookie().isEmpty();
    BrowserCookie cookie = newBrowser ? visit.cookieToShow() : visit.cookie().orElseThrow();
    Sealed state = seal(visit, context, provider, user, cookie);
    Report.Trace trace = Report.Trace.of(state.ref().id(), provider.id());
    try {
      URI address = parts.exchange().authorizationAddress(request(context, provider, state));
      parts.report().happened(Event.Kind.FLOW_BEGUN, trace);
      WebReply reply =
          visit.request().wantsJson()
              ? replies.location(address.toString())
              : replies.seeOther(address);
      return newBrowser ? reply.with("Set-Cookie", visit.setCookie().orElseThrow()) : reply;
    } catch (ProviderException e) {
      return replies.failed(parts.report().failed(Stage.BEGIN, e, trace), context, visit);
    }
  }

  private Sealed seal(
      Visit visit,
      Note.Context context,
      Provider provider,
      Optional<CurrentUser> user,
      BrowserCookie cookie) {
    Instant issuedAt = visit.now().truncatedTo(ChronoUnit.SECONDS);
    Sealed state =
        parts
            .sealer()
            .seal(
                SealKind.STATE,
                ref ->
                    Codec.write(
                        new PendingFlow(
                            context.intent(),
                            Hashes.configuration(provider),
                            issuedAt,
                            visit.bind(ref, cookie, user),
                            context.returnTo())));
    if (state.text().length() > MAX_STATE) {
      throw new IllegalStateException("A state is longer than " + MAX_STATE + " characters.");
    }
    return state;
  }

  private AuthorizationRequest request(Note.Context context, Provider provider, Sealed state) {
    ProviderId id = provider.id();
    boolean connect = context.intent() == Intent.Name.CONNECT;
    return new AuthorizationRequest(
        provider,
        provider.client(Purpose.SIGN_IN).id(),
        provider.kind().signInScopes(),
        parts.settings().callback(id),
        state.text(),
        parts.sealer().derive(SealKind.VERIFIER, state.ref()),
        parts.sealer().derive(SealKind.NONCE, state.ref()),
        connect ? provider.kind().connectParameters() : Map.of());
  }

  /** A path of the host; where nothing usable is asked for, the page that fits the intent. */
  private ReturnTo returnTo(Optional<String> asked, Intent.Name intent) {
    return asked
        .flatMap(ReturnTo::read)
        .filter(path -> !parts.settings().isOwn(path))
        .orElseGet(() -> Returns.defaultFor(intent, parts));
  }
}
