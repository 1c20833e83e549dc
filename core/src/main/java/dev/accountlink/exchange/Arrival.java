package dev.accountlink.exchange;

import dev.accountlink.model.CommitIdentity;
import dev.accountlink.model.ExternalIdentity;
import dev.accountlink.model.Scope;
import dev.accountlink.provider.Claims;
import dev.accountlink.provider.ProviderException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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

  /**
   * As whom this person's commits may be written, the best first.
   *
   * @param known what {@link #withDetails} gave
   * @throws ProviderException when the provider does not answer
   */
  List<CommitIdentity> commitIdentities(ExternalIdentity known) throws ProviderException;

  /**
   * The claims of ID token and UserInfo together; none where the protocol has no such thing.
   *
   * @throws ProviderException when the provider does not answer
   */
  Claims claims() throws ProviderException;

  /**
   * The stable ids of what the identity is a member of.
   *
   * @throws ProviderException when the provider does not answer
   */
  Set<String> memberships() throws ProviderException;

  /**
   * What was granted, as the provider says it somewhere; empty when it says it nowhere. Never what
   * was asked.
   *
   * @throws ProviderException when the provider does not answer
   */
  Optional<Set<Scope>> grantedScopes() throws ProviderException;

  /** What the code was worth, for a purpose that keeps it. Signing in never asks. */
  IssuedTokens tokens();

  /**
   * When the provider says that it asked the person; empty where it does not say.
   *
   * @throws ProviderException when it says something that is no time
   */
  Optional<Instant> authenticatedAt() throws ProviderException;
}
