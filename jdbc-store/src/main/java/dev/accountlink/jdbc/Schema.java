package dev.accountlink.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.DatabaseMetaData;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.MetaData.MetaDataValueProvider;

/**
 * The tables of this module, and the scripts that make them.
 *
 * <p>A host either calls {@link #migrate} when it starts, on every node if it likes, or lets Flyway
 * run {@code classpath:accountlink/db/migration/h2} with a history table of its own and calls
 * {@link #check}. Each script notes in {@code accountlink_schema} that it ran, so both ways can
 * follow on each other. Every statement of a script may be run twice; that, not a lock, is what
 * makes two nodes safe that start at once, because most databases end a transaction, and with it
 * every lock, before they change a table.
 */
public final class Schema {
  private static final List<String> SCRIPTS = List.of("V1__accountlink.sql");
  private static final Map<String, String> FOLDERS = Map.of("H2", "h2");
  private static final int TRIES = 12;

  private Schema() {}

  /**
   * Brings the tables up to what this version needs. Does nothing when they are.
   *
   * @throws IllegalStateException when a newer version of this module has been here
   * @throws IllegalArgumentException when there are no scripts for this database
   * @throws JdbcStoreException when the database refuses, for want of rights for example
   */
  public static void migrate(DataSource dataSource) {
    Jdbi jdbi = Jdbi.create(new OwnConnections(dataSource));
    for (int version = versionOf(jdbi) + 1; version <= SCRIPTS.size(); version++) {
      run(jdbi, version);
    }
    check(dataSource);
  }

  /**
   * Sees whether the tables are what this version needs, and changes nothing.
   *
   * @throws IllegalStateException when they are not; the message says what to do
   * @throws JdbcStoreException when the database cannot be asked
   */
  public static void check(DataSource dataSource) {
    int version = versionOf(Jdbi.create(new OwnConnections(dataSource)));
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
  }

  private static int versionOf(Jdbi jdbi) {
    try {
      return jdbi.withHandle(
          handle ->
              handle
                  .createQuery("SELECT MAX(version) FROM accountlink_schema")
                  .map((row, context) -> row.getInt(1))
                  .one());
    } catch (JdbiException e) {
      // class 42: there is no such table yet
      if (Database.stateOf(e).startsWith("42")) {
        return 0;
      }
      throw Database.withoutValues(e);
    }
  }

  /** Another node may be doing the same at this moment, so what it did is looked at again. */
  private static void run(Jdbi jdbi, int version) {
    for (int attempt = 1; ; attempt++) {
      try {
        jdbi.useHandle(handle -> execute(handle, SCRIPTS.get(version - 1)));
        return;
      } catch (JdbiException e) {
        if (versionOf(jdbi) >= version) {
          return;
        }
        if (attempt == TRIES) {
          throw Database.withoutValues(e);
        }
      }
    }
  }

  private static void execute(Handle handle, String script) {
    MetaDataValueProvider<String> name = DatabaseMetaData::getDatabaseProductName;
    String product = handle.queryMetadata(name);
    String folder =
        Optional.ofNullable(FOLDERS.get(product))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "There are no tables of Accountlink for %s yet, only for %s."
                            .formatted(product, FOLDERS.keySet())));
    handle
        .createScript(read("/accountlink/db/migration/" + folder + "/" + script))
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
