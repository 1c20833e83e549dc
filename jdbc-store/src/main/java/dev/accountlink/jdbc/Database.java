package dev.accountlink.jdbc;

import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/**
 * Statements and transactions on the host's data source, with what databases ask of everybody:
 * whoever lost to another transaction tries again. One connection at a time.
 *
 * <p>Inside a transaction that the host began on the same {@link Jdbi} and thread, statements take
 * part in it and nothing is retried: that is for whoever began it.
 */
final class Database {
  /** Losers come again at once, so under a rush this is about how many may win before one. */
  static final int TRIES = 12;

  /** Serialization failure, deadlock, H2's lock time-out and its update of a row just changed. */
  private static final Set<String> LOST_TO_ANOTHER = Set.of("40001", "40P01", "HYT00", "90131");

  private static final String SAVEPOINT = "accountlink_before_change";

  private final Jdbi jdbi;
  private final boolean apart;

  Database(Jdbi jdbi) {
    this(jdbi, false);
  }

  private Database(Jdbi jdbi, boolean apart) {
    this.jdbi = jdbi;
    this.apart = apart;
  }

  static Database over(DataSource dataSource) {
    return new Database(Jdbi.create(new OwnConnections(dataSource)));
  }

  /** The same on connections of its own, which take no part in what the host began. */
  Database apart() {
    return new Database(jdbi, true);
  }

  /** Runs one statement. */
  <T> T statement(Function<Handle, T> work) {
    return retrying(() -> connected(work), () -> true);
  }

  /**
   * Runs all or nothing. READ COMMITTED whatever the host's default is: what is decided here stands
   * on locked rows, and a higher level only adds failures.
   */
  <T> T transaction(Function<Handle, T> work) {
    return retrying(() -> inTransaction(work), () -> true);
  }

  /**
   * A transaction whose last step is the host's and may change what no rollback brings back. Once
   * that step has begun nothing is tried again, and what it throws is thrown as it is.
   */
  <S> boolean transactionEndingIn(Function<Handle, S> work, Predicate<S> lastStep) {
    LastStep<S> once = new LastStep<>(lastStep);
    try {
      return retrying(
          () -> inTransaction(handle -> once.test(work.apply(handle))), once::mayBeReachedAgain);
    } catch (LastStep.Failed e) {
      throw e.problem();
    }
  }

  private <T> T inTransaction(Function<Handle, T> work) {
    return connected(
        handle ->
            handle.isInTransaction()
                ? work.apply(handle)
                : handle.inTransaction(TransactionIsolationLevel.READ_COMMITTED, work::apply));
  }

  private <T> T connected(Function<Handle, T> work) {
    if (!apart) {
      return jdbi.withHandle(work::apply);
    }
    try (Handle handle = jdbi.open()) {
      return work.apply(handle);
    }
  }

  private <T> T retrying(Supplier<T> work, BooleanSupplier mayTryAgain) {
    for (int attempt = 1; ; attempt++) {
      try {
        return work.get();
      } catch (JdbiException e) {
        boolean lost = LOST_TO_ANOTHER.contains(stateOf(e));
        if (attempt == TRIES || !lost || !mayTryAgain.getAsBoolean() || isHostsTransaction()) {
          throw withoutValues(e);
        }
      }
    }
  }

  private boolean isHostsTransaction() {
    return !apart && jdbi.withHandle(Handle::isInTransaction);
  }

  /** Runs an insertion inside a transaction; false when a constraint refused it. */
  static boolean isAccepted(Handle handle, Runnable insertion) {
    return accepted(
            handle,
            () -> {
              insertion.run();
              return true;
            })
        .isPresent();
  }

  /** Runs a change inside a transaction; empty when a constraint refused it. */
  static <T> Optional<T> accepted(Handle handle, Supplier<T> change) {
    handle.savepoint(SAVEPOINT);
    T answer;
    try {
      answer = change.get();
    } catch (JdbiException e) {
      if (!isRefusedByConstraint(e)) {
        throw e;
      }
      // some databases do nothing more in a transaction after a refusal
      handle.rollbackToSavepoint(SAVEPOINT);
      return Optional.empty();
    }
    handle.releaseSavepoint(SAVEPOINT);
    return Optional.of(answer);
  }

  static boolean isRefusedByConstraint(JdbiException e) {
    return stateOf(e).startsWith("23");
  }

  /**
   * Databases quote values in what they say about constraints (class 23) and data (class 22), and
   * Jdbi quotes what was bound.
   */
  static JdbcStoreException withoutValues(JdbiException e) {
    String state = stateOf(e);
    String message = "The database refused a statement of Accountlink (SQLState " + state + ").";
    Optional<SQLException> cause = sqlException(e);
    return cause.isEmpty() || state.startsWith("22") || state.startsWith("23")
        ? new JdbcStoreException(message)
        : new JdbcStoreException(message, cause.get());
  }

  static String stateOf(JdbiException e) {
    return sqlException(e).map(SQLException::getSQLState).orElse("unknown");
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
