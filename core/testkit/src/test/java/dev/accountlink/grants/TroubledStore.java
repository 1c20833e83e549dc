package dev.accountlink.grants;

import dev.accountlink.memory.InMemoryGrantStore;
import dev.accountlink.model.GrantId;
import dev.accountlink.model.UserId;
import dev.accountlink.spi.GrantStore;
import dev.accountlink.spi.SealedGrant;
import dev.accountlink.spi.SealedRevocation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/** A store that lets something happen between the provider's answer and the keeping of it. */
final class TroubledStore implements GrantStore {
  private final InMemoryGrantStore rows;
  private final AtomicReference<Optional<Runnable>> beforeKeeping =
      new AtomicReference<>(Optional.empty());
  private final AtomicReference<Optional<Error>> crash = new AtomicReference<>(Optional.empty());
  private final Queue<RuntimeException> stumbles = new ArrayDeque<>();
  private final AtomicReference<String> lastHolder = new AtomicReference<>("");
  private final List<SealedGrant> written = new CopyOnWriteArrayList<>();
  private final Set<String> waiting = ConcurrentHashMap.newKeySet();
  private final List<SealedRevocation> queued = new CopyOnWriteArrayList<>();

  TroubledStore(Clock clock) {
    rows = new InMemoryGrantStore(clock);
  }

  /** Does this once, before new tokens are stored. */
  void beforeKeeping(Runnable something) {
    beforeKeeping.set(Optional.of(something));
  }

  /** Ends the node that wants to store new tokens, until {@link #recover}. */
  void crash() {
    crash.set(Optional.of(new Error("The node died on purpose.")));
  }

  void recover() {
    crash.set(Optional.empty());
  }

  /** Fails once more, without having stored anything. */
  synchronized void stumble() {
    stumbles.add(new IllegalStateException("The store stumbled on purpose."));
  }

  /** Who asked for a lease last. */
  String lastHolder() {
    return lastHolder.get();
  }

  /** Every row that was ever written. */
  List<SealedGrant> written() {
    return List.copyOf(written);
  }

  /** Every revocation that was ever kept for later. */
  List<SealedRevocation> queued() {
    return List.copyOf(queued);
  }

  @Override
  public boolean replace(SealedGrant next, String holder) {
    beforeKeeping.getAndSet(Optional.empty()).ifPresent(Runnable::run);
    crash.get().ifPresent(TroubledStore::die);
    stumbled();
    written.add(next);
    return rows.replace(next, holder);
  }

  private static void die(Error error) {
    throw error;
  }

  private synchronized void stumbled() {
    if (!stumbles.isEmpty()) {
      throw stumbles.remove();
    }
  }

  @Override
  public Optional<SealedGrant> find(GrantId id) {
    return rows.find(id);
  }

  @Override
  public List<SealedGrant> findAll(UserId user) {
    return rows.findAll(user);
  }

  @Override
  public boolean insert(SealedGrant first) {
    written.add(first);
    return rows.insert(first);
  }

  @Override
  public boolean replace(SealedGrant next) {
    written.add(next);
    return rows.replace(next);
  }

  @Override
  public Lease lease(GrantId id, long version, String holder, Duration term) {
    lastHolder.set(holder);
    return rows.lease(id, version, holder, term);
  }

  @Override
  public void release(GrantId id, String holder) {
    rows.release(id, holder);
  }

  @Override
  public Optional<SealedGrant> remove(GrantId id) {
    return rows.remove(id);
  }

  @Override
  public List<SealedGrant> notSealedBy(int keyId, Optional<GrantId> after, int limit) {
    return rows.notSealedBy(keyId, after, limit);
  }

  @Override
  public void put(SealedRevocation revocation) {
    queued.add(revocation);
    waiting.add(revocation.id());
    rows.put(revocation);
  }

  @Override
  public List<SealedRevocation> takeDue(Instant now, Instant until, int limit) {
    return rows.takeDue(now, until, limit);
  }

  /** Whose name is not forgotten yet. */
  Set<String> waiting() {
    return Set.copyOf(waiting);
  }

  @Override
  public void forgetRevocation(String id) {
    waiting.remove(id);
    rows.forgetRevocation(id);
  }
}
