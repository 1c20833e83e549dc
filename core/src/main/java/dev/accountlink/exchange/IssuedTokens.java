package dev.accountlink.exchange;

import dev.accountlink.model.Scope;
import dev.accountlink.model.Secret;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What a token endpoint gave, for a purpose that keeps it.
 *
 * @param accessToken good for the provider's API
 * @param expiresAt when the access token runs out, as the provider says it, or its kind; empty when
 *     it does not
 * @param refreshToken what the next pair is asked with, where there is one
 * @param granted the scopes, where the answer itself says them
 */
public record IssuedTokens(
    Secret accessToken,
    Optional<Instant> expiresAt,
    Optional<Secret> refreshToken,
    Optional<Set<Scope>> granted) {

  /** Prints nothing of it. */
  @Override
  public String toString() {
    return "IssuedTokens[hidden]";
  }
}
