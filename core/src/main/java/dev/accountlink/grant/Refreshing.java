package dev.accountlink.grant;

import dev.accountlink.exchange.TokenRefresh;
import dev.accountlink.exchange.http.Deadline;
import dev.accountlink.flow.Event;
import dev.accountlink.grant.GrantVault.Held;
import dev.accountlink.model.GrantId;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.ProviderException;
import dev.accountlink.provider.ProviderException.Code;
import dev.accountlink.spi.GrantStore.Lease;
import dev.accountlink.spi.SealedGrant;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for new tokens, once at a time over all nodes. Whoever holds the lease calls the provider;
 * the others wait for the version it stores. The new tokens are stored before their first use.
 *
 * <p>A holder that dies between answer and store takes the new tokens with it: nobody else has
 * them. The next one then tries once with the old token, and what the provider says counts.
 * Thread-safe.
 */
final class Refreshing {
  static final Duration TERM = Duration.ofSeconds(60);

  /** The call may take fifteen seconds, and what it gives has to be stored within the lease. */
  private static final Duration ENOUGH_TO_SEND = Duration.ofSeconds(20);

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(150);
  private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(30);

  /** Call and store together end well before the lease does. */
  private static final Duration PATIENCE_WITH_THE_STORE = Duration.ofSeconds(20);

  private static final int MANY = 10_000;
  private static final int TRIES_TO_STORE = 5;
  private static final Logger LOG = LoggerFactory.getLogger(Refreshing.class);

  private final GrantParts parts;
  private final GrantVault vault;
  private final Revocations revocations;

  /** Until when a grant's provider is not asked again, because it has just failed. */
  private final ConcurrentMap<GrantId, Rest> resting = new ConcurrentHashMap<>();

  private record Rest(Instant until, Code why) {}

  Refreshing(GrantParts parts, GrantVault vault, Revocations revocations) {
    this.parts = parts;
    this.vault = vault;
    this.revocations = revocations;
  }

  /**
   * An access token of newer tokens than these.
   *
   * @param fresh whether tokens that somebody else has stored meanwhile will do
   */
  Access refreshed(Held known, Provider provider, Predicate<GrantContent.Tokens> fresh) {
    Optional<Rest> rest = rest(known.row().id());
    if (rest.isPresent()) {
      return unavailable(known, rest.get().why());
    }
    Deadline patience = Deadline.in(PATIENCE);
    Held current = known;
    while (true) {
      String holder = GrantId.random().value();
      // Begun before the store's own, so it ends before it.
      Deadline leased = Deadline.in(TERM);
      Lease lease = parts.store().lease(current.row().id(), current.row().version(), holder, TERM);
      if (lease instanceof Lease.Taken taken) {
        return called(new Call(current, provider, holder, leased, taken.inDoubt()));
      }
      if (lease instanceof Lease.Held held) {
        if (patience.left().isZero() || Thread.currentThread().isInterrupted()) {
          return new Access.Busy(held.left());
        }
        LockSupport.parkNanos(patience.leftWithin(BETWEEN_LOOKS).toNanos());
      }
      Optional<Held> next = stored(current.row().id());
      if (next.isEmpty()) {
        return new Access.NoGrant();
      }
      boolean changed = next.get().row().version() != current.row().version();
      current = next.get();
      Optional<GrantContent.Tokens> tokens = current.content().tokens();
      if (tokens.isEmpty()) {
        return new Access.ReconnectNeeded(current.view());
      }
      if (changed && fresh.test(tokens.get())) {
        return given(current);
      }
    }
  }

  private record Call(
      Held held, Provider provider, String holder, Deadline leased, boolean inDoubt) {}

  private Access called(Call call) {
    Held held = call.held();
    GrantId id = held.row().id();
    if (call.leased().left().compareTo(ENOUGH_TO_SEND) < 0) {
      parts.store().release(id, call.holder());
      return new Access.Busy(BETWEEN_LOOKS);
    }
    TokenRefresh.Answer answer;
    try {
      answer =
          parts
              .exchange()
              .refresh(
                  new TokenRefresh(
                      call.provider(),
                      call.provider().client(held.row().key().purpose()),
                      held.content().tokens().orElseThrow().refresh().orElseThrow(),
                      held.row().key().identity()));
    } catch (ProviderException e) {
      return failed(call, e);
    }
    resting.remove(id);
    if (answer.objection().isPresent()) {
      revocations.revoke(revocation(held, answer));
      return dead(call, answer.objection().get());
    }
    GrantContent next = held.content().refreshed(answer.tokens(), parts.clock().instant());
    return kept(call, next)
        .map(Refreshing::given)
        .orElseGet(() -> orphaned(call, revocation(held, answer)));
  }

  /**
   * Stores what came of the call. Where the grant was merely sealed anew meanwhile, or given to a
   * renamed user, its tokens are still those that the provider has just replaced.
   */
  private Optional<Held> kept(Call call, GrantContent next) {
    Held current = call.held();
    for (int attempt = 1; attempt <= TRIES_TO_STORE; attempt++) {
      SealedGrant row = vault.next(current.row(), next);
      if (stored(row, attempt == 1 ? Optional.of(call.holder()) : Optional.empty())) {
        return Optional.of(new Held(row, next));
      }
      Optional<Held> found = stored(row.id());
      if (found.filter(now -> isTheSame(now, call.held())).isEmpty()) {
        return Optional.empty();
      }
      current = found.get();
    }
    return Optional.empty();
  }

