package dev.accountlink.engine;

import dev.accountlink.flow.Continuation;
import dev.accountlink.model.CurrentUser;
import dev.accountlink.model.ExternalIdentity;
import dev.accountlink.model.ReturnTo;
import dev.accountlink.provider.Provider;
import dev.accountlink.seal.SealKind;
import dev.accountlink.seal.Sealed;
import dev.accountlink.web.WebReply;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;

/** Seals steps for the browser that is here now. */
final class SealedSteps {
  private final Parts parts;

  SealedSteps(Parts parts) {
    this.parts = parts;
  }

  /**
   * A step before it is sealed.
   *
   * @param user to whom it belongs; empty where nobody is or need be signed in
   * @param proven whether the user has just proven who is at the keyboard
   * @param issuedAt when it began
   * @param returnTo where the browser goes at the end
   * @param step makes it, given what belongs to this browser
   */
  record Draft(
      Optional<CurrentUser> user,
      boolean proven,
      Instant issuedAt,
      ReturnTo returnTo,
      Function<Continuation.Head, Continuation> step) {}

  /** The address of the page that shows it. */
  String address(Visit visit, Draft draft) {
    return parts.settings().path("/steps/" + seal(visit, draft).text());
  }

  Sealed seal(Visit visit, Draft draft) {
    BrowserCookie cookie = visit.cookie().orElseThrow();
    return parts
        .sealer()
        .seal(
            SealKind.CONTINUATION,
            ref ->
                Codec.write(
                    draft
                        .step()
                        .apply(
                            new Continuation.Head(
                                draft.issuedAt().truncatedTo(ChronoUnit.SECONDS),
                                visit.bind(ref, cookie, draft.user()),
                                draft.proven(),
                                draft.returnTo()))));
  }

  /**
   * Leaves our pages: the step waits in a cookie, and the way back holds its id.
   *
   * @param away where to go, given the way back
   */
  WebReply leave(Visit visit, OpenedStep step, Function<ReturnTo, WebReply> away) {
    Sealed waiting = seal(visit, step.again(false));
    ReturnTo back = new ReturnTo(parts.settings().path("/steps/" + waiting.ref().id()));
    return away.apply(back).with("Set-Cookie", new StepCookies(parts, visit).keep(waiting.text()));
  }

  /** The identity as a later step needs it. */
  static Continuation.Proven proven(Provider provider, ExternalIdentity identity) {
    return new Continuation.Proven(
        provider.id(),
        identity.key(),
        identity.label(),
        identity.displayName(),
        Gather.trustedEmail(provider, identity).map(email -> email.address()),
        identity.picture(),
        Hashes.gates(provider.rules().gates()));
  }
}
