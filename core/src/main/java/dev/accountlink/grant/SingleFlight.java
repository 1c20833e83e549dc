package dev.accountlink.grant;

import dev.accountlink.grant.GrantVault.Held;
import dev.accountlink.model.GrantId;
import dev.accountlink.provider.Provider;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** Of the threads of this process that want a grant refreshed one does it, and the rest wait. */
final class SingleFlight {
  /** As long as waiting for another node and the call itself may take together. */
  private static final Duration LONGEST = Duration.ofSeconds(40);

  private final Refreshing refreshing;
  private final ConcurrentMap<GrantId, CompletableFuture<Access>> flights =
      new ConcurrentHashMap<>();

  SingleFlight(Refreshing refreshing) {
    this.refreshing = refreshing;
  }

  Access refreshed(Held held, Provider provider, Predicate<GrantContent.Tokens> fresh) {
    CompletableFuture<Access> mine = new CompletableFuture<>();
    CompletableFuture<Access> other = flights.putIfAbsent(held.row().id(), mine);
    if (other != null) {
      return landed(other);
    }
    try {
      Access access = refreshing.refreshed(held, provider, fresh);
      mine.complete(access);
      return access;
    } catch (RuntimeException | Error e) {
      mine.completeExceptionally(e);
      throw e;
    } finally {
      flights.remove(held.row().id(), mine);
    }
  }

  private static Access landed(CompletableFuture<Access> other) {
    try {
      return other.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return new Access.Busy(Duration.ofSeconds(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Access.Busy(Duration.ofSeconds(1));
    } catch (ExecutionException e) {
      throw new IllegalStateException("Tokens could not be refreshed.", e.getCause());
    }
  }
}
