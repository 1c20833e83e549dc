package dev.accountlink.grant;

import dev.accountlink.model.CommitIdentity;
import dev.accountlink.model.GrantId;
import dev.accountlink.model.GrantKey;
import dev.accountlink.model.ProviderId;
import dev.accountlink.model.Scope;
import dev.accountlink.provider.Part;
import dev.accountlink.provider.PersonalTokens;
import dev.accountlink.provider.ProviderKind;
import dev.accountlink.provider.ScopeCatalogue;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A grant without its tokens: what a page may show of it.
 *
 * @param id its name
 * @param key user, identity and purpose
 * @param provider through which provider it was given
 * @param label what the identity is called there, for people to read: raw text
 * @param state whether it can be used
 * @param asked the scopes that were asked for
 * @param granted the scopes that were granted; empty when the provider does not say
 * @param since when the user gave it
 * @param source whether the provider gave the tokens or the user made one
 * @param runsOutAt when a personal access token runs out, where the provider says so; empty for
 *     others, which are refreshed
 * @param commitIdentities as whom the person's commits may be written, the best first, as the
 *     provider told when it was given: to be offered, the person chooses
 */
public record Grant(
    GrantId id,
    GrantKey key,
    ProviderId provider,
    String label,
    State state,
    Set<Scope> asked,
    Optional<Set<Scope>> granted,
    Instant since,
    Source source,
    Optional<Instant> runsOutAt,
    List<CommitIdentity> commitIdentities) {

  /** Where a grant's token comes from. */
  public enum Source {
    /** The user agreed at the provider, which gave tokens to this application's client. */
    OAUTH,
    /** The user made a personal access token at the provider and entered it. */
    TOKEN
  }

  /** Whether a grant can be used. */
  public enum State {
    /** It can, as far as is known. */
    ACTIVE,
    /** The provider has ended it: the user has to give it once more. */
    RECONNECT_NEEDED
  }

  /** How much of a part was granted. */
  public enum Given {
    /** All that it needs. */
    GRANTED,
    /** Something is missing: it must not be offered. */
    NOT_GRANTED,
    /** The provider does not say, and it may be there: it may turn out not to work. */
    UNKNOWN
  }

  /** Copies the collections. */
  public Grant {
    asked = Set.copyOf(asked);
    granted = granted.map(Set::copyOf);
    commitIdentities = List.copyOf(commitIdentities);
  }

  /** The scopes that its token has to be measured by. */
  public ScopeCatalogue catalogue(ProviderKind kind) {
    return source == Source.TOKEN
        ? kind.personalTokens().map(PersonalTokens::scopes).orElseGet(kind::scopes)
        : kind.scopes();
  }

  /**
   * What of a kind's parts this grant gives, parts that the kind does not offer left out.
   *
   * @param catalogue the kind's
   */
  public Map<Part, Given> parts(ScopeCatalogue catalogue) {
    Map<Part, Given> given = new EnumMap<>(Part.class);
    for (Part part : catalogue.permissions().keySet()) {
      if (part.purpose() == key.purpose()) {
        given.put(part, given(catalogue, catalogue.scopes(Set.of(part))));
      }
    }
    return given;
  }

  private Given given(ScopeCatalogue catalogue, Set<Scope> needed) {
    Set<Scope> had = granted.orElse(asked);
    if (!catalogue.missing(needed, had).isEmpty()) {
      return Given.NOT_GRANTED;
    }
    return granted.isPresent() ? Given.GRANTED : Given.UNKNOWN;
  }

  /** Prints name, provider and state only. */
  @Override
  public String toString() {
    return "Grant[" + id.value() + ", " + provider.value() + ", " + state + "]";
  }
}
