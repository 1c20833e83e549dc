package dev.accountlink.testkit;

import dev.accountlink.spi.GrantStore;

/**
 * What every {@link GrantStore} must do. Extend it with a method that gives an empty store, and run
 * it on the database you will really use, with its real character set and collation:
 *
 * <pre>{@code
 * class MyGrantStoreTest extends GrantStoreContract {
 *   protected GrantStore store() {
 *     database.clear();
 *     return new MyGrantStore(database);
 *   }
 * }
 * }</pre>
 *
 * <p>The races use 64 threads: a connection pool may be smaller, but must let them wait for some
 * seconds. Leases of 20 ms are waited for by the store's clock, so that clock must go.
 */
public abstract class GrantStoreContract extends GrantStoreRaces {

  /** For subclasses. */
  protected GrantStoreContract() {}

  /** A store without grants and revocations; asked for once in every test. */
  @Override
  protected abstract GrantStore store();
}
