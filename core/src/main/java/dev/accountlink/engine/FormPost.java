package dev.accountlink.engine;

import dev.accountlink.flow.Intent;
import dev.accountlink.flow.Refusal;
import dev.accountlink.provider.Provider;
import dev.accountlink.seal.SealKind;
import dev.accountlink.web.MalformedRequestException;
import dev.accountlink.web.Parameters;
import dev.accountlink.web.WebReply;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Answers that come in a request without our cookies: by form_post, which is a cross-site POST, or
 * for a host whose session cookie is Strict. Nothing is looked at but the shape; the answer is
 * sealed for a minute and comes back in a request that carries them. No cookie has to be
 * SameSite=None for it.
 */
final class FormPost {
  /** The query parameter that brings it back. */
  static final String RESPONSE = "response";

  private static final Duration AGE = Duration.ofSeconds(60);
  private static final int MAX_SEALED = 7600;

  private final Parts parts;
  private final Replies replies;
  private final Callback callback;

  FormPost(Parts parts, Replies replies, Callback callback) {
    this.parts = parts;
    this.replies = replies;
    this.callback = callback;
  }

  /**
   * The provider's answer as it came: touches neither cookie, session, guard nor provider, and
   * renders nothing, because the address may hold a code.
   *
   * @throws MalformedRequestException when the answer cannot be read
   */
  WebReply carry(Visit visit, Provider provider, Parameters parameters) {
    Answer answer = Answer.read(parameters);
    if (answer.state().isEmpty()) {
      return refused(visit, provider, Refusal.MALFORMED_ANSWER);
    }
    Response response =
        new Response(
            answer.state().get(),
            answer.code(),
            answer.issuer(),
            answer.error(),
            answer.tokenSeen(),
            visit.now(),
            false);
    return go(visit, provider, response);
  }

  private WebReply go(Visit visit, Provider provider, Response response) {
    String sealed = parts.sealer().seal(SealKind.RESPONSE, ref -> Codec.write(response)).text();
    if (sealed.length() > MAX_SEALED) {
      return refused(visit, provider, Refusal.MALFORMED_ANSWER);
    }
    String path =
        parts.settings().path("/" + provider.id().value() + "/callback?" + RESPONSE + "=" + sealed);
    return response.sameSite() ? replies.onward(visit, path, 0) : replies.seeOther(path);
  }

  /** {@code GET {prefix}/{provider}/callback?response=…}: now with cookies. */
  WebReply back(Visit visit, Provider provider, String sealed) {
    Optional<Unsealed<Response>> opened =
        Unsealed.open(parts, SealKind.RESPONSE, sealed, Codec::readResponse);
    if (opened.isEmpty()) {
      return refused(visit, provider, Refusal.START_AGAIN);
    }
    Response response = opened.get().value();
    Instant now = visit.now();
    if (response.at().plus(AGE).isBefore(now)
        || response.at().isAfter(now.plus(Settings.CLOCK_TOLERANCE))) {
      return refused(visit, provider, Refusal.EXPIRED);
    }
    return parts.settings().strictSession() && !response.sameSite()
        ? go(visit, provider, response.fromOwnSite())
        : callback.answered(visit, provider, Answer.of(response));
  }

  private WebReply refused(Visit visit, Provider provider, Refusal refusal) {
    Note.Context context =
        new Note.Context(Optional.of(provider.id()), Intent.Name.SIGN_IN, parts.pages().home());
    return replies.refused(
        refusal,
        context,
        new Report.Trace(Optional.empty(), context.provider(), Optional.empty()),
        visit);
  }
}
