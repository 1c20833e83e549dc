package dev.accountlink.jdbc;

import dev.accountlink.spi.LinkStore;
import dev.accountlink.testkit.LinkStoreContract;
import java.util.Optional;

class JdbcLinkStoreInMemoryTest extends LinkStoreContract {
  @Override
  protected LinkStore store() {
    return new JdbcLinkStore(H2.withTables());
  }

  @Override
  protected Optional<LinkStore> storeLimitedTo(int links) {
    return Optional.of(new JdbcLinkStore(H2.withTables()).limitedTo(links));
  }
}
