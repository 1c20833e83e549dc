package dev.accountlink.examples.tinyforge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jdbi.v3.core.Jdbi;

/** The forge's database: H2 in one file. */
final class Database implements AutoCloseable {

  private final JdbcConnectionPool pool;
  private final Jdbi jdbi;

  private Database(JdbcConnectionPool pool) {
    this.pool = pool;
    this.jdbi = Jdbi.create(pool);
  }

  static Database open(Path folder) {
    Database database = new Database(JdbcConnectionPool.create(address(folder), "forge", ""));
    database.jdbi.useHandle(handle -> handle.createScript(schema()).execute());
    return database;
  }

  /**
   * Without a trace file, into which H2 writes what it refused: people's names and addresses. What
   * is committed is written at once: else it would be lost when this process is killed within half
   * a second.
   */
  private static String address(Path folder) {
    return "jdbc:h2:file:"
        + folder.toAbsolutePath().resolve("forge")
        + ";TRACE_LEVEL_FILE=0;WRITE_DELAY=0";
  }

  Jdbi jdbi() {
    return jdbi;
  }

  DataSource dataSource() {
    return pool;
  }

  @Override
  public void close() {
    pool.dispose();
  }

  private static String schema() {
    try (var schema = Database.class.getResourceAsStream("schema.sql")) {
      if (schema == null) {
        throw new IllegalStateException("schema.sql is missing from the class path");
      }
      return new String(schema.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
