package dev.accountlink.exchange;

import dev.accountlink.model.AccessToken;
import dev.accountlink.provider.CallRefusedException;
import dev.accountlink.provider.Finding;
import dev.accountlink.provider.PersonalTokens;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.ProviderException;
import dev.accountlink.provider.RepositoryApi;
import dev.accountlink.provider.RepositoryHosting;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Everything that is said between this application and a provider. Thread-safe. */
public interface ProviderExchange {
  /**
   * The address to send a browser to.
   *
   * @throws ProviderException when the provider's metadata cannot be had or is not right
   */
  URI authorizationAddress(AuthorizationRequest request) throws ProviderException;

  /**
   * Where the authorization address will be, for a page's {@code form-action}: scheme, host and
   * port. Never throws: while the metadata cannot be had, it is the origin of the provider's own
   * address.
   */
  String authorizationOrigin(Provider provider);

  /**
   * Judges the {@code iss} of a callback before anything is sent to the provider.
   *
   * @throws ProviderException when the provider's metadata cannot be had
   */
  IssuerCheck checkIssuer(Provider provider, Optional<String> issuer) throws ProviderException;

  /**
   * Exchanges a code and validates what comes back.
   *
   * @throws ProviderException when the provider refuses, does not answer, or answers something that
   *     is not for us
   */
  Arrival redeem(Redemption redemption) throws ProviderException;

  /**
   * Asks for new tokens. Sent once: a provider may take the refresh token at the first try and
   * punish the second.
   *
   * @throws ProviderException INVALID_GRANT when the provider does not know the refresh token any
   *     more; PROVIDER_DOWN, INVALID_CLIENT and others when that is not known
   */
  TokenRefresh.Answer refresh(TokenRefresh refresh) throws ProviderException;

  /**
   * Takes tokens back in the provider's way.
   *
   * @throws ProviderException when that cannot be done now
   */
  TokenRevocation.Answer revoke(TokenRevocation revocation) throws ProviderException;

  /**
   * What to ask a provider about repositories with.
   *
   * @param token goes below the addresses of {@code hosting} only; a personal one is shown as its
   *     kind says
   * @return good for one question of a host and for one thread; it may call several times, for 20
   *     seconds together
   */
  RepositoryApi repositories(Provider provider, RepositoryHosting hosting, AccessToken token);

  /**
   * Whose a personal access token is, and what it may do. Where the provider does not say what, it
   * is tried whether the token lists repositories.
   *
   * @param token of a provider whose kind has personal access tokens
   * @throws ProviderException when the provider does not answer as it should
   * @throws CallRefusedException when it does not take the token, or the token may not do this
   */
  PersonalTokens.Facts personalToken(Provider provider, AccessToken token)
      throws ProviderException, CallRefusedException;

  /**
   * Takes a personal access token back, where its kind can.
   *
   * @throws ProviderException when that cannot be done now
   */
  TokenRevocation.Answer revokePersonal(Provider provider, AccessToken token)
      throws ProviderException;

  /**
   * Looks at a provider as it is configured: asks it afresh for what it publishes, and whether it
   * takes the client. Signs nobody in. May take half a minute where nobody answers.
   *
   * @param callback the callback address of this application
   */
  List<Finding> examine(Provider provider, URI callback);
}
