package dev.accountlink.exchange;

import dev.accountlink.provider.CallRefusedException;
import dev.accountlink.provider.PersonalTokens;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.ProviderException;
import dev.accountlink.provider.ProviderException.Code;
import dev.accountlink.provider.RepositoryApi;
import dev.accountlink.provider.RepositoryHosting;
import java.util.Optional;

/** What is said about a personal access token with the token itself. Used by one thread. */
final class PersonalTokenCalls {
  private final Provider provider;
  private final PersonalTokens kind;
  private final RepositoryHosting hosting;
  private final RepositoryApi api;

  PersonalTokenCalls(
      Provider provider, PersonalTokens kind, RepositoryHosting hosting, RepositoryApi api) {
    this.provider = provider;
    this.kind = kind;
    this.hosting = hosting;
    this.api = api;
  }

  /** Where nobody says what a token may do, it has to list repositories once. */
  PersonalTokens.Facts read() throws ProviderException, CallRefusedException {
    PersonalTokens.Facts facts;
    try {
      facts = kind.read(api);
    } catch (IllegalArgumentException e) {
      throw new ProviderException(
          Code.NOT_A_PERSON, "The provider's answer holds no usable key of a person.");
    }
    if (facts.scopes().isEmpty()) {
      hosting.list(api, Optional.empty());
    }
    return facts;
  }

  TokenRevocation.Answer revoke() throws ProviderException {
    try {
      return kind.revoke(api)
          ? new TokenRevocation.Answer.Revoked()
          : new TokenRevocation.Answer.Unsupported(kind.page(provider.baseUrl()));
    } catch (CallRefusedException e) {
      throw new ProviderException(
          Code.API_REFUSED, "The provider did not take a token back: " + e.reason() + ".");
    }
  }
}
