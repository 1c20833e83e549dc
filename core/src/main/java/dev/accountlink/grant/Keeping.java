package dev.accountlink.grant;

import dev.accountlink.exchange.IssuedTokens;
import dev.accountlink.flow.Event;
import dev.accountlink.grant.GrantVault.Held;
import dev.accountlink.model.GrantKey;
import dev.accountlink.model.Scope;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.ScopeCatalogue;
import dev.accountlink.provider.TokenRules;
import dev.accountlink.spi.SealedGrant;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Keeps what users give and enter. Thread-safe. */
final class Keeping {
  private static final int TRIES = 10;

  private final GrantParts parts;
  private final GrantVault vault;
  private final GrantRows rows;
  private final Revocations revocations;

  Keeping(GrantParts parts, GrantVault vault, GrantRows rows, Revocations revocations) {
    this.parts = parts;
    this.vault = vault;
    this.rows = rows;
    this.revocations = revocations;
  }

  Stored put(Grants.Offer offer) {
    return stored(
        offer.key(),
        content(offer),
        old -> old.content().personal().isPresent(),
        old -> takeBackReplaced(old, offer.provider(), Optional.of(offer.tokens())));
  }

  Stored put(Grants.TokenOffer offer) {
    return stored(
        offer.key(),
        content(offer),
        old -> !offer.replacing() && old.content().personal().isEmpty(),
        old -> takeBackReplaced(old, offer.provider(), Optional.empty()));
  }

  private Stored stored(
      GrantKey key, GrantContent content, Predicate<Held> inTheWay, Consumer<Held> replaced) {
    for (int attempt = 1; attempt <= TRIES; attempt++) {
      Optional<SealedGrant> before =
          parts.store().findAll(key.user()).stream()
              .filter(row -> row.key().equals(key))
              .findFirst();
      Optional<Held> old = before.flatMap(rows::opened);
      if (old.filter(inTheWay).filter(held -> held.content().tokens().isPresent()).isPresent()) {
        return new Stored.InTheWay(old.get().view());
      }
      SealedGrant row =
          before
              .map(known -> vault.next(known, content))
              .orElseGet(() -> vault.first(key, content));
      boolean stored = before.isPresent() ? parts.store().replace(row) : parts.store().insert(row);
      if (stored) {
        parts.happened(
            Event.Kind.GRANT_ADDED, Optional.of(key.user()), content.provider(), Optional.empty());
        old.ifPresent(replaced);
        return new Stored.Kept(new Held(row, content).view());
      }
    }
    throw new IllegalStateException("A grant was changed by others again and again.");
  }

  void decline(Grants.Offer offer) {
    TokenRules rules = offer.provider().kind().tokens(offer.provider().baseUrl());
    if (rules.revocation().endsOne()) {
      revocations.later(
          new GrantVault.Revocation(
              content(offer), offer.key().identity().authority(), offer.key().purpose(), false));
    }
  }

  private GrantContent content(Grants.Offer offer) {
    Instant now = parts.clock().instant();
    boolean scoped = offer.provider().kind().isScoped(offer.tokens().accessToken());
    return new GrantContent(
        offer.provider().id(),
        offer.label(),
        scoped
            ? offer.asked()
            : all(offer.provider(), offer.key(), offer.provider().kind().scopes()),
        offer.granted(),
        now,
        Optional.of(GrantContent.Tokens.of(offer.tokens(), now)),
        Optional.empty(),
        offer.commitIdentities());
  }

  /** Where nobody asked for scopes, all that the kind knows may be there. */
  private static Set<Scope> all(Provider provider, GrantKey key, ScopeCatalogue catalogue) {
    return catalogue.scopes(provider.parts(key.purpose()));
  }

  private GrantContent content(Grants.TokenOffer offer) {
    Instant now = parts.clock().instant();
    ScopeCatalogue catalogue = offer.provider().kind().personalTokens().orElseThrow().scopes();
    return new GrantContent(
        offer.provider().id(),
        offer.label(),
        all(offer.provider(), offer.key(), catalogue),
        offer.facts().scopes(),
        now,
        Optional.of(
            new GrantContent.Tokens(
                offer.token().value(), now, offer.facts().expiresAt(), Optional.empty())),
        Optional.of(new GrantContent.Personal(offer.token().beside(), false)),
        List.of());
  }

  private void takeBackReplaced(Held old, Provider provider, Optional<IssuedTokens> next) {
    boolean endsOne = provider.kind().tokens(provider.baseUrl()).revocation().endsOne();
    boolean hadThem =
        next.flatMap(issued -> old.content().tokens().filter(had -> had.haveOneOf(issued)))
            .isPresent();
    boolean ours = old.content().personal().isEmpty();
    if (ours && endsOne && !hadThem && old.content().provider().equals(provider.id())) {
      revocations.later(GrantVault.Revocation.of(old, old.content(), false));
    }
  }
}
