package dev.accountlink.jdbc;

import dev.accountlink.spi.GrantStore;
import dev.accountlink.testkit.GrantStoreContract;

/** A database that takes "alice" and "ALICE", "ä" and "a" for the same everywhere. */
class JdbcGrantStoreOnIgnorantDatabaseTest extends GrantStoreContract {
  @Override
  protected GrantStore store() {
    return new JdbcGrantStore(H2.ignorant());
  }
}
