package dev.accountlink.engine;

import dev.accountlink.exchange.AuthorizationRequest;
import dev.accountlink.flow.Continuation;
import dev.accountlink.flow.Event;
import dev.accountlink.flow.Intent;
import dev.accountlink.flow.PendingFlow;
import dev.accountlink.flow.Refusal;
import dev.accountlink.flow.Stage;
import dev.accountlink.model.CurrentUser;
import dev.accountlink.model.ProviderId;
import dev.accountlink.model.Purpose;
import dev.accountlink.model.ReturnTo;
import dev.accountlink.model.Scope;
import dev.accountlink.provider.Part;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.ProviderException;
import dev.accountlink.provider.ProviderKind;
import dev.accountlink.seal.SealKind;
import dev.accountlink.seal.Sealed;
import dev.accountlink.web.Parameters;
import dev.accountlink.web.WebReply;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code POST {prefix}/{provider}/sign-in|sign-up|connect|rehearse|authorize}: seals a flow and
 * sends the browser away with it.
 */
final class Begin {
  /** The longest state, in characters: some providers keep it in a short column. */
  static final int MAX_STATE = 500;

  private final Parts parts;
  private final Origin origin;
  private final Replies replies;
  private final Recency recency;
  private final SealedSteps steps;

  Begin(Parts parts, Origin origin, Replies replies) {
    this.parts = parts;
    this.origin = origin;
    this.replies = replies;
    this.recency = new Recency(parts);
    this.steps = new SealedSteps(parts);
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
    if (intent == Intent.Name.CONNECT && !recency.isRecent(visit, user.orElseThrow())) {
      return steps.show(
          visit,
          proveFirst(visit, provider, user, returnTo),
          address -> replies.onward(address, visit));
    }
    Set<Part> asked =
        intent == Intent.Name.AUTHORIZE
            ? GrantPages.asked(parts, provider, form, user.orElseThrow())
            : Set.of();
    return send(visit, context, provider, user, intent == Intent.Name.CONNECT, asked);
  }

  private static SealedSteps.Draft proveFirst(
      Visit visit, Provider provider, Optional<CurrentUser> user, ReturnTo returnTo) {
    return new SealedSteps.Draft(
        user,
        false,
        visit.now(),
        returnTo,
        head -> new Continuation.BeginConnect(head, provider.id()));
  }

  /** A connect whose user has just proven who is at the keyboard. */
  WebReply connect(Visit visit, Provider provider, CurrentUser user, ReturnTo returnTo) {
    Note.Context context =
        new Note.Context(Optional.of(provider.id()), Intent.Name.CONNECT, returnTo);
    return provider.rules().signIn()
        ? send(visit, context, provider, Optional.of(user), true, Set.of())
        : replies.refused(Refusal.SIGN_IN_OFF, context, Report.Trace.NONE, visit);
  }

  /** Asks a linked provider who is at the keyboard, and comes back to a step. */
  WebReply reauthenticate(Visit visit, Provider provider, CurrentUser user, ReturnTo step) {
    Note.Context context =
        new Note.Context(Optional.of(provider.id()), Intent.Name.REAUTHENTICATE, step);
    return send(visit, context, provider, Optional.of(user), false, Set.of());
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
    boolean ofUser = intent != Intent.Name.SIGN_IN && intent != Intent.Name.SIGN_UP;
    boolean mayGoWithout = !ofUser && origin.isSurelyOwn(visit);
    if (!mayGoWithout && !origin.hasToken(visit, form, user, Buttons.purpose(intent, provider))) {
      return Optional.of(Refusal.FORGED_REQUEST);
    }
    if (ofUser && user.isEmpty()) {
      return Optional.of(Refusal.SIGN_IN_FIRST);
    }
    if (intent == Intent.Name.REHEARSE) {
      // Also where sign-in is switched off: nobody is signed in by it.
      return visit.mayAdminister() ? Optional.empty() : Optional.of(Refusal.ADMINISTRATORS_ONLY);
    }
    if (intent == Intent.Name.AUTHORIZE) {
      // Also where sign-in is switched off: importing is another purpose.
      return GrantPages.imports(parts, provider)
          ? Optional.empty()
          : Optional.of(Refusal.IMPORT_OFF);
    }
    return provider.rules().signIn() ? Optional.empty() : Optional.of(Refusal.SIGN_IN_OFF);
  }

  private WebReply send(
      Visit visit,
      Note.Context context,
      Provider provider,
      Optional<CurrentUser> user,
      boolean proven,
      Set<Part> asked) {
    boolean newBrowser = visit.cookie().isEmpty();
    BrowserCookie cookie = newBrowser ? visit.cookieToShow() : visit.cookie().orElseThrow();
    Sealed state = seal(visit, context, provider, user, cookie, proven, asked);
    Report.Trace trace = Report.Trace.of(state.ref().id(), provider.id());
    try {
      URI address = parts.exchange().authorizationAddress(request(context, provider, state, asked));
      parts.report().happened(Event.Kind.FLOW_BEGUN, trace);
      WebReply reply = replies.onward(address.toString(), visit);
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
      BrowserCookie cookie,
      boolean proven,
      Set<Part> asked) {
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
                            proven,
                            issuedAt,
                            visit.bind(ref, cookie, user),
                            asked,
                            context.returnTo())));
    if (state.text().length() > MAX_STATE) {
      throw new IllegalStateException("A state is longer than " + MAX_STATE + " characters.");
    }
    return state;
  }

  private AuthorizationRequest request(
      Note.Context context, Provider provider, Sealed state, Set<Part> asked) {
    ProviderId id = provider.id();
    boolean grant = context.intent() == Intent.Name.AUTHORIZE;
    return new AuthorizationRequest(
        provider,
        provider.client(grant ? Purpose.IMPORT : Purpose.SIGN_IN).id(),
        grant ? grantScopes(provider, asked) : provider.signInScopes(),
        parts.settings().callback(id),
        state.text(),
        parts.sealer().derive(SealKind.VERIFIER, state.ref()),
        parts.sealer().derive(SealKind.NONCE, state.ref()),
        parameters(context.intent(), provider.kind()));
  }

  private static Set<Scope> grantScopes(Provider provider, Set<Part> asked) {
    Set<Scope> scopes = new LinkedHashSet<>(provider.scopes(asked));
    scopes.addAll(provider.kind().offlineAccess().scopes());
    return scopes;
  }

  private static Map<String, String> parameters(Intent.Name intent, ProviderKind kind) {
    return switch (intent) {
      case SIGN_IN, SIGN_UP, REHEARSE -> Map.of();
      case CONNECT -> kind.connectParameters();
      case AUTHORIZE -> grantParameters(kind);
      case REAUTHENTICATE -> kind.reauthenticationParameters();
    };
  }

  private static Map<String, String> grantParameters(ProviderKind kind) {
    Map<String, String> parameters = new LinkedHashMap<>(kind.connectParameters());
    parameters.putAll(kind.offlineAccess().parameters());
    return parameters;
  }

  /** A path of the host; where nothing usable is asked for, the page that fits the intent. */
  private ReturnTo returnTo(Optional<String> asked, Intent.Name intent) {
    return asked
        .flatMap(ReturnTo::read)
        .filter(parts.settings()::mayReturnTo)
        .orElseGet(() -> Returns.defaultFor(intent, parts));
  }
}
