package dev.accountlink.exchange;

import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.Secret;
import dev.accountlink.provider.Client;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.ProviderException;
import java.util.Optional;

/**
 * A refresh (RFC 6749 section 6).
 *
 * @param provider which provider
 * @param client the client the tokens were issued to
 * @param refreshToken the refresh token
 * @param identity whose tokens they are: whatever comes back must not be of anybody else
 */
public record TokenRefresh(
    Provider provider, Client client, Secret refreshToken, IdentityKey identity) {

  /** Prints the provider only. */
  @Override
  public String toString() {
    return "TokenRefresh[" + provider.id().value() + "]";
  }

  /**
   * What came of it. The tokens asked with may be dead in any case.
   *
   * @param tokens the new ones
   * @param objection why they must not be used and have to be taken back: the ID token beside them
   *     is not good, or of another person (OpenID Connect Core section 12.2)
   */
  public record Answer(IssuedTokens tokens, Optional<ProviderException> objection) {}
}
