package dev.accountlink.jdbc;

import dev.accountlink.model.UserId;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * The lock on all links of a user: one row of {@code accountlink_user}, held until the transaction
 * ends. Links themselves would not do: whoever waited for them does not see those added meanwhile.
 */
final class UserLock {
  private UserLock() {}

  /** Waits for and takes the locks of these users, in one order for everybody. */
  static void take(Handle handle, UserId... users) {
    Stream.of(users).map(ExactKey::of).sorted().forEach(key -> take(handle, key));
  }

  private static void take(Handle handle, String key) {
    for (int attempt = 0; attempt < Database.TRIES; attempt++) {
      if (isThere(handle, key) || Database.isAccepted(handle, () -> insert(handle, key))) {
        return;
      }
    }
    throw new JdbcStoreException("The lock on a user's links could not be had.");
  }

  private static boolean isThere(Handle handle, String key) {
    List<String> locked =
        handle
            .createQuery("SELECT user_key FROM accountlink_user WHERE user_key = ? FOR UPDATE")
            .bind(0, key)
            .mapTo(String.class)
            .list();
    return !locked.isEmpty();
  }

  /** A row that only this transaction sees is a lock as well: others wait to insert the same. */
  private static void insert(Handle handle, String key) {
    handle
        .createUpdate("INSERT INTO accountlink_user (user_key) VALUES (?)")
        .bind(0, key)
        .execute();
  }

  /** For a user who is no more; the lock holds until the transaction ends. */
  static void dissolve(Handle handle, UserId user) {
    handle
        .createUpdate("DELETE FROM accountlink_user WHERE user_key = ?")
        .bind(0, ExactKey.of(user))
        .execute();
  }
}
