package dev.accountlink.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.spi.GrantStore;
import dev.accountlink.testkit.GrantStoreContract;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;

/** A pool of a single connection that does not commit by itself, as some forges have. */
class JdbcGrantStoreOnOneConnectionTest extends GrantStoreContract {
  private final JdbcConnectionPool pool = H2.withTables();

  @Override
  protected GrantStore store() {
    pool.setMaxConnections(1);
    return new JdbcGrantStore(H2.withoutCommittingByItself(pool));
  }

  @AfterEach
  void everyConnectionIsGivenBack() {
    assertThat(pool.getActiveConnections()).isZero();
  }
}
