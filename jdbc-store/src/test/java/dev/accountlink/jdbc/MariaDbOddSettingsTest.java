package dev.accountlink.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import dev.accountlink.spi.GrantStore;
import dev.accountlink.spi.LinkStore;
import dev.accountlink.testkit.GrantStoreContract;
import dev.accountlink.testkit.LinkStoreContract;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;

/**
 * A MariaDB whose administrator chose another character set and collation, and a mode in which it
 * cuts what is too long, or one in which quotes and backslashes mean something else.
 */
@Tag("servers")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MariaDbOddSettingsTest {
  private RealDatabase database;
  private HikariDataSource lax;
  private HikariDataSource ansi;

  @BeforeAll
  void makeTables() {
    database = MariaDb.emptyAs("latin1", "latin1_swedish_ci").withTables();
    lax = database.pool(changes -> changes.setConnectionInitSql("SET SESSION sql_mode = ''"));
    ansi =
        database.pool(
            changes ->
                changes.setConnectionInitSql(
                    "SET SESSION sql_mode = 'ANSI,NO_BACKSLASH_ESCAPES,TRADITIONAL'"));
  }

  @AfterAll
  void close() {
    if (database != null) {
      database.close();
    }
  }

  @Nested
  class LinksWhereTooLongIsCut extends LinkStoreContract {
    @Override
    protected LinkStore store() {
      database.clear(lax);
      return new JdbcLinkStore(lax);
    }

    @Override
    protected Optional<LinkStore> storeLimitedTo(int links) {
      database.clear(lax);
      return Optional.of(new JdbcLinkStore(lax).limitedTo(links));
    }
  }

  @Nested
  class GrantsWhereBackslashesAreOrdinary extends GrantStoreContract {
    @Override
    protected GrantStore store() {
      database.clear(ansi);
      return new JdbcGrantStore(ansi);
    }
  }
}
