package dev.accountlink.examples.benchmarks;

import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.Link;
import dev.accountlink.model.LinkNote;
import dev.accountlink.model.UserId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The same questions to the same table, asked with nothing between JDBC and us: no Jdbi, no look at
 * what was read, no retry.
 */
record PlainJdbc(DataSource pool) implements Contender {
  private static final String SELECT =
      "SELECT authority, subject, user_id, label, linked_at, last_seen_at FROM accountlink_link ";
  static final String FIND = SELECT + "WHERE identity_key = ?";
  static final String LIST = SELECT + "WHERE user_key = ?";
  static final String INSERT =
      "INSERT INTO accountlink_link (identity_key, authority, subject, user_key, user_id, label,"
          + " label_key, linked_at, last_seen_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";

  @Override
  public String name() {
    return "plain JDBC";
  }

  @Override
  public Optional<Link> find(IdentityKey identity) {
    return select(FIND, key(identity.text())).stream().findFirst();
  }

  @Override
  public List<Link> findAll(UserId user) {
    return select(LIST, key(user.value()));
  }

  @Override
  public void insert(Link link) {
    try (Connection connection = pool.getConnection();
        PreparedStatement statement = connection.prepareStatement(INSERT)) {
      bind(statement, link);
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  static void bind(PreparedStatement statement, Link link) throws SQLException {
    LinkNote note = link.note().orElseThrow();
    IdentityKey identity = link.identity();
    statement.setString(1, key(identity.text()));
    statement.setString(2, identity.authority());
    statement.setString(3, identity.subject());
    statement.setString(4, key(link.user().value()));
    statement.setString(5, link.user().value());
    statement.setString(6, note.label());
    statement.setString(7, key(identity.authority() + "\n" + note.label()));
    statement.setLong(8, note.linkedAt().toEpochMilli());
    statement.setLong(9, note.lastSeenAt().orElseThrow().toEpochMilli());
  }

  private List<Link> select(String sql, String key) {
    try (Connection connection = pool.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, key);
      try (ResultSet rows = statement.executeQuery()) {
        List<Link> links = new ArrayList<>();
        while (rows.next()) {
          links.add(read(rows));
        }
        return links;
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Link read(ResultSet row) throws SQLException {
    return new Link(
        new UserId(row.getString(3)),
        new IdentityKey(row.getString(1), row.getString(2)),
        Optional.of(
            new LinkNote(
                row.getString(4),
                Instant.ofEpochMilli(row.getLong(5)),
                Optional.of(Instant.ofEpochMilli(row.getLong(6))))));
  }

  /** As the store makes its keys. */
  static String key(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
