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
  private final String update;
  private final String insert;
  private final String delete;
  private final String due;
  private final String postpone;

  RevocationTable(TablePrefix prefix) {
    this.update =
        prefix.in(
            "UPDATE accountlink_revocation SET due_at = ?, tries = ?, sealed = ?"
                + " WHERE revocation_id = ?");
    this.insert =
        prefix.in(
            "INSERT INTO accountlink_revocation (due_at, tries, sealed, revocation_id)"
                + " VALUES (?, ?, ?, ?)");
    this.delete = prefix.in("DELETE FROM accountlink_revocation WHERE revocation_id = ?");
    this.due =
        prefix.in(
            "SELECT revocation_id, due_at, tries, sealed FROM accountlink_revocation"
                + " WHERE due_at <= ? ORDER BY due_at FETCH FIRST ? ROWS ONLY");
    this.postpone =
        prefix.in(
            "UPDATE accountlink_revocation SET due_at = ?"
                + " WHERE revocation_id = ? AND due_at = ?");
  }

  /** Whether it was there. */
  boolean update(Handle handle, SealedRevocation revocation) {
    return handle
            .createUpdate(update)
            .bind(0, revocation.due().toEpochMilli())
            .bind(1, revocation.tries())
            .bind(2, revocation.sealed())
            .bind(3, ExactKey.spelling(revocation.id()))
            .execute()
        == 1;
  }

  void insert(Handle handle, SealedRevocation revocation) {
    handle
        .createUpdate(insert)
        .bind(0, revocation.due().toEpochMilli())
        .bind(1, revocation.tries())
        .bind(2, revocation.sealed())
        .bind(3, ExactKey.spelling(revocation.id()))
        .execute();
  }

  int delete(Handle handle, String id) {
    return handle.createUpdate(delete).bind(0, ExactKey.spelling(id)).execute();
  }

  /** What others took between the reading and the taking is made up for by what is due next. */
  List<SealedRevocation> takeDue(Handle handle, Instant now, Instant until, int limit) {
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

  private List<SealedRevocation> due(Handle handle, Instant now, int limit) {
    return handle
        .createQuery(due)
        .bind(0, now.toEpochMilli())
        .bind(1, limit)
        .map(RevocationTable::read)
        .list();
  }

  /** Whether nobody else did so since it was read. */
  private boolean postpone(Handle handle, SealedRevocation one, Instant until) {
    return handle
            .createUpdate(postpone)
            .bind(0, until.toEpochMilli())
            .bind(1, ExactKey.spelling(one.id()))
            .bind(2, one.due().toEpochMilli())
            .execute()
        == 1;
  }

  private static SealedRevocation read(ResultSet row, StatementContext context)
      throws SQLException {
    return new SealedRevocation(
        ExactKey.spelled(row.getString(1)),
        Instant.ofEpochMilli(row.getLong(2)),
        row.getInt(3),
        row.getString(4));
  }
}
