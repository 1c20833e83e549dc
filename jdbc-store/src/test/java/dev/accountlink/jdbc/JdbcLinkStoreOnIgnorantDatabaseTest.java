package dev.accountlink.jdbc;

import dev.accountlink.spi.LinkStore;
import dev.accountlink.testkit.LinkStoreContract;
import java.util.Optional;

/** A database that takes "alice" and "ALICE", "ä" and "a" for the same everywhere. */
class JdbcLinkStoreOnIgnorantDatabaseTest extends LinkStoreContract {
  @Override
  protected LinkStore store() {
    return new JdbcLinkStore(H2.ignorant());
  }

  @Override
  protected Optional<LinkStore> storeLimitedTo(int links) {
    return Optional.of(new JdbcLinkStore(H2.ignorant()).limitedTo(links));
  }
}
