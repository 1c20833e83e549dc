package dev.accountlink.jdbc;

import dev.accountlink.model.GrantId;
import dev.accountlink.spi.GrantStore.Lease;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * The lease in a row of {@code accountlink_grant}, while that row is locked.
 *
 * @param version the version of the grant
 * @param held whether somebody took the lease, and neither gave it back nor stored anything
 * @param until to when, by the database's clock
 * @param inDoubt whether somebody before let a lease run out
 * @param now what that clock says
 */
record LeaseColumns(long version, boolean held, long until, boolean inDoubt, long now) {

  /** Decides in one transaction: whoever else asks waits for the row. */
  static Lease take(Handle handle, GrantId id, long version, String holder, Duration term) {
    Optional<LeaseColumns> known = lock(handle, id).filter(row -> row.version == version);
    if (known.isEmpty()) {
      return new Lease.Changed();
    }
    LeaseColumns row = known.get();
    if (row.held && row.until > row.now) {
      return new Lease.Held(Duration.ofMillis(row.until - row.now));
    }
    boolean inDoubt = row.inDoubt || row.held;
    handle
        .createUpdate(
            "UPDATE accountlink_grant SET lease_holder = ?, lease_until = ?, in_doubt = ?"
                + " WHERE grant_id = ?")
        .bind(0, ExactKey.of(holder))
        .bind(1, row.now + term.toMillis())
        .bind(2, inDoubt)
        .bind(3, GrantTable.row(id))
        .execute();
    return new Lease.Taken(inDoubt);
  }

  static int giveBack(Handle handle, GrantId id, String holder) {
    return handle
        .createUpdate(
            "UPDATE accountlink_grant SET lease_holder = NULL, lease_until = NULL"
                + " WHERE grant_id = ? AND lease_holder = ?")
        .bind(0, GrantTable.row(id))
        .bind(1, ExactKey.of(holder))
        .execute();
  }

  private static Optional<LeaseColumns> lock(Handle handle, GrantId id) {
    return handle
        .createQuery(
            "SELECT version, lease_holder, lease_until, in_doubt, "
                + DatabaseClock.MILLISECONDS
                + " AS now_is FROM accountlink_grant WHERE grant_id = ? FOR UPDATE")
        .bind(0, GrantTable.row(id))
        .map(LeaseColumns::read)
        .findOne();
  }

  private static LeaseColumns read(ResultSet row, StatementContext context) throws SQLException {
    return new LeaseColumns(
        row.getLong("version"),
        row.getString("lease_holder") != null,
        row.getLong("lease_until"),
        row.getBoolean("in_doubt"),
        row.getLong("now_is"));
  }
}
