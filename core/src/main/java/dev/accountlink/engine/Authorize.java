package dev.accountlink.engine;

import dev.accountlink.exchange.Arrival;
import dev.accountlink.flow.Decider;
import dev.accountlink.flow.Decision;
import dev.accountlink.flow.Facts;
import dev.accountlink.flow.Intent;
import dev.accountlink.flow.Outcome;
import dev.accountlink.flow.Refusal;
import dev.accountlink.grant.Grant;
import dev.accountlink.grant.Grants;
import dev.accountlink.grant.Stored;
import dev.accountlink.model.CommitIdentity;
import dev.accountlink.model.CurrentUser;
import dev.accountlink.model.ExternalIdentity;
import dev.accountlink.model.GrantKey;
import dev.accountlink.model.Link;
import dev.accountlink.model.LinkNote;
import dev.accountlink.model.Purpose;
import dev.accountlink.model.Scope;
import dev.accountlink.provider.Part;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.ProviderException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Somebody came back who gives tokens for a purpose: kept, or taken back where a rule says no. */
final class Authorize {
  private static final Logger LOG = LoggerFactory.getLogger(Authorize.class);

  private final Grants grants;
  private final Gather gather;
  private final Parts parts;

  Authorize(Parts parts, Gather gather) {
    this.parts = parts;
    this.grants = parts.grants().orElseThrow();
    this.gather = gather;
  }

  /**
   * Why this user is not asked, as far as can be told before it is known who comes back.
   *
   * @param latest what the user gave or entered for the provider before
   */
  Optional<Refusal> refusal(CurrentUser user, Provider provider, Optional<Grant> latest) {
    boolean inTheWay = latest.filter(Authorize::isGoodToken).isPresent();
    return parts
        .users()
        .find(user.id())
        .map(found -> Decider.refusalToAsk(provider.rules(), found, inTheWay))
        .orElseGet(() -> Optional.of(Refusal.SIGN_IN_FIRST));
  }

  /** Whether it is a personal access token that would be missed. */
  private static boolean isGoodToken(Grant grant) {
    return grant.source() == Grant.Source.TOKEN && grant.state() == Grant.State.ACTIVE;
  }

  Outcome arrived(Provider provider, Arrival arrival, CurrentUser user, Set<Part> asked)
      throws ProviderException {
    Intent intent = new Intent.Authorize(user.id(), Purpose.IMPORT);
    ExternalIdentity identity = gather.shown(intent, provider, arrival).identity();
    Optional<Set<Scope>> granted = arrival.grantedScopes();
    GrantKey key = new GrantKey(user.id(), identity.key(), Purpose.IMPORT);
    Grants.Offer offer =
        new Grants.Offer(
            provider, key, label(identity), provider.scopes(asked), granted, arrival.tokens());
    Optional<Facts.Authorize> facts =
        gather.authorize(
            user,
            provider,
            identity,
            grants.of(user.id()).stream()
                .anyMatch(grant -> grant.key().equals(key) && isGoodToken(grant)));
    Decision.OnAuthorize decision =
        facts.map(Decider::decide).orElseGet(() -> new Decision.Refuse(Refusal.SIGN_IN_FIRST));
    if (decision instanceof Decision.Refuse refuse) {
      grants.decline(offer);
      return new Outcome.Refused(refuse.refusal(), refuse.detail());
    }
    if (grants.put(offer.with(commitIdentities(arrival, identity))) instanceof Stored.InTheWay) {
      grants.decline(offer);
      return new Outcome.Refused(Refusal.TOKEN_IN_THE_WAY, Optional.empty());
    }
    return new Outcome.Granted(identity.key());
  }

  /** Nice to have: a grant is as good without. */
  private static List<CommitIdentity> commitIdentities(Arrival arrival, ExternalIdentity identity) {
    try {
      return arrival.commitIdentities(arrival.withDetails(identity));
    } catch (ProviderException e) {
      LOG.info("{}: no addresses for commits: {}", arrival, e.getMessage());
      return List.of();
    }
  }

  /** A linked identity is called as its link is, which was looked up when it was made. */
  private String label(ExternalIdentity identity) {
    return parts
        .links()
        .find(identity.key())
        .flatMap(Link::note)
        .map(LinkNote::label)
        .filter(label -> !label.isEmpty())
        .orElseGet(identity::label);
  }
}
