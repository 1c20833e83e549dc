package dev.accountlink.jdbc;

import dev.accountlink.model.GrantId;
import dev.accountlink.spi.GrantStore.Lease;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** The statements on the leases in {@code accountlink_grant}. */
final class LeaseTable {
  private final String columns;
  private final String rest;
  private final String take;
  private final String giveBack;

  LeaseTable(TablePrefix prefix) {
    this.columns = "SELECT version, lease_holder, lease_until, in_doubt, ";
    this.rest = prefix.in(" FROM accountlink_grant WHERE grant_id = ? FOR UPDATE");
    this.take =
        prefix.in(
            "UPDATE accountlink_grant SET lease_holder = ?, lease_until = ?, in_doubt = ?"
                + " WHERE grant_id = ?");
    this.giveBack =
        prefix.in(
            "UPDATE accountlink_grant SET lease_holder = NULL, lease_until = NULL"
                + " WHERE grant_id = ? AND lease_holder = ?");
  }

  /** Decides in one transaction: whoever else asks waits for the row. */
  Lease take(Handle handle, GrantId id, long version, String holder, Duration term) {
    Optional<Columns> known = lock(handle, id).filter(row -> row.version == version);
    if (known.isEmpty()) {
      return new Lease.Changed();
    }
    Columns row = known.get();
    if (row.held && row.until > row.now) {
      return new Lease.Held(Duration.ofMillis(row.until - row.now));
    }
    boolean inDoubt = row.inDoubt || row.held;
    handle
        .createUpdate(take)
        .bind(0, ExactKey.of(holder))
        .bind(1, row.now + term.toMillis())
        .bind(2, inDoubt)
        .bind(3, GrantTable.row(id))
        .execute();
    return new Lease.Taken(inDoubt);
  }

  int giveBack(Handle handle, GrantId id, String holder) {
    return handle
        .createUpdate(giveBack)
        .bind(0, GrantTable.row(id))
        .bind(1, ExactKey.of(holder))
        .execute();
  }

  private Optional<Columns> lock(Handle handle, GrantId id) {
    return handle
        .createQuery(columns + Dialect.of(handle).milliseconds() + rest)
        .bind(0, GrantTable.row(id))
        .map(LeaseTable::read)
        .findOne();
  }

  private static Columns read(ResultSet row, StatementContext context) throws SQLException {
    return new Columns(
        row.getLong(1),
        row.getString(2) != null,
        row.getLong(3),
        row.getBoolean(4),
        row.getLong(5));
  }

  /**
   * A row while it is locked.
   *
   * @param version the version of the grant
   * @param held whether somebody took the lease, and neither gave it back nor stored anything
   * @param until to when, by the database's clock
   * @param inDoubt whether somebody before let a lease run out
   * @param now what that clock says
   */
  private record Columns(long version, boolean held, long until, boolean inDoubt, long now) {}
}
