package dev.accountlink.exchange;

import dev.accountlink.model.Secret;
import dev.accountlink.provider.Client;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.ProviderException;
import java.net.URI;
import java.util.Optional;

/**
 * Tokens to be taken back.
 *
 * @param provider which provider
 * @param client the client the tokens were issued to
 * @param accessToken the access token
 * @param refreshToken the refresh token, where there is one
 * @param wholeGrant whether everything that this person gave to the client is to end, where the
 *     provider knows the difference; otherwise these tokens only
 */
public record TokenRevocation(
    Provider provider,
    Client client,
    Secret accessToken,
    Optional<Secret> refreshToken,
    boolean wholeGrant) {

  /** Prints the provider only. */
  @Override
  public String toString() {
    return "TokenRevocation[" + provider.id().value() + "]";
  }

  /** What came of it. */
  public sealed interface Answer {
    /** The provider has taken them back, or did not know them any more. */
    record Revoked() implements Answer {}

    /**
     * The provider has no way for applications.
     *
     * @param page where people do it themselves
     */
    record Unsupported(URI page) implements Answer {}

    /**
     * They could be taken back with newer ones only, which the provider gave; with those it did not
     * come to it. The ones of before are dead.
     *
     * @param tokens the newer ones, to be taken back
     * @param problem why that failed
     */
    record Renewed(IssuedTokens tokens, ProviderException problem) implements Answer {
      /** Prints why only. */
      @Override
      public String toString() {
        return "Renewed[" + problem.code() + "]";
      }
    }
  }
}
