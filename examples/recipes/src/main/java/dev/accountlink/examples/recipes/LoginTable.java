package dev.accountlink.examples.recipes;

import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.Link;
import dev.accountlink.model.UserId;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/** The host's own table of who signs in from where, {@code login.sql}, and what is done to it. */
public record LoginTable(Jdbi jdbi) {

  Optional<Link> at(IdentityKey key) {
    return select("issuer = ? AND subject = ?", key.authority(), key.subject()).stream().findAny();
  }

  List<Link> of(UserId user) {
    return select("user_name = ?", user.value());
  }

  List<UserId> users(String after, int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("A page has at least one user, not " + limit + ".");
    }
    String sql = "SELECT DISTINCT user_name FROM login WHERE user_name > ? ORDER BY 1 LIMIT ?";
    return jdbi.withHandle(
        handle ->
            handle
                .select(sql, after, limit)
                .map((row, context) -> new UserId(row.getString(1)))
                .list());
  }

  int add(Link link) {
    return execute(
        "INSERT INTO login (user_name, issuer, subject) VALUES (?, ?, ?)",
        link.user().value(),
        link.identity().authority(),
        link.identity().subject());
  }

  int delete(IdentityKey key) {
    return execute(
        "DELETE FROM login WHERE issuer = ? AND subject = ?", key.authority(), key.subject());
  }

  int deleteAll(UserId user) {
    return execute("DELETE FROM login WHERE user_name = ?", user.value());
  }

  int give(UserId from, UserId to) {
    return execute("UPDATE login SET user_name = ? WHERE user_name = ?", to.value(), from.value());
  }

  /**
   * Runs all or nothing while nobody else, on whichever node, does the same. READ COMMITTED, or the
   * database may show what was there before the wait.
   */
  <T> T alone(Supplier<T> work) {
    return jdbi.inTransaction(
        TransactionIsolationLevel.READ_COMMITTED,
        handle -> {
          handle.select("SELECT id FROM login_lock WHERE id = 1 FOR UPDATE").mapTo(int.class).one();
          return work.get();
        });
  }

  /** Inside {@link #alone} this is on the same connection: Jdbi keeps it with the thread. */
  private List<Link> select(String where, Object... values) {
    String sql = "SELECT user_name, issuer, subject FROM login WHERE " + where;
    return jdbi.withHandle(
        handle ->
            handle
                .select(sql, values)
                .map(
                    (row, context) ->
                        new Link(
                            new UserId(row.getString(1)),
                            new IdentityKey(row.getString(2), row.getString(3)),
                            Optional.empty()))
                .list());
  }

  private int execute(String sql, Object... values) {
    return jdbi.withHandle(handle -> handle.execute(sql, values));
  }
}
