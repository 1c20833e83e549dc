package dev.accountlink.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tables of this module, and the scripts that make them.
 *
 * <p>A host either calls {@link #migrate(DataSource) migrate} when it starts, on every node if it
 * likes, or lets Flyway run {@code classpath:accountlink/db/migration/} and {@code h2}, {@code
 * postgresql} or {@code mariadb}, with a history table of its own, and calls {@link
 * #check(DataSource) check}. Each script notes in {@code accountlink_schema} that it ran, so both
 * ways can follow on each other. Every statement of a script may be run twice; that, not a lock, is
 * what makes two nodes safe that start at once, because most databases end a transaction, and with
 * it every lock, before they change a table.
 *
 * <p>Tables are made, and looked for, where the data source's connections look first: in their
 * current schema.
 */
public final class Schema {
  private static final Logger LOG = LoggerFactory.getLogger(Schema.class);
  private static final List<String> SCRIPTS = List.of("V1__accountlink.sql");

  private Schema() {}

  /**
   * Brings the tables up to what this version needs. Does nothing when they are.
   *
   * @throws IllegalStateException when a newer version of this module has been here
   * @throws IllegalArgumentException when there are no scripts for this database
   * @throws JdbcStoreException when the database refuses, for want of rights for example
   */
  public static void migrate(DataSource dataSource) {
    migrate(dataSource, TablePrefix.DEFAULT);
  }

  /** The same for tables with a prefix of the host's own. */
  public static void migrate(DataSource dataSource, TablePrefix prefix) {
    Jdbi jdbi = Jdbi.create(new OwnConnections(dataSource));
    for (int version = versionOf(jdbi, prefix) + 1; version <= SCRIPTS.size(); version++) {
      run(jdbi, prefix, version);
    }
    check(dataSource, prefix);
  }

  /**
   * Sees whether the tables are what this version needs, and changes nothing. Warns in the log when
   * the database answers a commit before it has written it, as H2 does by itself.
   *
   * @throws IllegalStateException when they are not; the message says what to do
   * @throws JdbcStoreException when the database cannot be asked
   */
  public static void check(DataSource dataSource) {
    check(dataSource, TablePrefix.DEFAULT);
  }

  /** The same for tables with a prefix of the host's own. */
  public static void check(DataSource dataSource, TablePrefix prefix) {
    Jdbi jdbi = Jdbi.create(new OwnConnections(dataSource));
    int version = versionOf(jdbi, prefix);
    if (version < SCRIPTS.size()) {
      throw new IllegalStateException(
          "The tables of Accountlink are at version %d, and %d is needed. Call Schema.migrate or run %s."
              .formatted(version, SCRIPTS.size(), SCRIPTS.get(version)));
    }
    if (version > SCRIPTS.size()) {
      throw new IllegalStateException(
          "The tables of Accountlink are at version %d, and this release knows only %d. Start the newer release."
              .formatted(version, SCRIPTS.size()));
    }
    warnOfLateCommits(jdbi);
  }

  /** Who was told that it is done would be told wrong; a provider kills a grant for that. */
  private static void warnOfLateCommits(Jdbi jdbi) {
    try {
      jdbi.useHandle(
          handle -> {
            Dialect dialect = Dialect.of(handle);
            if (handle
                .createQuery(dialect.lateCommits())
                .mapTo(Integer.class)
                .findOne()
                .isPresent()) {
              LOG.warn(
                  "{} answers before it has written what was committed: a crash may lose links and"
                      + " tokens that it was given just before. To prevent that, {}.",
                  dialect.product(),
                  dialect.timelyCommits());
            }
          });
    } catch (JdbiException e) {
      throw Trouble.withoutValues(e);
    }
  }

  private static int versionOf(Jdbi jdbi, TablePrefix prefix) {
    try {
      return jdbi.withHandle(
          handle ->
              handle
                  .createQuery(prefix.in("SELECT MAX(version) FROM accountlink_schema"))
                  .map((row, context) -> row.getInt(1))
                  .one());
    } catch (JdbiException e) {
      if (Trouble.isNoSuchTable(e)) {
        return 0;
      }
      throw Trouble.withoutValues(e);
    }
  }

  /** Another node may be doing the same at this moment, so what it did is looked at again. */
  private static void run(Jdbi jdbi, TablePrefix prefix, int version) {
    Retries retries = new Retries();
    while (true) {
      try {
        jdbi.useHandle(handle -> execute(handle, prefix, SCRIPTS.get(version - 1)));
        return;
      } catch (JdbiException e) {
        if (versionOf(jdbi, prefix) >= version) {
          return;
        }
        if (!retries.waitForNext()) {
          throw Trouble.withoutValues(e);
        }
      }
    }
  }

  private static void execute(Handle handle, TablePrefix prefix, String script) {
    String folder = Dialect.of(handle).folder();
    handle
        .createScript(prefix.in(read("/accountlink/db/migration/" + folder + "/" + script)))
        .executeAsSeparateStatements();
  }

  private static String read(String resource) {
    try (InputStream in = Schema.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("The script " + resource + " is missing from the jar.");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("The script " + resource + " cannot be read.", e);
    }
  }
}
