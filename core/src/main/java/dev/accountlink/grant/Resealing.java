package dev.accountlink.grant;

import dev.accountlink.exchange.http.Deadline;
import dev.accountlink.model.GrantId;
import dev.accountlink.seal.VaultException;
import dev.accountlink.spi.GrantStore;
import dev.accountlink.spi.GrantStore.Lease;
import dev.accountlink.spi.SealedGrant;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the same tokens into a new version of their grant, never in the middle of a refresh: whoever
 * refreshes could not store what the provider gives. Thread-safe.
 */
final class Resealing {
  private static final int AT_A_TIME = 200;
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(150);
  private static final Logger LOG = LoggerFactory.getLogger(Resealing.class);

  private final GrantStore store;
  private final GrantVault vault;

  /** How far it got: grants that cannot be opened must not keep the others from their turn. */
  private final AtomicReference<Optional<GrantId>> reached =
      new AtomicReference<>(Optional.empty());

  Resealing(GrantStore store, GrantVault vault) {
    this.store = store;
    this.vault = vault;
  }

  /** What became of one page. */
  record Page(int resealed, int unreadable) {}

  /** Seals the next page of grants anew that another key than the writer sealed. */
  Page next() {
    List<SealedGrant> rows = store.notSealedBy(vault.writer(), reached.get(), AT_A_TIME);
    int resealed = 0;
    int unreadable = 0;
    for (SealedGrant row : rows) {
      try {
        resealed += isReplaced(vault.next(row, vault.open(row).content())) ? 1 : 0;
      } catch (VaultException e) {
        if (unreadable++ == 0) {
          LOG.error("Grant {} cannot be opened: {}", row.id().value(), e.getMessage());
        }
      }
    }
    if (unreadable > 1) {
      LOG.error("{} grants more cannot be opened.", unreadable - 1);
    }
    reached.set(
        rows.size() < AT_A_TIME ? Optional.empty() : Optional.of(rows.get(rows.size() - 1).id()));
    return new Page(resealed, unreadable);
  }

  /** A grant that is being refreshed is sealed by the writer anyway. */
  private boolean isReplaced(SealedGrant row) {
    String holder = GrantId.random().value();
    return lease(row, holder) instanceof Lease.Taken && store.replace(row, holder);
  }

  private Lease lease(SealedGrant row, String holder) {
    return store.lease(row.id(), row.version() - 1, holder, Refreshing.TERM);
  }

  /** Waits for a refresh to end, but not for ever: whoever refreshes notices. */
  boolean isReplacedBetweenRefreshes(SealedGrant row) {
    Deadline patience = Deadline.in(PATIENCE);
    String holder = GrantId.random().value();
    Lease lease = lease(row, holder);
    while (lease instanceof Lease.Held && !patience.left().isZero()) {
      LockSupport.parkNanos(patience.leftWithin(BETWEEN_LOOKS).toNanos());
      lease = lease(row, holder);
    }
    return lease instanceof Lease.Taken ? store.replace(row, holder) : store.replace(row);
  }
}
