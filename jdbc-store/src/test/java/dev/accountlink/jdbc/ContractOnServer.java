package dev.accountlink.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import dev.accountlink.spi.GrantStore;
import dev.accountlink.spi.LinkStore;
import dev.accountlink.spi.ReplayGuard;
import dev.accountlink.testkit.GrantStoreContract;
import dev.accountlink.testkit.LinkStoreContract;
import dev.accountlink.testkit.ReplayGuardContract;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;

/**
 * All contracts on a database of a real server, at the isolation that is its default and at the
 * highest.
 */
@Tag("servers")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ContractOnServer {
  private RealDatabase database;
  private HikariDataSource pool;
  private HikariDataSource serializable;

  /** An empty one. */
  abstract RealDatabase database();

  @BeforeAll
  final void makeTables() {
    database = database().withTables();
    pool = database.pool();
    serializable =
        database.pool(changes -> changes.setTransactionIsolation("TRANSACTION_SERIALIZABLE"));
  }

  @AfterAll
  final void close() {
    if (database != null) {
      database.close();
    }
  }

  private HikariDataSource cleared(HikariDataSource some) {
    database.clear(some);
    return some;
  }

  @Nested
  class Links extends LinkStoreContract {
    @Override
    protected LinkStore store() {
      return new JdbcLinkStore(cleared(pool));
    }

    @Override
    protected Optional<LinkStore> storeLimitedTo(int links) {
      return Optional.of(new JdbcLinkStore(cleared(pool)).limitedTo(links));
    }
  }

  @Nested
  class LinksWhereSerializableIsTheDefault extends LinkStoreContract {
    @Override
    protected LinkStore store() {
      return new JdbcLinkStore(cleared(serializable));
    }

    @Override
    protected Optional<LinkStore> storeLimitedTo(int links) {
      return Optional.of(new JdbcLinkStore(cleared(serializable)).limitedTo(links));
    }
  }

  @Nested
  class Grants extends GrantStoreContract {
    @Override
    protected GrantStore store() {
      return new JdbcGrantStore(cleared(pool));
    }
  }

  @Nested
  class GrantsWhereSerializableIsTheDefault extends GrantStoreContract {
    @Override
    protected GrantStore store() {
      return new JdbcGrantStore(cleared(serializable));
    }
  }

  @Nested
  class FirstUses extends ReplayGuardContract {
    @Override
    protected ReplayGuard guard(Clock clock) {
      return new JdbcReplayGuard(cleared(pool), clock);
    }
  }

  @Nested
  class FirstUsesWhereSerializableIsTheDefault extends ReplayGuardContract {
    @Override
    protected ReplayGuard guard(Clock clock) {
      return new JdbcReplayGuard(cleared(serializable), clock);
    }
  }
}
