package dev.accountlink.jdbc;

import dev.accountlink.model.UserId;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * The lock on all links of a user: one row of {@code accountlink_user}, held until the transaction
 * ends. Links themselves would not do: whoever waited for them does not see those added meanwhile.
 *
 * <p>The row is written, not only locked. Where a transaction sees what was there when it began, a
 * database then tells whoever waited that it came too late, instead of showing it old links.
 */
final class UserLock {
  private final String write;
  private final String insert;
  private final String delete;

  UserLock(TablePrefix prefix) {
    this.write = prefix.in("UPDATE accountlink_user SET changes = changes + 1 WHERE user_key = ?");
    this.insert = prefix.in("INSERT INTO accountlink_user (user_key, changes) VALUES (?, 1)");
    this.delete = prefix.in("DELETE FROM accountlink_user WHERE user_key = ?");
  }

  /** Waits for and takes the locks of these users, in one order for everybody. */
  void take(Handle handle, UserId... users) {
    Stream.of(users).map(ExactKey::of).sorted().forEach(key -> take(handle, key));
  }

  /** A row that only this transaction sees is a lock as well: others wait to insert the same. */
  private void take(Handle handle, String key) {
    for (int attempt = 0; attempt < Database.TRIES; attempt++) {
      if (execute(handle, write, key) == 1
          || Database.isAccepted(handle, () -> execute(handle, insert, key))) {
        return;
      }
    }
    throw new JdbcStoreException("The lock on a user's links could not be had.");
  }

  /** For a user who is no more; the lock holds until the transaction ends. */
  void dissolve(Handle handle, UserId user) {
    execute(handle, delete, ExactKey.of(user));
  }

  private static int execute(Handle handle, String statement, String key) {
    return handle.createUpdate(statement).bind(0, key).execute();
  }
}
