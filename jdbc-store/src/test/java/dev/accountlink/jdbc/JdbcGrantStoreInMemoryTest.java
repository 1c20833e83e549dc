package dev.accountlink.jdbc;

import dev.accountlink.spi.GrantStore;
import dev.accountlink.testkit.GrantStoreContract;

class JdbcGrantStoreInMemoryTest extends GrantStoreContract {
  @Override
  protected GrantStore store() {
    return new JdbcGrantStore(H2.withTables());
  }
}
