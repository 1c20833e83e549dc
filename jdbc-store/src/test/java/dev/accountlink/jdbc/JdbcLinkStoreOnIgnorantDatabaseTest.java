package dev.accountlink.jdbc;

import dev.accountlink.spi.LinkStore;
import dev.accountlink.testkit.LinkStoreContract;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** A database that takes "alice" and "ALICE", "ä" and "a" for the same everywhere. */
class JdbcLinkStoreOnIgnorantDatabaseTest extends LinkStoreContract {
  @Override
  protected LinkStore store() {
    return new JdbcLinkStore(ignorant());
  }

  @Override
  protected Optional<LinkStore> storeLimitedTo(int links) {
    return Optional.of(new JdbcLinkStore(ignorant()).limitedTo(links));
  }

  private static DataSource ignorant() {
    DataSource dataSource =
        H2.at("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;IGNORECASE=TRUE");
    H2.execute(dataSource, "SET COLLATION ENGLISH STRENGTH PRIMARY");
    Schema.migrate(dataSource);
    return dataSource;
  }
}
