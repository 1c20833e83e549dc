package dev.accountlink.jdbc;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.JdbiException;

/** What a database means by its refusals. */
final class Trouble {
  /** Serialization failure, deadlock, H2's lock time-out and its update of a row just changed. */
  private static final Set<String> LOST_TO_ANOTHER = Set.of("40001", "40P01", "HYT00", "90131");

  /** MariaDB's lock time-out, deadlock, and row changed since it was read; it says HY000. */
  private static final Set<Integer> MARIADB_LOST_TO_ANOTHER = Set.of(1205, 1213, 1020);

  /** H2: the connection is broken, the database has been closed, it is closed already. */
  private static final Set<String> H2_ENDED = Set.of("90067", "90098", "90121");

  private static final Set<String> NO_SUCH_TABLE = Set.of("42P01", "42S02", "42S03", "42S04");

  private static final Pattern FULL_DISK =
      Pattern.compile("No space left|not enough space|[Qq]uota exceeded");

  private Trouble() {}

  static boolean isLostToAnother(JdbiException e) {
    return LOST_TO_ANOTHER.contains(stateOf(e))
        || (stateOf(e).equals("HY000") && MARIADB_LOST_TO_ANOTHER.contains(codeOf(e)));
  }

  static boolean isRefusedByConstraint(JdbiException e) {
    return stateOf(e).startsWith("23");
  }

  static boolean isNoSuchTable(JdbiException e) {
    return NO_SUCH_TABLE.contains(stateOf(e));
  }

  /**
   * Databases quote values in what they say about constraints (class 23) and data (class 22), and
   * Jdbi quotes what was bound.
   */
  static JdbcStoreException withoutValues(JdbiException e) {
    String state = stateOf(e);
    String message = told(e, state);
    Optional<SQLException> cause = sqlException(e);
    return cause.isEmpty() || state.startsWith("22") || state.startsWith("23")
        ? new JdbcStoreException(message)
        : new JdbcStoreException(message, cause.get());
  }

  private static String told(JdbiException e, String state) {
    if (e instanceof ConnectionException) {
      return "There is no connection to the database (SQLState %s). Is it up, and is the pool large enough?"
          .formatted(state);
    }
    String refused = "The database refused a statement of Accountlink (SQLState " + state + ").";
    if (isNoSuchTable(e)) {
      return refused + " Is Schema.migrate called, and is the table prefix the same everywhere?";
    }
    if (state.startsWith("22")) {
      return refused
          + " It cannot keep one of the texts: does its character set hold all of Unicode?";
    }
    if (isReadOnly(e)) {
      return refused + " It is read-only: nothing can be stored until that is changed.";
    }
    if (isFull(e)) {
      return refused + " It has no room left: nothing can be stored until it has.";
    }
    if (state.startsWith("08") || state.startsWith("57P") || H2_ENDED.contains(state)) {
      return refused + " The connection ended meanwhile.";
    }
    return refused;
  }

  private static boolean isReadOnly(JdbiException e) {
    return Set.of("25006", "90097").contains(stateOf(e))
        || Set.of(1290, 1792, 1836).contains(codeOf(e));
  }

  private static boolean isFull(JdbiException e) {
    return stateOf(e).equals("53100") || Set.of(1021, 1114).contains(codeOf(e)) || isDiskFull(e);
  }

  /** H2 has no state of its own for it, and passes on what the system said. */
  private static boolean isDiskFull(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException && FULL_DISK.matcher(String.valueOf(cause)).find()) {
        return true;
      }
    }
    return false;
  }

  static String stateOf(JdbiException e) {
    return sqlException(e).map(SQLException::getSQLState).orElse("unknown");
  }

  private static int codeOf(JdbiException e) {
    return sqlException(e).map(SQLException::getErrorCode).orElse(0);
  }

  private static Optional<SQLException> sqlException(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return Optional.of(sql);
      }
    }
    return Optional.empty();
  }
}
