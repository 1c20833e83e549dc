package dev.accountlink.jdbc;

import dev.accountlink.model.GrantId;
import dev.accountlink.model.UserId;
import dev.accountlink.spi.GrantStore;
import dev.accountlink.spi.SealedGrant;
import dev.accountlink.spi.SealedRevocation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Grants in the tables {@code accountlink_grant} and {@code accountlink_revocation} of the host's
 * database, which {@link Schema} makes. Thread-safe; any number of nodes may share the tables.
 * Connections are the host's and are held for one call, one at a time.
 *
 * <p>A host that removes users through the same {@link Jdbi} removes user and grants in one
 * transaction: everything takes part in it except leases, what their holder stores, and what is
 * taken from those that are due. These are about calls to a provider, which no rollback takes back,
 * so they use a connection of their own; in a transaction that changed a grant, do not use it.
 *
 * <p>Leases go by the database's clock, to the millisecond, and so do not depend on the clocks of
 * the nodes. Failures are {@link JdbcStoreException}s.
 */
public final class JdbcGrantStore implements GrantStore {
  private final Database database;
  private final Database apart;
  private final GrantTable grants;
  private final LeaseTable leases;
  private final RevocationTable revocations;

  /**
   * Grants in the host's database.
   *
   * @param dataSource the host's pool itself, not a proxy that takes part in the host's
   *     transactions: a connection is used by this store alone until it is given back
   */
  public JdbcGrantStore(DataSource dataSource) {
    this(dataSource, TablePrefix.DEFAULT);
  }

  /** The same in tables with a prefix of the host's own. */
  public JdbcGrantStore(DataSource dataSource, TablePrefix prefix) {
    this(Database.over(dataSource), prefix);
  }

  /**
   * Grants in the host's database, taking part in transactions that the host begins on it.
   *
   * @param jdbi over the host's pool; whoever uses a grant inside a transaction needs a second
   *     connection
   */
  public JdbcGrantStore(Jdbi jdbi) {
    this(jdbi, TablePrefix.DEFAULT);
  }

  /** The same in tables with a prefix of the host's own. */
  public JdbcGrantStore(Jdbi jdbi, TablePrefix prefix) {
    this(new Database(jdbi), prefix);
  }

  private JdbcGrantStore(Database database, TablePrefix prefix) {
    this(
        database,
        database.apart(),
        new GrantTable(prefix),
        new LeaseTable(prefix),
        new RevocationTable(prefix));
  }

  private JdbcGrantStore(
      Database database,
      Database apart,
      GrantTable grants,
      LeaseTable leases,
      RevocationTable revocations) {
    this.database = database;
    this.apart = apart;
    this.grants = grants;
    this.leases = leases;
    this.revocations = revocations;
  }

  /**
   * The same store on a connection of the host's, taking part in the transaction that the host
   * began there: for as long as it lasts, and not thread-safe. What is about calls to a provider
   * still uses connections of its own.
   */
  public JdbcGrantStore joining(Handle handle) {
    return new JdbcGrantStore(database.on(handle), apart, grants, leases, revocations);
  }

  @Override
  public Optional<SealedGrant> find(GrantId id) {
    return database.statement(handle -> grants.find(handle, id));
  }

  @Override
  public List<SealedGrant> findAll(UserId user) {
    return database.statement(handle -> grants.findAll(handle, user));
  }

  @Override
  public boolean insert(SealedGrant first) {
    return database.decided(handle -> tryInsert(handle, first));
  }

  private Optional<Boolean> tryInsert(Handle handle, SealedGrant first) {
    if (Database.isAccepted(handle, () -> grants.insert(handle, first))) {
      return Optional.of(true);
    }
    boolean taken = grants.isNameTaken(handle, first.id()) || grants.isKeyOfAnother(handle, first);
    return taken ? Optional.of(false) : Optional.empty();
  }

  @Override
  public boolean replace(SealedGrant next) {
    return database.decided(handle -> tryReplace(handle, next, () -> grants.replace(handle, next)));
  }

  @Override
  public boolean replace(SealedGrant next, String holder) {
    return apart.decided(
        handle -> tryReplace(handle, next, () -> grants.replace(handle, next, holder)));
  }

  private Optional<Boolean> tryReplace(
      Handle handle, SealedGrant next, Supplier<Integer> replacement) {
    Optional<Boolean> replaced = Database.accepted(handle, replacement).map(rows -> rows == 1);
    return replaced.isEmpty() && grants.isKeyOfAnother(handle, next)
        ? Optional.of(false)
        : replaced;
  }

  @Override
  public Lease lease(GrantId id, long version, String holder, Duration term) {
    return apart.transaction(handle -> leases.take(handle, id, version, holder, term));
  }

  @Override
  public void release(GrantId id, String holder) {
    apart.statement(handle -> leases.giveBack(handle, id, holder));
  }

  @Override
  public Optional<SealedGrant> remove(GrantId id) {
    return database.transaction(
        handle -> {
          Optional<SealedGrant> last = grants.lock(handle, id);
          last.ifPresent(grant -> grants.delete(handle, id));
          return last;
        });
  }

  @Override
  public List<SealedGrant> notSealedBy(int keyId, Optional<GrantId> after, int limit) {
    requireAtLeastOne(limit);
    return database.statement(handle -> grants.notSealedBy(handle, keyId, after, limit));
  }

  @Override
  public void put(SealedRevocation revocation) {
    database.decided(handle -> tryPut(handle, revocation));
  }

  private Optional<Boolean> tryPut(Handle handle, SealedRevocation revocation) {
    boolean kept =
        revocations.update(handle, revocation)
            || Database.isAccepted(handle, () -> revocations.insert(handle, revocation));
    return kept ? Optional.of(true) : Optional.empty();
  }

  @Override
  public List<SealedRevocation> takeDue(Instant now, Instant until, int limit) {
    requireAtLeastOne(limit);
    return apart.transaction(handle -> revocations.takeDue(handle, now, until, limit));
  }

  @Override
  public void forgetRevocation(String id) {
    database.statement(handle -> revocations.delete(handle, id));
  }

  private static void requireAtLeastOne(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("At least one is asked for, not " + limit + ".");
    }
  }
}
