package dev.accountlink.exchange;

import dev.accountlink.model.CommitIdentity;
import dev.accountlink.model.ExternalIdentity;
import dev.accountlink.model.Scope;
import dev.accountlink.provider.Claims;
import dev.accountlink.provider.ProviderException;
import dev.accountlink.provider.ProviderException.Code;
import dev.accountlink.provider.ProviderKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Asks the kind, and holds it to the provider and the person it speaks of. */
final class FlowArrival implements Arrival {
  private static final String AUTH_TIME = "auth_time";

  private final ProviderKind kind;
  private final FlowApi api;
  private final GrantedScopes granted;
  private final Map<String, String> tokenAnswer;
  private final IssuedTokens tokens;

  /**
   * Somebody of whom a kind can speak.
   *
   * @param tokenAnswer the texts of the token endpoint's answer that are no tokens
   * @param tokens the tokens
   */
  FlowArrival(
      ProviderKind kind,
      FlowApi api,
      GrantedScopes granted,
      Map<String, String> tokenAnswer,
      IssuedTokens tokens) {
    this.kind = kind;
    this.api = api;
    this.granted = granted;
    this.tokenAnswer = tokenAnswer;
    this.tokens = tokens;
  }

  @Override
  public ExternalIdentity identity() throws ProviderException {
    ExternalIdentity found = read(() -> kind.identity(api));
    if (!found.key().authority().equals(api.authority())) {
      throw new ProviderException(
          Code.NOT_A_PERSON, "The kind " + kind.name() + " speaks for another authority.");
    }
    return found;
  }

  @Override
  public ExternalIdentity withName(ExternalIdentity known) throws ProviderException {
    return same(known, read(() -> kind.withName(api, known)));
  }

  @Override
  public ExternalIdentity withDetails(ExternalIdentity known) throws ProviderException {
    return same(known, read(() -> kind.withDetails(api, known)));
  }

  @Override
  public List<CommitIdentity> commitIdentities(ExternalIdentity known) throws ProviderException {
    return kind.commitIdentities(api, known);
  }

  /** UserInfo is asked for only here; what it says counts where the ID token is silent. */
  @Override
  public Claims claims() throws ProviderException {
    return api.userInfo().and(api.idToken());
  }

  @Override
  public Set<String> memberships() throws ProviderException {
    return kind.memberships(api);
  }

  @Override
  public Optional<Set<Scope>> grantedScopes() throws ProviderException {
    return kind.isScoped(tokens.accessToken())
        ? granted.find(kind.scopes().reported(), tokenAnswer, api.lastHeaders())
        : Optional.empty();
  }

  @Override
  public IssuedTokens tokens() {
    return tokens;
  }

  @Override
  public Optional<Instant> authenticatedAt() throws ProviderException {
    Optional<Instant> asked = api.idToken().time(AUTH_TIME);
    if (asked.isEmpty() && api.idToken().has(AUTH_TIME)) {
      throw new ProviderException(
          Code.ID_TOKEN_INVALID, "The ID token has an auth_time that is no time.");
    }
    return asked;
  }

  private static ExternalIdentity same(ExternalIdentity known, ExternalIdentity found)
      throws ProviderException {
    if (!found.key().equals(known.key())) {
      throw new ProviderException(
          Code.NOT_A_PERSON, "The provider's details are of another person than its first answer.");
    }
    return found;
  }

  interface Reading {
    ExternalIdentity read() throws ProviderException;
  }

  /** The nouns refuse what cannot be a key; what the provider sent is then no person. */
  static ExternalIdentity read(Reading reading) throws ProviderException {
    try {
      return reading.read();
    } catch (IllegalArgumentException e) {
      throw new ProviderException(
          Code.NOT_A_PERSON, "The provider's answer holds no usable key of a person.");
    }
  }

  /** Prints the kind only. */
  @Override
  public String toString() {
    return "Arrival[" + kind.name() + "]";
  }
}
