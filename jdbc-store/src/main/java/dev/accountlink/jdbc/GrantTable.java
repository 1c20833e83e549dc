package dev.accountlink.jdbc;

import dev.accountlink.model.GrantId;
import dev.accountlink.model.GrantKey;
import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.Purpose;
import dev.accountlink.model.UserId;
import dev.accountlink.spi.SealedGrant;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.Update;

/** The statements on {@code accountlink_grant}, and how a row is read. */
final class GrantTable {
  private final String select;
  private final String selectName;
  private final String insert;
  private final String replace;
  private final String delete;

  GrantTable(TablePrefix prefix) {
    this.select =
        prefix.in(
            "SELECT grant_id, grant_key, user_id, authority, subject, purpose, version, key_id,"
                + " sealed FROM accountlink_grant WHERE ");
    this.selectName = prefix.in("SELECT grant_id FROM accountlink_grant WHERE ");
    this.insert =
        prefix.in(
            "INSERT INTO accountlink_grant (grant_key, user_key, user_id, authority, subject,"
                + " purpose, version, key_id, sealed, grant_id, in_doubt)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, FALSE)");
    this.replace =
        prefix.in(
            "UPDATE accountlink_grant SET grant_key = ?, user_key = ?, user_id = ?, authority = ?,"
                + " subject = ?, purpose = ?, version = ?, key_id = ?, sealed = ?,"
                + " lease_holder = NULL, lease_until = NULL, in_doubt = FALSE"
                + " WHERE grant_id = ? AND version = ?");
    this.delete = prefix.in("DELETE FROM accountlink_grant WHERE grant_id = ?");
  }

  Optional<SealedGrant> find(Handle handle, GrantId id) {
    return one(handle, id, "");
  }

  /** Nobody else changes it until the transaction ends. */
  Optional<SealedGrant> lock(Handle handle, GrantId id) {
    return one(handle, id, " FOR UPDATE");
  }

  private Optional<SealedGrant> one(Handle handle, GrantId id, String lock) {
    return handle
        .createQuery(select + "grant_id = ?" + lock)
        .bind(0, row(id))
        .map(GrantTable::read)
        .findOne();
  }

  List<SealedGrant> findAll(Handle handle, UserId user) {
    return handle
        .createQuery(select + "user_key = ?")
        .bind(0, ExactKey.of(user))
        .map(GrantTable::read)
        .list();
  }

  /** Read along the primary key. */
  List<SealedGrant> notSealedBy(Handle handle, int keyId, Optional<GrantId> after, int limit) {
    return handle
        .createQuery(
            select + "key_id <> ? AND grant_id > ?" + " ORDER BY grant_id FETCH FIRST ? ROWS ONLY")
        .bind(0, keyId)
        .bind(1, after.map(GrantTable::row).orElse(""))
        .bind(2, limit)
        .map(GrantTable::read)
        .list();
  }

  boolean isNameTaken(Handle handle, GrantId id) {
    return nameOf(handle, "grant_id = ?", row(id)).isPresent();
  }

  boolean isKeyOfAnother(Handle handle, SealedGrant grant) {
    return nameOf(handle, "grant_key = ?", ExactKey.of(grant.key()))
        .filter(other -> !other.equals(row(grant.id())))
        .isPresent();
  }

  private Optional<String> nameOf(Handle handle, String condition, String key) {
    return handle
        .createQuery(selectName + condition + Dialect.of(handle).newest())
        .bind(0, key)
        .map((row, context) -> row.getString(1))
        .findOne();
  }

  void insert(Handle handle, SealedGrant grant) {
    Update statement = handle.createUpdate(insert);
    bind(statement, grant).execute();
  }

  /** One atomic step: whether it is the version before, and the change. */
  int replace(Handle handle, SealedGrant next) {
    Update statement = handle.createUpdate(replace);
    return bind(statement, next).bind(10, next.version() - 1).execute();
  }

  /** The same with the holder of the lease among the conditions. */
  int replace(Handle handle, SealedGrant next, String holder) {
    Update statement = handle.createUpdate(replace + " AND lease_holder = ?");
    return bind(statement, next)
        .bind(10, next.version() - 1)
        .bind(11, ExactKey.of(holder))
        .execute();
  }

  void delete(Handle handle, GrantId id) {
    handle.createUpdate(delete).bind(0, row(id)).execute();
  }

  /** Its row's key. */
  static String row(GrantId id) {
    return ExactKey.spelling(id.value());
  }

  private static Update bind(Update statement, SealedGrant grant) {
    GrantKey key = grant.key();
    return statement
        .bind(0, ExactKey.of(key))
        .bind(1, ExactKey.of(key.user()))
        .bind(2, key.user().value())
        .bind(3, key.identity().authority())
        .bind(4, key.identity().subject())
        .bind(5, key.purpose().name())
        .bind(6, grant.version())
        .bind(7, grant.keyId())
        .bind(8, grant.sealed())
        .bind(9, row(grant.id()));
  }

  private static SealedGrant read(ResultSet row, StatementContext context) throws SQLException {
    SealedGrant grant;
    try {
      IdentityKey identity = new IdentityKey(row.getString(4), row.getString(5));
      UserId user = new UserId(row.getString(3));
      grant =
          new SealedGrant(
              new GrantId(ExactKey.spelled(row.getString(1))),
              new GrantKey(user, identity, Purpose.valueOf(row.getString(6))),
              row.getLong(7),
              row.getInt(8),
              row.getString(9));
    } catch (IllegalArgumentException e) {
      throw notWhatItsKeySays();
    }
    if (!ExactKey.of(grant.key()).equals(row.getString(2))) {
      throw notWhatItsKeySays();
    }
    return grant;
  }

  /** Fails closed: such a row must not give anybody tokens. */
  private static JdbcStoreException notWhatItsKeySays() {
    return new JdbcStoreException(
        "A row of the table of grants was changed by hand, or the database's character set could not"
            + " keep it. Restore or delete it, and use a character set that holds all of Unicode.");
  }
}
