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
  /**
   * The longest step in an address, in characters. Browsers send it twice, the second time as where
   * they come from, beside all cookies, and servers take 8 KiB of all that.
   */
  private static final int MAX_IN_ADDRESS = 1024;

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

  /**
   * Goes to the page that shows it: it stands in the address or, if it is long, in a cookie.
   *
   * @param there how to go to an address
   */
  WebReply show(Visit visit, Draft draft, Function<String, WebReply> there) {
    Sealed step = seal(visit, draft);
    return step.text().length() <= MAX_IN_ADDRESS
        ? there.apply(parts.settings().path("/steps/" + step.text()))
        : kept(visit, step, there);
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
    return kept(visit, waiting, back -> away.apply(new ReturnTo(back)));
  }

  private WebReply kept(Visit visit, Sealed step, Function<String, WebReply> reply) {
    WebReply kept = reply.apply(parts.settings().path("/steps/" + step.ref().id()));
    for (String cookie : new StepCookies(parts, visit).keep(step.text())) {
      kept = kept.with("Set-Cookie", cookie);
    }
    return kept;
  }

  /** The identity as a later step needs it. */
  static Continuation.Proven proven(Provider provider, ExternalIdentity identity) {
    return new Continuation.Proven(
        provider.id(),
        identity.key(),
        identity.login(),
        identity.displayName(),
        Gather.trustedEmail(provider, identity).map(email -> email.address()),
        identity.picture(),
        Hashes.gates(provider.rules().gates()));
  }
}
