package dev.accountlink.examples.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * PostgreSQL on this machine. The embedded server runs without fsync, which look-ups never need.
 */
final class RealPostgreSql implements BenchmarkDatabase {
  private final Path folder;
  private final EmbeddedPostgres server;
  private final HikariDataSource pool;
  private final HikariDataSource fillingPool;

  private RealPostgreSql(Path folder, EmbeddedPostgres server) {
    this.folder = folder;
    this.server = server;
    String url = server.getJdbcUrl("postgres", "postgres");
    this.pool = BenchmarkDatabase.pooled(url, "postgres");
    this.fillingPool = BenchmarkDatabase.pooled(url + "&reWriteBatchedInserts=true", "postgres");
  }

  static RealPostgreSql in(Path folder) {
    Folders.delete(folder);
    try {
      EmbeddedPostgres server =
          EmbeddedPostgres.builder()
              .setOverrideWorkingDirectory(folder.resolveSibling("postgresql-programs").toFile())
              .setDataDirectory(folder)
              .setServerConfig("synchronous_commit", "on")
              .setServerConfig("max_wal_size", "4GB")
              .setServerConfig("maintenance_work_mem", "512MB")
              .setPGStartupWait(Duration.ofMinutes(3))
              .start();
      return new RealPostgreSql(folder, server);
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL does not start.", e);
    }
  }

  @Override
  public String title() {
    return "PostgreSQL " + Sql.text(pool, "SHOW server_version") + ", on the same machine";
  }

  @Override
  public double limit() {
    return 1.5;
  }

  @Override
  public HikariDataSource pool() {
    return pool;
  }

  @Override
  public HikariDataSource fillingPool() {
    return fillingPool;
  }

  @Override
  public int batch(int lookups) {
    return lookups;
  }

  @Override
  public List<String> withoutIndexes() {
    return List.of(
        "ALTER TABLE accountlink_link DROP CONSTRAINT accountlink_link_pkey",
        "DROP INDEX accountlink_link_user",
        "DROP INDEX accountlink_link_label");
  }

  @Override
  public List<String> withIndexes() {
    return List.of(
        "ALTER TABLE accountlink_link ADD PRIMARY KEY (identity_key)",
        "CREATE INDEX accountlink_link_user ON accountlink_link (user_key)",
        "CREATE INDEX accountlink_link_label ON accountlink_link (label_key)");
  }

  @Override
  public void settle() {
    Sql.execute(pool, List.of("VACUUM ANALYZE accountlink_link", "CHECKPOINT"));
  }

  @Override
  public long bytesOnDisk() {
    return Long.parseLong(
        Sql.text(pool, "SELECT pg_total_relation_size('accountlink_link')::text"));
  }

  @Override
  public String explain() {
    return "EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, TIMING OFF, SUMMARY OFF) ";
  }

  @Override
  public void close() {
    pool.close();
    fillingPool.close();
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL does not stop.", e);
    }
    Folders.delete(folder);
  }
}
