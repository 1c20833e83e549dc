package dev.accountlink.exchange;

import dev.accountlink.model.Scope;
import dev.accountlink.provider.Provider;
import java.net.URI;
import java.util.Map;
import java.util.Set;

/**
 * What an authorization address is made of.
 *
 * @param provider where to
 * @param clientId which client
 * @param scopes what is asked for, never empty
 * @param callback the exact callback address
 * @param state the sealed flow
 * @param verifier the PKCE verifier (RFC 7636); only its S256 challenge goes into the address
 * @param nonce for the ID token
 * @param extra further parameters the kind wants
 */
public record AuthorizationRequest(
    Provider provider,
    String clientId,
    Set<Scope> scopes,
    URI callback,
    String state,
    String verifier,
    String nonce,
    Map<String, String> extra) {

  /** Prints the provider only. */
  @Override
  public String toString() {
    return "AuthorizationRequest[" + provider.id().value() + "]";
  }
}
