package dev.accountlink.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.spi.LinkStore;
import dev.accountlink.testkit.LinkStoreContract;
import java.util.Optional;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;

/** A pool of a single connection that does not commit by itself, as some forges have. */
class JdbcLinkStoreOnOneConnectionTest extends LinkStoreContract {
  private JdbcConnectionPool pool;

  @Override
  protected LinkStore store() {
    return new JdbcLinkStore(oneConnection());
  }

  @Override
  protected Optional<LinkStore> storeLimitedTo(int links) {
    return Optional.of(new JdbcLinkStore(oneConnection()).limitedTo(links));
  }

  @AfterEach
  void everyConnectionIsGivenBack() {
    assertThat(pool.getActiveConnections()).isZero();
  }

  private DataSource oneConnection() {
    pool = H2.withTables();
    pool.setMaxConnections(1);
    return H2.withoutCommittingByItself(pool);
  }
}
