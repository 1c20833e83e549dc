package dev.accountlink.jdbc;

import java.sql.DatabaseMetaData;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.MetaData.MetaDataValueProvider;

/** The databases there are scripts for, and all that differs from one to another. */
enum Dialect {
  H2("H2", "CAST(EXTRACT(EPOCH FROM CURRENT_TIMESTAMP(3)) * 1000 AS BIGINT)", ""),

  /** What calls itself so: YugabyteDB and CockroachDB do as well. */
  POSTGRESQL("PostgreSQL", "CAST(EXTRACT(EPOCH FROM CURRENT_TIMESTAMP(3)) * 1000 AS BIGINT)", ""),

  /**
   * UTC, because an hour comes twice where summer time ends. In a host's transaction it reads what
   * was there when that transaction first read, unless it is asked for a lock.
   */
  MARIADB(
      "MariaDB",
      "TIMESTAMPDIFF(MICROSECOND, '1970-01-01 00:00:00', UTC_TIMESTAMP(3)) DIV 1000",
      " LOCK IN SHARE MODE");

  private final String product;
  private final String milliseconds;
  private final String newest;

  Dialect(String product, String milliseconds, String newest) {
    this.product = product;
    this.milliseconds = milliseconds;
    this.newest = newest;
  }

  /**
   * The dialect of a connection.
   *
   * @throws IllegalArgumentException when there are no scripts for this database
   */
  static Dialect of(Handle handle) {
    MetaDataValueProvider<String> name = DatabaseMetaData::getDatabaseProductName;
    String product = handle.queryMetadata(name);
    return Arrays.stream(values())
        .filter(one -> one.product.equals(product))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There are no tables of Accountlink for %s, only for %s."
                        .formatted(product, known())));
  }

  /** What it calls itself. */
  String product() {
    return product;
  }

  private static String known() {
    return Arrays.stream(values()).map(one -> one.product).collect(Collectors.joining(", "));
  }

  /** Where the scripts are, below {@code accountlink/db/migration}. */
  String folder() {
    return switch (this) {
      case H2 -> "h2";
      case POSTGRESQL -> "postgresql";
      case MARIADB -> "mariadb";
    };
  }

  /**
   * Finds a row when a commit is answered before it is written, so that it may be lost when the
   * server is killed or, with an H2 of the host's own, the host.
   */
  String lateCommits() {
    return switch (this) {
      case H2 ->
          "SELECT 1 FROM INFORMATION_SCHEMA.SETTINGS WHERE SETTING_NAME = 'WRITE_DELAY'"
              + " AND SETTING_VALUE <> '0' AND DATABASE_PATH() IS NOT NULL";
      case POSTGRESQL -> "SELECT 1 WHERE current_setting('synchronous_commit', true) = 'off'";
      case MARIADB -> "SELECT 1 FROM DUAL WHERE @@innodb_flush_log_at_trx_commit <> 1";
    };
  }

  /** What makes it write at each commit. */
  String timelyCommits() {
    return switch (this) {
      case H2 -> "add ;WRITE_DELAY=0 to its address, or run SET WRITE_DELAY 0 as its administrator";
      case POSTGRESQL -> "set synchronous_commit to on";
      case MARIADB -> "set innodb_flush_log_at_trx_commit to 1";
    };
  }

  /**
   * What time it is where the rows are, in milliseconds since 1970 in UTC, as a part of a
   * statement. A database that looks at the clock once for each transaction gives leases that are
   * too short by the time since its beginning, never too long: their holder counts from before it
   * asked.
   */
  String milliseconds() {
    return milliseconds;
  }

  /** The end of a query under a user's lock that must see what the lock was waited for. */
  String newest() {
    return newest;
  }
}
