package dev.accountlink.testkit;

import dev.accountlink.spi.LinkStore;
import java.util.Optional;

/**
 * What every {@link LinkStore} must do. Extend it with a method that gives an empty store, and run
 * it on the database you will really use, with its real character set and collation:
 *
 * <pre>{@code
 * class MyLinkStoreTest extends LinkStoreContract {
 *   protected LinkStore store() {
 *     database.clear();
 *     return new MyLinkStore(database);
 *   }
 * }
 * }</pre>
 *
 * <p>The races use 64 threads: a connection pool may be smaller, but must let them wait for some
 * seconds.
 */
public abstract class LinkStoreContract extends LinkStoreRaces {

  /** For subclasses. */
  protected LinkStoreContract() {}

  /** A store without links and without a limit of links per user; asked for once in every test. */
  @Override
  protected abstract LinkStore store();

  /**
   * A store without links in which a user may have so many links; empty when the store knows no
   * limit, and the tests of it are skipped.
   */
  @Override
  protected Optional<LinkStore> storeLimitedTo(int links) {
    return Optional.empty();
  }
}