  private static boolean isTheSame(Held now, Held before) {
    return now.content().tokens().equals(before.content().tokens());
  }

  /** The only copy of the new tokens: a store that is away for a while is asked again. */
  private boolean stored(SealedGrant row, Optional<String> holder) {
    Deadline patience = Deadline.in(PATIENCE_WITH_THE_STORE);
    for (int attempt = 1; ; attempt++) {
      try {
        boolean replaced =
            holder.isPresent()
                ? parts.store().replace(row, holder.get())
                : parts.store().replace(row);
        return replaced || isThere(row);
      } catch (RuntimeException e) {
        // An interrupted thread does not wait between its tries.
        boolean stopped = Thread.currentThread().isInterrupted() && attempt >= TRIES_TO_STORE;
        if (stopped || patience.left().isZero()) {
          LOG.error("{}: refreshed tokens could not be stored and are lost.", row.id().value());
          throw e;
        }
        Duration pause = BETWEEN_LOOKS.multipliedBy(Math.min(attempt, 10));
        LockSupport.parkNanos(patience.leftWithin(pause).toNanos());
      }
    }
  }

  /** A first try may have been carried out although its answer was lost. */
  private boolean isThere(SealedGrant row) {
    return parts
        .store()
        .find(row.id())
        .filter(found -> found.version() == row.version() && found.sealed().equals(row.sealed()))
        .isPresent();
  }

  private static GrantVault.Revocation revocation(Held held, TokenRefresh.Answer answer) {
    GrantContent orphan = held.content().refreshed(answer.tokens(), held.content().since());
    return GrantVault.Revocation.of(held, orphan, false);
  }

  /**
   * The grant was ended or given anew during the call: the new tokens belong to nobody. Where
   * taking them back would end the newer grant as well, they are left to run out.
   */
  private Access orphaned(Call call, GrantVault.Revocation orphan) {
    Optional<Held> now = stored(call.held().row().id());
    boolean endsOne =
        call.provider().kind().tokens(call.provider().baseUrl()).revocation().endsOne();
    if (now.isEmpty() || endsOne) {
      revocations.revoke(orphan);
    }
    return now.map(Refreshing::asIs).orElseGet(Access.NoGrant::new);
  }

  private Access failed(Call call, ProviderException problem) {
    String provider = call.provider().id().value();
    if (problem.code() == Code.INVALID_GRANT) {
      LOG.info(
          "{}: the provider has ended a grant{}",
          provider,
          call.inDoubt() ? ", after a refresh of which nobody knows what became" : "");
      return dead(call, problem);
    }
    LOG.warn("{}: tokens could not be refreshed: {}", provider, problem.getMessage());
    parts.store().release(call.held().row().id(), call.holder());
    letRest(call.held().row().id(), problem.code());
    return unavailable(call.held(), problem.code());
  }

  private Optional<Rest> rest(GrantId id) {
    Instant now = parts.clock().instant();
    return Optional.ofNullable(resting.get(id)).filter(rest -> now.isBefore(rest.until()));
  }

  private void letRest(GrantId id, Code why) {
    Instant now = parts.clock().instant();
    if (resting.size() >= MANY) {
      resting.values().removeIf(rest -> now.isAfter(rest.until()));
    }
    resting.put(id, new Rest(now.plus(AFTER_A_FAILURE), why));
  }

  /** Told once: by the one who could store it. */
  private Access dead(Call call, ProviderException problem) {
    Held held = call.held();
    GrantContent dead = held.content().dead();
    SealedGrant row = vault.next(held.row(), dead);
    if (parts.store().replace(row, call.holder())) {
      parts.happened(
          Event.Kind.RECONNECT_NEEDED,
          Optional.of(row.key().user()),
          dead.provider(),
          Optional.of(problem.code().name()));
      return new Access.ReconnectNeeded(new Held(row, dead).view());
    }
    return stored(row.id()).map(Refreshing::asIs).orElseGet(Access.NoGrant::new);
  }

  /** While the provider is out of order, a token that has not run out is better than none. */
  private Access unavailable(Held held, Code code) {
    boolean usable =
        held.content()
            .tokens()
            .filter(tokens -> tokens.isUsable(parts.clock().instant()))
            .isPresent();
    return usable ? given(held) : new Access.Failed(code, AFTER_A_FAILURE);
  }

  private Optional<Held> stored(GrantId id) {
    return parts.store().find(id).map(vault::open);
  }

  static Access asIs(Held held) {
    return held.content().tokens().isPresent()
        ? given(held)
        : new Access.ReconnectNeeded(held.view());
  }

  static Access given(Held held) {
    GrantContent.Tokens tokens = held.content().tokens().orElseThrow();
    return new Access.Given(held.content().access().orElseThrow(), tokens.expiresAt(), held.view());
  }
}
