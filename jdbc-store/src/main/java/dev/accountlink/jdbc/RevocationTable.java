package dev.accountlink.jdbc;

import dev.accountlink.spi.SealedRevocation;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** The statements on {@code accountlink_revocation}, and how a row is read. */
final class RevocationTable {
  private RevocationTable() {}

  /** Whether it was there. */
  static boolean update(Handle handle, SealedRevocation revocation) {
    return handle
            .createUpdate(
                "UPDATE accountlink_revocation SET due_at = ?, tries = ?, sealed = ?"
                    + " WHERE revocation_id = ?")
            .bind(0, revocation.due().toEpochMilli())
            .bind(1, revocation.tries())
            .bind(2, revocation.sealed())
            .bind(3, ExactKey.spelling(revocation.id()))
            .execute()
        == 1;
  }

  static void insert(Handle handle, SealedRevocation revocation) {
    handle
        .createUpdate(
            "INSERT INTO accountlink_revocation (due_at, tries, sealed, revocation_id)"
                + " VALUES (?, ?, ?, ?)")
        .bind(0, revocation.due().toEpochMilli())
        .bind(1, revocation.tries())
        .bind(2, revocation.sealed())
        .bind(3, ExactKey.spelling(revocation.id()))
        .execute();
  }

  static int delete(Handle handle, String id) {
    return handle
        .createUpdate("DELETE FROM accountlink_revocation WHERE revocation_id = ?")
        .bind(0, ExactKey.spelling(id))
        .execute();
  }

  /** What others took between the reading and the taking is made up for by what is due next. */
  static List<SealedRevocation> takeDue(Handle handle, Instant now, Instant until, int limit) {
    List<SealedRevocation> taken = new ArrayList<>();
    boolean missedSome;
    do {
      List<SealedRevocation> due = due(handle, now, limit - taken.size());
      List<SealedRevocation> mine =
          due.stream()
              // one order for everybody, so that two who take the same wait only for each other
              .sorted(Comparator.comparing(SealedRevocation::id))
              .filter(one -> postpone(handle, one, until))
              .toList();
      taken.addAll(mine);
      missedSome = mine.size() < due.size();
    } while (missedSome);
    return taken.stream().sorted(Comparator.comparing(SealedRevocation::due)).toList();
  }

  private static List<SealedRevocation> due(Handle handle, Instant now, int limit) {
    return handle
        .createQuery(
            "SELECT revocation_id, due_at, tries, sealed FROM accountlink_revocation"
                + " WHERE due_at <= ? ORDER BY due_at FETCH FIRST ? ROWS ONLY")
        .bind(0, now.toEpochMilli())
        .bind(1, limit)
        .map(RevocationTable::read)
        .list();
  }

  /** Whether nobody else did so since it was read. */
  private static boolean postpone(Handle handle, SealedRevocation one, Instant until) {
    return handle
            .createUpdate(
                "UPDATE accountlink_revocation SET due_at = ?"
                    + " WHERE revocation_id = ? AND due_at = ?")
            .bind(0, until.toEpochMilli())
            .bind(1, ExactKey.spelling(one.id()))
            .bind(2, one.due().toEpochMilli())
            .execute()
        == 1;
  }

  private static SealedRevocation read(ResultSet row, StatementContext context)
      throws SQLException {
    return new SealedRevocation(
        ExactKey.spelled(row.getString("revocation_id")),
        Instant.ofEpochMilli(row.getLong("due_at")),
        row.getInt("tries"),
        row.getString("sealed"));
  }
}
