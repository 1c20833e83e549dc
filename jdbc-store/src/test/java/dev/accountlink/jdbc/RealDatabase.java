package dev.accountlink.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * A database on a real server that tests have to themselves, and the pools on it.
 *
 * @param url with user and password
 * @param pools those to close in the end
 */
record RealDatabase(String url, List<HikariDataSource> pools) implements AutoCloseable {
  private static final List<String> TABLES = List.of("link", "user", "used", "grant", "revocation");

  RealDatabase(String url) {
    this(url, new CopyOnWriteArrayList<>());
  }

  /** The same with our tables. */
  RealDatabase withTables() {
    try (HikariDataSource pool = pool(changes -> changes.setMaximumPoolSize(1))) {
      Schema.migrate(pool);
    }
    return this;
  }

  /** A pool of its own, as every node has. */
  HikariDataSource pool() {
    return pool(changes -> {});
  }

  HikariDataSource pool(Consumer<HikariConfig> changes) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(8);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(60_000);
    changes.accept(config);
    HikariDataSource pool = new HikariDataSource(config);
    pools.add(pool);
    return pool;
  }

  /** Forgets all rows. */
  void clear(HikariDataSource pool) {
    TABLES.forEach(table -> H2.execute(pool, "DELETE FROM accountlink_" + table));
  }

  @Override
  public void close() {
    pools.forEach(HikariDataSource::close);
  }
}
