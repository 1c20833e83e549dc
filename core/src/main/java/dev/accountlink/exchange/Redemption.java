package dev.accountlink.exchange;

import dev.accountlink.model.Secret;
import dev.accountlink.provider.Client;
import dev.accountlink.provider.Provider;
import java.net.URI;

/**
 * A code to be exchanged.
 *
 * @param provider where it came from
 * @param client the client it was issued to
 * @param callback the callback address of the flow, the same to the byte
 * @param code the code
 * @param verifier the flow's PKCE verifier
 * @param nonce the flow's nonce
 */
public record Redemption(
    Provider provider, Client client, URI callback, Secret code, Secret verifier, String nonce) {

  /** Prints the provider only. */
  @Override
  public String toString() {
    return "Redemption[" + provider.id().value() + "]";
  }
}
