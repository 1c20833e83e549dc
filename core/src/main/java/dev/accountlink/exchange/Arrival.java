package dev.accountlink.exchange;

import dev.accountlink.model.ExternalIdentity;
import dev.accountlink.provider.ProviderException;

/**
 * Somebody who came back from a provider with a good code. Holds the flow's tokens until it is
 * forgotten, and prints nothing of them. Used by one thread.
 */
public interface Arrival {
  /**
   * Who it is.
   *
   * @throws ProviderException when the provider will not say
   */
  ExternalIdentity identity() throws ProviderException;

  /**
   * The same with something to call it by.
   *
   * @param known what {@link #identity()} gave
   * @throws ProviderException when the provider does not answer
   */
  ExternalIdentity withName(ExternalIdentity known) throws ProviderException;

  /**
   * The same with login, name and e-mail addresses.
   *
   * @param known what {@link #identity()} gave
   * @throws ProviderException when the provider does not answer
   */
  ExternalIdentity withDetails(ExternalIdentity known) throws ProviderException;
}
