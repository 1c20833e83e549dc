package dev.accountlink.jdbc;

import java.util.Optional;
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
 * <p>Inside a transaction that the host began, on a handle that it gave or on the same {@link Jdbi}
 * and thread, statements take part in it and nothing is retried: that is for whoever began it.
 */
final class Database {
  /** About how many may win before one under a rush. */
  static final int TRIES = Retries.MOST;

  private static final String SAVEPOINT = "accountlink_before_change";

  private final Jdbi jdbi;
  private final Optional<Handle> given;
  private final boolean apart;

  Database(Jdbi jdbi) {
    this(jdbi, Optional.empty(), false);
  }

  private Database(Jdbi jdbi, Optional<Handle> given, boolean apart) {
    this.jdbi = jdbi;
    this.given = given;
    this.apart = apart;
  }

  static Database over(DataSource dataSource) {
    return new Database(Jdbi.create(new OwnConnections(dataSource)));
  }

  /** The same on connections of its own, which take no part in what the host began. */
  Database apart() {
    return new Database(jdbi, Optional.empty(), true);
  }

  /** The same on a connection of the host's. */
  Database on(Handle handle) {
    return new Database(jdbi, Optional.of(handle), false);
  }

  /** Runs one statement. */
  <T> T statement(Function<Handle, T> work) {
    return retrying(
        () ->
            connected(
                handle -> handle.isInTransaction() ? joined(handle, work) : work.apply(handle)),
        () -> true);
  }

  /**
   * Runs all or nothing. READ COMMITTED whatever the host's default is: what is decided here stands
   * on locked rows, and a higher level only adds failures.
   */
  <T> T transaction(Function<Handle, T> work) {
    return retrying(() -> inTransaction(work), () -> true);
  }

  /**
   * The same where an attempt may come to nothing because it was refused for a row that is gone
   * again, so that another one is worth it.
   */
  <T> T decided(Function<Handle, Optional<T>> attempt) {
    for (int tries = 0; tries < TRIES; tries++) {
      Optional<T> decided = transaction(attempt);
      if (decided.isPresent()) {
        return decided.get();
      }
    }
    throw new JdbcStoreException(
        "The database refused a row for another one that it does not show, as a transaction does"
            + " that sees only what was there when it began. Roll back and begin it again.");
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
                ? joined(handle, work)
                : handle.inTransaction(TransactionIsolationLevel.READ_COMMITTED, work::apply));
  }

  /** In the host's transaction, where a failure is told at once: nothing can be tried again. */
  private static <T> T joined(Handle handle, Function<Handle, T> work) {
    try {
      return work.apply(handle);
    } catch (JdbiException e) {
      throw Trouble.withoutValues(e);
    }
  }

  private <T> T connected(Function<Handle, T> work) {
    if (given.isPresent()) {
      return work.apply(given.get());
    }
    if (!apart) {
      return jdbi.withHandle(work::apply);
    }
    try (Handle handle = jdbi.open()) {
      return work.apply(handle);
    }
  }

  private static <T> T retrying(Supplier<T> work, BooleanSupplier mayTryAgain) {
    Retries retries = new Retries();
    while (true) {
      try {
        return work.get();
      } catch (JdbiException e) {
        if (!Trouble.isLostToAnother(e) || !mayTryAgain.getAsBoolean() || !retries.waitForNext()) {
          throw Trouble.withoutValues(e);
        }
      }
    }
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
      if (!Trouble.isRefusedByConstraint(e)) {
        throw e;
      }
      // some databases do nothing more in a transaction after a refusal
      handle.rollbackToSavepoint(SAVEPOINT);
      return Optional.empty();
    }
    handle.releaseSavepoint(SAVEPOINT);
    return Optional.of(answer);
  }
}
