package dev.accountlink.engine;

import java.time.Instant;
import java.util.Optional;

/**
 * A provider's answer on its way to a request that carries cookies: one that came by form_post, or
 * for a host whose session cookie is Strict. Sealed for a minute.
 *
 * @param state the flow's state
 * @param code the code
 * @param issuer the {@code iss} parameter
 * @param error the error
 * @param tokenSeen whether a token stood in the answer, where none belongs
 * @param at when it came
 * @param sameSite whether the browser has since loaded a page of ours
 */
record Response(
    String state,
    Optional<String> code,
    Optional<String> issuer,
    Optional<String> error,
    boolean tokenSeen,
    Instant at,
    boolean sameSite) {

  Response fromOwnSite() {
    return new Response(state, code, issuer, error, tokenSeen, at, true);
  }

  /** Prints nothing: it holds the code. */
  @Override
  public String toString() {
    return "Response[hidden]";
  }
}
