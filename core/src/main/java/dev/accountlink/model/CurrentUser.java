package dev.accountlink.model;

import java.time.Instant;
import java.util.Optional;

/**
 * Who is signed in at the host in one request.
 *
 * @param id the user
 * @param session a mark of the sign-in: another one at each sign-in, the same when the host only
 *     renews its session id or token; never the raw session id. Empty where the host has none
 * @param authenticatedAt when the user last proved who he is, where the host knows
 */
public record CurrentUser(UserId id, Optional<String> session, Optional<Instant> authenticatedAt) {

  /** Prints the key only: a session's mark is not for logs. */
  @Override
  public String toString() {
    return "CurrentUser[" + id.value() + "]";
  }
}
