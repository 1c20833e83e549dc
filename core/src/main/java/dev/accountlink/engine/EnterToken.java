package dev.accountlink.engine;

import dev.accountlink.flow.Decider;
import dev.accountlink.flow.Decision;
import dev.accountlink.flow.Decision.Refuse;
import dev.accountlink.flow.Refusal;
import dev.accountlink.grant.Grant;
import dev.accountlink.grant.Grants;
import dev.accountlink.grant.Stored;
import dev.accountlink.model.AccessToken;
import dev.accountlink.model.CurrentUser;
import dev.accountlink.model.GrantKey;
import dev.accountlink.model.HostUser;
import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.Link;
import dev.accountlink.model.LinkNote;
import dev.accountlink.model.Purpose;
import dev.accountlink.model.Scope;
import dev.accountlink.provider.CallRefusedException;
import dev.accountlink.provider.Part;
import dev.accountlink.provider.PersonalTokens;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.ProviderException;
import dev.accountlink.provider.ScopeCatalogue.Permission;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Somebody entered a personal access token: shown to its provider, compared with what the user has
 * connected, and kept or refused. It signs nobody in and connects nothing.
 */
final class EnterToken {
  /** Nothing that could end a header. */
  private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7E]{8,1000}");

  private final Parts parts;
  private final Grants grants;
  private final Gather gather;

  EnterToken(Parts parts) {
    this.parts = parts;
    this.grants = parts.grants().orElseThrow();
    this.gather = new Gather(parts);
  }

  static boolean isShaped(String text) {
    return TOKEN.matcher(text).matches();
  }

  /** Why this user cannot enter one, before any is shown to the provider. */
  Optional<Refusal> refusal(CurrentUser user, Provider provider) {
    Optional<HostUser> found = parts.users().find(user.id());
    return found.isEmpty()
        ? Optional.of(Refusal.SIGN_IN_FIRST)
        : Decider.refusalToEnter(provider.rules(), found.get(), gather.connected(user, provider));
  }

  /**
   * What was entered.
   *
   * @param token the token
   * @param replacing whether the box was ticked that lets it replace a grant
   * @param stillHere whether the same user is signed in, asked again after the provider's answer
   */
  record Entered(AccessToken token, boolean replacing, BooleanSupplier stillHere) {
    /** Prints nothing. */
    @Override
    public String toString() {
      return "Entered[hidden]";
    }
  }

  /**
   * Keeps the token, or says why not.
   *
   * @throws ProviderException when the provider does not answer as it should
   */
  Optional<Refuse> enter(CurrentUser user, Provider provider, Entered entered)
      throws ProviderException {
    Optional<Refusal> refusal = refusal(user, provider);
    if (refusal.isPresent()) {
      return refusal.map(Refuse::new);
    }
    PersonalTokens.Facts facts;
    try {
      facts = parts.exchange().personalToken(provider, entered.token());
    } catch (CallRefusedException e) {
      return Optional.of(refused(provider, e));
    } catch (ProviderException e) {
      if (e.code() == ProviderException.Code.NOT_A_PERSON) {
        return Optional.of(new Refuse(Refusal.TOKEN_OF_ANOTHER, gather.connected(user, provider)));
      }
      throw e;
    }
    return entered.stillHere().getAsBoolean()
        ? decided(user, provider, entered, facts)
        : Optional.of(new Refuse(Refusal.SIGNED_IN_MEANWHILE));
  }

  private Optional<Refuse> decided(
      CurrentUser user, Provider provider, Entered entered, PersonalTokens.Facts facts) {
    IdentityKey identity = new IdentityKey(provider.authority(), facts.subject());
    GrantKey key = new GrantKey(user.id(), identity, Purpose.IMPORT);
    Optional<Decision.OnEnterToken> decision =
        gather
            .enterToken(
                user,
                provider,
                identity,
                facts.scopes().flatMap(scopes -> missing(provider, scopes)),
                grants.of(user.id()).stream().anyMatch(grant -> isInTheWay(grant, key)),
                entered.replacing())
            .map(Decider::decide);
    if (decision.isEmpty()) {
      return Optional.of(new Refuse(Refusal.SIGN_IN_FIRST));
    }
    if (decision.get() instanceof Refuse refuse) {
      return Optional.of(refuse);
    }
    Stored stored =
        grants.put(
            new Grants.TokenOffer(
                provider, key, label(identity), entered.token(), facts, entered.replacing()));
    return stored instanceof Stored.InTheWay
        ? Optional.of(new Refuse(Refusal.GRANT_IN_THE_WAY))
        : Optional.empty();
  }

  private static boolean isInTheWay(Grant grant, GrantKey key) {
    return grant.key().equals(key) && isGoodGrant(grant);
  }

  /** Whether it is a grant by OAuth that would be missed. */
  static boolean isGoodGrant(Grant grant) {
    return grant.source() == Grant.Source.OAUTH && grant.state() == Grant.State.ACTIVE;
  }

  private String label(IdentityKey identity) {
    return parts
        .links()
        .find(identity)
        .flatMap(Link::note)
        .map(LinkNote::label)
        .filter(label -> !label.isEmpty())
        .orElseGet(identity::subject);
  }

  private static Refuse refused(Provider provider, CallRefusedException e)
      throws ProviderException {
    return switch (e.reason()) {
      case TOKEN -> new Refuse(Refusal.TOKEN_NOT_TAKEN);
      case PERMISSION ->
          new Refuse(Refusal.TOKEN_LACKS_PERMISSION, labels(provider, scope -> true));
      case RATE_LIMIT ->
          throw new ProviderException(
              ProviderException.Code.PROVIDER_DOWN,
              "Asked whose a personal access token is, the provider wants to be left alone.",
              Optional.of(e.waitFor()));
    };
  }

  private static Optional<String> missing(Provider provider, Set<Scope> had) {
    PersonalTokens tokens = provider.personalTokens().orElseThrow();
    Set<Scope> needed = tokens.scopes().scopes(Set.of(Part.READ_REPOSITORIES));
    Set<Scope> missing = tokens.scopes().missing(needed, had);
    return missing.isEmpty() ? Optional.empty() : labels(provider, missing::contains);
  }

  private static Optional<String> labels(Provider provider, Predicate<Scope> which) {
    return Optional.of(
        provider
            .personalTokens()
            .orElseThrow()
            .scopes()
            .permissions()
            .getOrDefault(Part.READ_REPOSITORIES, List.of())
            .stream()
            .filter(permission -> which.test(permission.scope()))
            .map(Permission::label)
            .collect(Collectors.joining(", ")));
  }
}
