package dev.accountlink.grant;

import dev.accountlink.flow.Decider;
import dev.accountlink.flow.Event;
import dev.accountlink.flow.Refusal;
import dev.accountlink.grant.GrantVault.Held;
import dev.accountlink.model.GrantId;
import dev.accountlink.model.ProviderId;
import dev.accountlink.model.Purpose;
import dev.accountlink.model.Secret;
import dev.accountlink.model.UserId;
import dev.accountlink.provider.Provider;
import java.time.Duration;
import java.util.Optional;

/** Gives access tokens out. Thread-safe. */
final class Using {
  private final GrantParts parts;
  private final GrantVault vault;
  private final GrantRows rows;
  private final SingleFlight refreshes;

  Using(GrantParts parts, GrantVault vault, GrantRows rows, SingleFlight refreshes) {
    this.parts = parts;
    this.vault = vault;
    this.rows = rows;
    this.refreshes = refreshes;
  }

  Access use(UserId user, ProviderId provider, Purpose purpose, Duration atLeast) {
    Optional<Held> last =
        rows.held(user).stream()
            .filter(held -> held.content().provider().equals(provider))
            .filter(held -> held.row().key().purpose() == purpose)
            .findFirst();
    if (last.isEmpty()) {
      requireReadable(user, provider, purpose);
    }
    return last.map(held -> use(held, atLeast)).orElseGet(Access.NoGrant::new);
  }

  /** A grant whose key is missing is not one that the user never gave. */
  private void requireReadable(UserId user, ProviderId provider, Purpose purpose) {
    Optional<String> authority = parts.providers().find(provider).map(Provider::authority);
    parts.store().findAll(user).stream()
        .filter(row -> row.key().user().equals(user) && row.key().purpose() == purpose)
        .filter(row -> authority.equals(Optional.of(row.key().identity().authority())))
        .forEach(vault::open);
  }

  Access use(UserId user, GrantId grant, Duration atLeast) {
    return rows.find(user, grant).map(held -> use(held, atLeast)).orElseGet(Access.NoGrant::new);
  }

  /** What speaks against handing out any token of it at this moment. */
  private Optional<Refusal> refusal(Held held, Optional<Provider> provider) {
    if (provider.isEmpty() || !isOf(provider.get(), held)) {
      return Optional.of(Refusal.UNKNOWN_PROVIDER);
    }
    boolean tokensOff =
        held.content().personal().isPresent() && provider.get().personalTokens().isEmpty();
    return Decider.refusalToUse(provider.get().rules(), parts.users().find(held.row().key().user()))
        .or(() -> tokensOff ? Optional.of(Refusal.PERSONAL_TOKENS_OFF) : Optional.empty());
  }

  private Access use(Held held, Duration atLeast) {
    Optional<Provider> provider = parts.providers().find(held.content().provider());
    Optional<Refusal> refusal = refusal(held, provider);
    if (refusal.isPresent()) {
      return new Access.Refused(refusal.get());
    }
    if (held.content().tokens().isEmpty()) {
      return new Access.ReconnectNeeded(held.view());
    }
    GrantContent.Tokens tokens = held.content().tokens().get();
    if (tokens.live(atLeast, parts.clock().instant())) {
      return Refreshing.given(held);
    }
    if (tokens.refresh().isPresent()) {
      return refreshes.refreshed(
          held, provider.orElseThrow(), other -> other.live(atLeast, parts.clock().instant()));
    }
    return tokens.isUsable(parts.clock().instant())
        ? Refreshing.given(held)
        : over(held, "RAN_OUT");
  }

  Access refused(UserId user, GrantId grant, Secret token) {
    Optional<Held> found = rows.find(user, grant);
    if (found.isEmpty()) {
      return new Access.NoGrant();
    }
    Held held = found.get();
    Optional<Provider> provider = parts.providers().find(held.content().provider());
    boolean current =
        held.content().tokens().filter(tokens -> tokens.access().equals(token)).isPresent();
    if (!current || refusal(held, provider).isPresent()) {
      return use(held, Duration.ZERO);
    }
    return held.content().tokens().flatMap(GrantContent.Tokens::refresh).isPresent()
        ? refreshes.refreshed(held, provider.orElseThrow(), other -> !other.access().equals(token))
        : over(held, "REFUSED");
  }

  /** A provider may have been pointed elsewhere: then these are not its tokens. */
  private static boolean isOf(Provider provider, Held held) {
    return provider.authority().equals(held.row().key().identity().authority());
  }

  /** Marks a grant that can be used no more; told once, by the one who could store it. */
  Access over(Held held, String why) {
    GrantContent dead = held.content().dead();
    if (parts.store().replace(vault.next(held.row(), dead))) {
      parts.happened(
          Event.Kind.RECONNECT_NEEDED,
          Optional.of(held.row().key().user()),
          dead.provider(),
          Optional.of(why));
      return new Access.ReconnectNeeded(new Held(held.row(), dead).view());
    }
    return parts
        .store()
        .find(held.row().id())
        .map(vault::open)
        .map(Refreshing::asIs)
        .orElseGet(Access.NoGrant::new);
  }
}
