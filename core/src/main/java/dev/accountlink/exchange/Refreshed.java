package dev.accountlink.exchange;

import dev.accountlink.exchange.http.Deadline;
import dev.accountlink.provider.ProviderException;
import dev.accountlink.provider.ProviderException.Code;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Something fetched from a provider and kept for a while. One thread fetches at a time: the others
 * take what is there, or wait for it. While the provider is out of order the last value stays
 * usable for a bounded time, and a failure is remembered, so that a dead provider does not stall
 * every page. Thread-safe.
 *
 * @param <T> what is kept, immutable
 */
final class Refreshed<T> {
  /** How it is fetched. */
  interface Source<T> {
    T fetch(Deadline deadline) throws ProviderException;
  }

  /**
   * How long things are kept.
   *
   * @param fresh how long a value is used without asking again
   * @param usable how long a value is used while the provider is out of order
   * @param failure how long a failure is remembered
   * @param between the least time between two {@linkplain #refetch forced fetches}
   */
  record Times(Duration fresh, Duration usable, Duration failure, Duration between) {}

  private record Held<T>(T value, Instant at) {}

  private record Failure(Code code, String message, Optional<Duration> retryAfter, Instant at) {
    ProviderException again() {
      return new ProviderException(code, message, retryAfter);
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(Refreshed.class);

  private final Clock clock;
  private final Times times;
  private final Source<T> source;
  private final ReentrantLock fetching = new ReentrantLock();
  private volatile @Nullable Held<T> held;
  private volatile @Nullable Failure failure;
  private @Nullable Instant forced; // guarded by fetching

  Refreshed(Clock clock, Times times, Source<T> source) {
    this.clock = clock;
    this.times = times;
    this.source = source;
  }

  /** The value, fetched when there is none young enough. */
  T get(Deadline deadline) throws ProviderException {
    return get(deadline, true);
  }

  /**
   * The same for somebody in a hurry, whose own impatience is not held against the provider.
   *
   * @param patient whether a failure within this deadline is the provider's
   */
  T get(Deadline deadline, boolean patient) throws ProviderException {
    Held<T> now = held;
    if (now != null && isWithin(now.at(), times.fresh())) {
      return now.value();
    }
    Optional<T> fallback = usable();
    if (fallback.isPresent()) {
      if (!fetching.tryLock()) {
        return fallback.get();
      }
    } else {
      lock(deadline);
    }
    try {
      return fetchedUnlessKnown(deadline, patient);
    } finally {
      fetching.unlock();
    }
  }

  /**
   * A newer value than one that turned out not to be enough: what somebody else has fetched
   * meanwhile, or a fetch of its own; empty when the last such fetch was only just now.
   */
  Optional<T> refetch(T insufficient, Deadline deadline) throws ProviderException {
    lock(deadline);
    try {
      Held<T> now = held;
      if (now != null && now.value() != insufficient) {
        return Optional.of(now.value());
      }
      if (forced != null && isWithin(forced, times.between())) {
        return Optional.empty();
      }
      forced = clock.instant();
      return Optional.of(fetched(deadline));
    } finally {
      fetching.unlock();
    }
  }

  private T fetchedUnlessKnown(Deadline deadline, boolean patient) throws ProviderException {
    Held<T> now = held;
    if (now != null && isWithin(now.at(), times.fresh())) {
      return now.value();
    }
    Failure last = failure;
    if (last != null && isWithin(last.at(), times.failure())) {
      return usableAfter(last.again());
    }
    try {
      return fetched(deadline);
    } catch (ProviderException e) {
      if (patient || !deadline.left().isZero()) {
        failure =
            new Failure(e.code(), String.valueOf(e.getMessage()), e.retryAfter(), clock.instant());
      }
      T old = usableAfter(e);
      // Whoever is told of a problem logs it with the flow; here nobody is.
      LOG.warn("{}, so the old answer goes on being used: {}", e.code(), e.getMessage());
      return old;
    }
  }

  private T fetched(Deadline deadline) throws ProviderException {
    T value = source.fetch(deadline);
    held = new Held<>(value, clock.instant());
    failure = null;
    return value;
  }

  /** The old value: it was checked when it came, and is from a better day. */
  private T usableAfter(ProviderException problem) throws ProviderException {
    Optional<T> old = usable();
    if (old.isEmpty()) {
      throw problem;
    }
    return old.get();
  }

  private Optional<T> usable() {
    Held<T> now = held;
    return now != null && isWithin(now.at(), times.usable())
        ? Optional.of(now.value())
        : Optional.empty();
  }

  private boolean isWithin(Instant since, Duration span) {
    return clock.instant().isBefore(since.plus(span));
  }

  private void lock(Deadline deadline) throws ProviderException {
    try {
      if (fetching.tryLock(deadline.left().toNanos(), TimeUnit.NANOSECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new ProviderException(Code.PROVIDER_DOWN, "The provider did not answer in time.");
  }
}
