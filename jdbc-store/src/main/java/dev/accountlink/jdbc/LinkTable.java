package dev.accountlink.jdbc;

import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.Link;
import dev.accountlink.model.LinkNote;
import dev.accountlink.model.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** The statements on {@code accountlink_link}, and how a row is read. */
final class LinkTable {
  private static final int MAX_LABEL = 255;

  /** Sorted here, because databases do not agree on where nulls come. */
  private static final Comparator<Link> OLDEST_FIRST =
      Comparator.comparing(link -> link.note().map(LinkNote::linkedAt).orElse(Instant.MIN));

  private final String byIdentity;
  private final String byUser;
  private final String insert;
  private final String owners;
  private final String labels;
  private final String delete;
  private final String deleteAll;
  private final String give;
  private final String see;

  LinkTable(TablePrefix prefix) {
    String columns = "authority, subject, user_id, label, linked_at, last_seen_at";
    String select = prefix.in("SELECT " + columns + " FROM accountlink_link WHERE ");
    this.byIdentity = select + "identity_key = ?";
    this.byUser = select + "user_key = ?";
    this.insert =
        prefix.in(
            "INSERT INTO accountlink_link (identity_key, authority, subject, user_key, user_id,"
                + " label, label_key, linked_at, last_seen_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
    this.owners =
        prefix.in(
            "SELECT user_key, user_id FROM accountlink_link WHERE user_key > ?"
                + " ORDER BY user_key FETCH FIRST ? ROWS ONLY");
    this.labels =
        prefix.in(
            "SELECT identity_key FROM accountlink_link"
                + " WHERE label_key = ? AND identity_key <> ? FETCH FIRST 1 ROWS ONLY");
    this.delete = prefix.in("DELETE FROM accountlink_link WHERE identity_key = ?");
    this.deleteAll = prefix.in("DELETE FROM accountlink_link WHERE user_key = ?");
    this.give =
        prefix.in("UPDATE accountlink_link SET user_key = ?, user_id = ? WHERE user_key = ?");
    this.see =
        prefix.in(
            "UPDATE accountlink_link SET label = ?, label_key = ?,"
                + " last_seen_at = COALESCE(?, last_seen_at)"
                + " WHERE identity_key = ? AND linked_at IS NOT NULL");
  }

  Optional<Link> find(Handle handle, IdentityKey identity) {
    return find(handle, identity, byIdentity);
  }

  /** Also when somebody else's transaction has just made it. */
  Optional<Link> findNewest(Handle handle, IdentityKey identity) {
    return find(handle, identity, byIdentity + Dialect.of(handle).newest());
  }

  private Optional<Link> find(Handle handle, IdentityKey identity, String sql) {
    Optional<Link> found =
        handle.createQuery(sql).bind(0, ExactKey.of(identity)).map(LinkTable::read).findOne();
    if (found.isPresent() && !found.get().identity().equals(identity)) {
      throw notWhatItsKeySays();
    }
    return found;
  }

  List<Link> findAll(Handle handle, UserId user) {
    return findAll(handle, user, byUser);
  }

  /** What is there now; only for whoever holds the user's lock. */
  List<Link> findAllNewest(Handle handle, UserId user) {
    return findAll(handle, user, byUser + Dialect.of(handle).newest());
  }

  private List<Link> findAll(Handle handle, UserId user, String sql) {
    List<Link> links =
        handle.createQuery(sql).bind(0, ExactKey.of(user)).map(LinkTable::read).list();
    for (Link link : links) {
      if (!link.user().equals(user)) {
        throw notWhatItsKeySays();
      }
    }
    return links.size() < 2 ? List.copyOf(links) : links.stream().sorted(OLDEST_FIRST).toList();
  }

  /**
   * In the order of their keys, which no collation can confuse. Rows are read along the index and
   * made users here: where a database groups them, it may read the whole rest for each page.
   */
  List<UserId> users(Handle handle, Optional<UserId> after, int limit) {
    List<UserId> users = new ArrayList<>();
    String last = after.map(ExactKey::of).orElse("");
    List<UserId> owners;
    do {
      owners = ownersAfter(handle, last, limit);
      owners.stream().distinct().limit(limit - users.size()).forEach(users::add);
      last = users.isEmpty() ? last : ExactKey.of(users.get(users.size() - 1));
    } while (users.size() < limit && owners.size() == limit);
    return List.copyOf(users);
  }

  private List<UserId> ownersAfter(Handle handle, String key, int limit) {
    return handle.createQuery(owners).bind(0, key).bind(1, limit).map(LinkTable::readUser).list();
  }

  /** One probe of an index, as the key holds authority and label. */
  boolean isLabelOfAnother(Handle handle, IdentityKey identity, String label) {
    Optional<String> key = labelKey(identity, label);
    return key.isPresent()
        && handle
            .createQuery(labels)
            .bind(0, key.get())
            .bind(1, ExactKey.of(identity))
            .mapTo(String.class)
            .findOne()
            .isPresent();
  }

  void insert(Handle handle, Link link) {
    Optional<LinkNote> note = link.note();
    handle
        .createUpdate(insert)
        .bind(0, ExactKey.of(link.identity()))
        .bind(1, link.identity().authority())
        .bind(2, link.identity().subject())
        .bind(3, ExactKey.of(link.user()))
        .bind(4, link.user().value())
        .bind(5, note.map(LinkNote::label).map(LinkTable::fitted).orElse(null))
        .bind(6, note.flatMap(one -> labelKey(link.identity(), one.label())).orElse(null))
        .bind(7, note.map(LinkNote::linkedAt).map(Instant::toEpochMilli).orElse(null))
        .bind(8, note.flatMap(LinkNote::lastSeenAt).map(Instant::toEpochMilli).orElse(null))
        .execute();
  }

  void delete(Handle handle, IdentityKey identity) {
    handle.createUpdate(delete).bind(0, ExactKey.of(identity)).execute();
  }

  int deleteAll(Handle handle, UserId user) {
    return handle.createUpdate(deleteAll).bind(0, ExactKey.of(user)).execute();
  }

  int give(Handle handle, UserId from, UserId to) {
    return handle
        .createUpdate(give)
        .bind(0, ExactKey.of(to))
        .bind(1, to.value())
        .bind(2, ExactKey.of(from))
        .execute();
  }

  /** Never touches the time of linking, and a link without one stays without. */
  int see(Handle handle, IdentityKey identity, LinkNote now) {
    return handle
        .createUpdate(see)
        .bind(0, fitted(now.label()))
        .bind(1, labelKey(identity, now.label()).orElse(null))
        .bind(2, now.lastSeenAt().map(Instant::toEpochMilli).orElse(null))
        .bind(3, ExactKey.of(identity))
        .execute();
  }

  /** Neither part holds a line break, so nothing can be shifted. An empty label has no key. */
  private static Optional<String> labelKey(IdentityKey identity, String label) {
    return Optional.of(fitted(label))
        .filter(kept -> !kept.isEmpty())
        .map(kept -> ExactKey.of(identity.authority() + "\n" + kept));
  }

  /** A label is for people to read, so it may be cut, and loses what no database likes. */
  private static String fitted(String label) {
    StringBuilder out = new StringBuilder();
    label
        .codePoints()
        .filter(point -> !Character.isISOControl(point) && !isLoneSurrogate(point))
        .limit(MAX_LABEL)
        .forEach(out::appendCodePoint);
    int end = Math.min(out.length(), MAX_LABEL);
    boolean halved = end < out.length() && Character.isHighSurrogate(out.charAt(end - 1));
    return out.substring(0, halved ? end - 1 : end);
  }

  private static boolean isLoneSurrogate(int point) {
    return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
  }

  /** By number, which spares drivers the search for names. */
  private static Link read(ResultSet row, StatementContext context) throws SQLException {
    IdentityKey identity;
    UserId user;
    try {
      identity = new IdentityKey(row.getString(1), row.getString(2));
      user = new UserId(row.getString(3));
    } catch (IllegalArgumentException e) {
      throw notWhatItsKeySays();
    }
    return new Link(user, identity, note(row));
  }

  private static UserId readUser(ResultSet row, StatementContext context) throws SQLException {
    UserId user;
    try {
      user = new UserId(row.getString(2));
    } catch (IllegalArgumentException e) {
      throw notWhatItsKeySays();
    }
    if (!ExactKey.of(user).equals(row.getString(1))) {
      throw notWhatItsKeySays();
    }
    return user;
  }

  private static Optional<LinkNote> note(ResultSet row) throws SQLException {
    long linkedAt = row.getLong(5);
    if (row.wasNull()) {
      return Optional.empty();
    }
    long lastSeenAt = row.getLong(6);
    Optional<Instant> lastSeen =
        row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(lastSeenAt));
    String label = row.getString(4);
    return Optional.of(
        new LinkNote(label == null ? "" : label, Instant.ofEpochMilli(linkedAt), lastSeen));
  }

  /** Fails closed: such a row must not sign anybody in. */
  private static JdbcStoreException notWhatItsKeySays() {
    return new JdbcStoreException(
        "A row of the table of links was changed by hand, or the database's character set could not"
            + " keep it. Delete it, and use a character set that holds all of Unicode.");
  }
}
