package dev.accountlink.memory;

import dev.accountlink.model.GrantId;
import dev.accountlink.model.UserId;
import dev.accountlink.spi.GrantStore;
import dev.accountlink.spi.SealedGrant;
import dev.accountlink.spi.SealedRevocation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Grants in the memory of one node, gone with the process. What a {@link GrantStore} must do, in
 * its shortest form. Thread-safe.
 */
public final class InMemoryGrantStore implements GrantStore {
  private record Holder(String name, Instant until) {}

  private final Clock clock;
  private final NavigableMap<GrantId, SealedGrant> grants =
      new TreeMap<>(Comparator.comparing(GrantId::value));
  private final Map<GrantId, Holder> leases = new HashMap<>();
  private final Set<GrantId> inDoubt = new HashSet<>();
  private final Map<String, SealedRevocation> revocations = new HashMap<>();

  /** An empty store on the machine's clock. */
  public InMemoryGrantStore() {
    this(Clock.systemUTC());
  }

  /** An empty store whose leases go by a clock. */
  public InMemoryGrantStore(Clock clock) {
    this.clock = clock;
  }

  @Override
  public synchronized Optional<SealedGrant> find(GrantId id) {
    return Optional.ofNullable(grants.get(id));
  }

  @Override
  public synchronized List<SealedGrant> findAll(UserId user) {
    return grants.values().stream().filter(grant -> grant.key().user().equals(user)).toList();
  }

  @Override
  public synchronized boolean insert(SealedGrant first) {
    if (grants.containsKey(first.id()) || isTaken(first)) {
      return false;
    }
    grants.put(first.id(), first);
    return true;
  }

  @Override
  public synchronized boolean replace(SealedGrant next) {
    SealedGrant known = grants.get(next.id());
    if (known == null || known.version() != next.version() - 1 || isTaken(next)) {
      return false;
    }
    grants.put(next.id(), next);
    forgetLease(next.id());
    return true;
  }

  private boolean isTaken(SealedGrant grant) {
    return grants.values().stream()
        .anyMatch(other -> other.key().equals(grant.key()) && !other.id().equals(grant.id()));
  }

  @Override
  public synchronized boolean replace(SealedGrant next, String holder) {
    return isHeldBy(next.id(), holder) && replace(next);
  }

  @Override
  public synchronized Lease lease(GrantId id, long version, String holder, Duration term) {
    SealedGrant known = grants.get(id);
    if (known == null || known.version() != version) {
      return new Lease.Changed();
    }
    Instant now = clock.instant();
    Optional<Holder> before = Optional.ofNullable(leases.get(id));
    if (before.isPresent() && before.get().until().isAfter(now)) {
      return new Lease.Held(Duration.between(now, before.get().until()));
    }
    leases.put(id, new Holder(holder, now.plus(term)));
    if (before.isPresent()) {
      inDoubt.add(id);
    }
    return new Lease.Taken(inDoubt.contains(id));
  }

  @Override
  public synchronized void release(GrantId id, String holder) {
    if (isHeldBy(id, holder)) {
      leases.remove(id);
    }
  }

  private boolean isHeldBy(GrantId id, String holder) {
    return Optional.ofNullable(leases.get(id)).filter(one -> one.name().equals(holder)).isPresent();
  }

  @Override
  public synchronized Optional<SealedGrant> remove(GrantId id) {
    forgetLease(id);
    return Optional.ofNullable(grants.remove(id));
  }

  private void forgetLease(GrantId id) {
    leases.remove(id);
    inDoubt.remove(id);
  }

  @Override
  public synchronized List<SealedGrant> notSealedBy(int keyId, Optional<GrantId> after, int limit) {
    requireAtLeastOne(limit);
    return after.map(id -> grants.tailMap(id, false)).orElse(grants).values().stream()
        .filter(grant -> grant.keyId() != keyId)
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized void put(SealedRevocation revocation) {
    revocations.put(revocation.id(), revocation);
  }

  @Override
  public synchronized List<SealedRevocation> takeDue(Instant now, Instant until, int limit) {
    requireAtLeastOne(limit);
    List<SealedRevocation> due =
        revocations.values().stream()
            .filter(one -> !one.due().isAfter(now))
            .sorted(Comparator.comparing(SealedRevocation::due))
            .limit(limit)
            .toList();
    due.forEach(
        one ->
            revocations.put(
                one.id(), new SealedRevocation(one.id(), until, one.tries(), one.sealed())));
    return due;
  }

  @Override
  public synchronized void forgetRevocation(String id) {
    revocations.remove(id);
  }

  private static void requireAtLeastOne(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("At least one is asked for, not " + limit + ".");
    }
  }
}
