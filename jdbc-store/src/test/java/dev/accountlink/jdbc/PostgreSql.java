package dev.accountlink.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.condition.OS;

/**
 * A real PostgreSQL: one server for all tests of a run, started when it is first asked for. Maven
 * brings the one for Linux; elsewhere, tests that want one are skipped.
 */
final class PostgreSql {
  /** A busy machine takes its time, and ten seconds, as is usual, are not enough there. */
  static final Duration PATIENCE = Duration.ofMinutes(3);

  private PostgreSql() {}

  private static final class Running {
    static final EmbeddedPostgres SERVER = start();

    private static EmbeddedPostgres start() {
      try {
        return unsafeButFast().start();
      } catch (IOException e) {
        throw new UncheckedIOException("PostgreSQL does not start.", e);
      }
    }
  }

  /** It forgets what it was told when the machine goes down, as no test lets it. */
  static EmbeddedPostgres.Builder unsafeButFast() {
    skipWhereThereIsNone();
    return EmbeddedPostgres.builder()
        .setServerConfig("fsync", "off")
        .setServerConfig("full_page_writes", "off")
        .setServerConfig("max_connections", "200")
        .setPGStartupWait(PATIENCE);
  }

  /** An empty database of its own. */
  static RealDatabase empty() {
    return emptyIn("UTF8");
  }

  private static void skipWhereThereIsNone() {
    Skipped.unless(
        OS.LINUX.isCurrentOs(),
        "Skipped tests on PostgreSQL: Maven brings the one for Linux. Run them there.");
  }

  /** The same in another character set. */
  static RealDatabase emptyIn(String characters) {
    skipWhereThereIsNone();
    String name = "test_" + UUID.randomUUID().toString().replace('-', '_');
    H2.execute(
        Running.SERVER.getPostgresDatabase(),
        "CREATE DATABASE "
            + name
            + " TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C' ENCODING '"
            + characters
            + "'");
    return new RealDatabase(Running.SERVER.getJdbcUrl("postgres", name));
  }
}
