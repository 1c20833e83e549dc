package dev.accountlink.jdbc;

import dev.accountlink.spi.ReplayGuard;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * First uses in the table {@code accountlink_used} of the host's database, for nodes that share a
 * key ring. A first use is one insertion, and the primary key says who was first. Thread-safe.
 *
 * <p>A key stays used for as long as its row is there. Rows are deleted some minutes after they
 * expired, a few at a time, now and then while others come in. Expiry goes by the clock of the
 * node: it is the same clock that judges whether a flow is too old, so what it still lets pass is
 * still remembered.
 */
public final class JdbcReplayGuard implements ReplayGuard {
  /** Nodes whose clocks differ by less never delete what another still needs. */
  private static final Duration KEPT_AFTER_EXPIRY = Duration.ofMinutes(10);

  private static final int USES_BETWEEN_DELETIONS = 64;

  private static final Logger LOG = LoggerFactory.getLogger(JdbcReplayGuard.class);

  private final Database database;
  private final Clock clock;
  private final AtomicInteger uses = new AtomicInteger();
  private final String insert;
  private final String expired;
  private final String delete;

  /**
   * First uses in the host's database, on the machine's clock.
   *
   * @param dataSource see the other constructor
   */
  public JdbcReplayGuard(DataSource dataSource) {
    this(dataSource, Clock.systemUTC());
  }

  /**
   * First uses in the host's database.
   *
   * @param dataSource the host's pool itself, not a proxy that takes part in the host's
   *     transactions: a first use must stay used when they are rolled back
   * @param clock the one that flows go by
   */
  public JdbcReplayGuard(DataSource dataSource, Clock clock) {
    this(dataSource, clock, TablePrefix.DEFAULT);
  }

  /** The same in tables with a prefix of the host's own. */
  public JdbcReplayGuard(DataSource dataSource, Clock clock, TablePrefix prefix) {
    this(Database.over(dataSource), clock, prefix);
  }

  /**
   * First uses in the host's database, on the machine's clock and on connections of their own: a
   * first use must stay used when the host's transaction is rolled back.
   */
  public JdbcReplayGuard(Jdbi jdbi) {
    this(jdbi, Clock.systemUTC(), TablePrefix.DEFAULT);
  }

  /** The same on the clock that flows go by, in tables with a prefix of the host's own. */
  public JdbcReplayGuard(Jdbi jdbi, Clock clock, TablePrefix prefix) {
    this(new Database(jdbi).apart(), clock, prefix);
  }

  private JdbcReplayGuard(Database database, Clock clock, TablePrefix prefix) {
    this.database = database;
    this.clock = clock;
    this.insert = prefix.in("INSERT INTO accountlink_used (use_key, expires_at) VALUES (?, ?)");
    this.expired =
        prefix.in(
            "SELECT use_key FROM accountlink_used WHERE expires_at < ?"
                // more than come in between, and none that somebody else is at: nobody waits for it
                + " ORDER BY expires_at FETCH FIRST 256 ROWS ONLY FOR UPDATE SKIP LOCKED");
    this.delete = prefix.in("DELETE FROM accountlink_used WHERE use_key = ? AND expires_at < ?");
  }

  @Override
  public boolean firstUse(String key, Instant until) {
    boolean first = database.statement(handle -> insert(handle, ExactKey.of(key), until));
    if (first && uses.incrementAndGet() % USES_BETWEEN_DELETIONS == 0) {
      forgetSome();
    }
    return first;
  }

  private boolean insert(Handle handle, String key, Instant until) {
    try {
      handle.createUpdate(insert).bind(0, key).bind(1, until.toEpochMilli()).execute();
      return true;
    } catch (JdbiException e) {
      if (Trouble.isRefusedByConstraint(e)) {
        return false;
      }
      throw e;
    }
  }

  /** The use that happened to come now has succeeded already, whatever becomes of this. */
  private void forgetSome() {
    long expiredBefore = clock.instant().minus(KEPT_AFTER_EXPIRY).toEpochMilli();
    try {
      database.transaction(handle -> delete(handle, expiredBefore));
    } catch (JdbcStoreException e) {
      LOG.warn(
          "Expired rows of accountlink_used could not be deleted; the next try comes soon.", e);
    }
  }

  /** Only rows that are locked already, so it waits for nobody. */
  private int delete(Handle handle, long expiredBefore) {
    List<String> keys =
        handle.createQuery(expired).bind(0, expiredBefore).mapTo(String.class).list();
    if (keys.isEmpty()) {
      return 0;
    }
    PreparedBatch deletions = handle.prepareBatch(delete);
    keys.forEach(key -> deletions.add(key, expiredBefore));
    return IntStream.of(deletions.execute()).sum();
  }
}
