package dev.accountlink.examples.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Statements that are not measured. */
final class Sql {
  private Sql() {}

  static void execute(DataSource pool, List<String> statements) {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("Refused: " + statements, e);
    }
  }

  /** The first column of the first row. */
  static String text(DataSource pool, String sql) {
    return texts(pool, sql).get(0);
  }

  /** The first column of each row. */
  static List<String> texts(DataSource pool, String sql, String... values) {
    try (Connection connection = pool.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        List<String> found = new ArrayList<>();
        while (rows.next()) {
          found.add(rows.getString(1));
        }
        return found;
      }
    } catch (SQLException e) {
      throw new IllegalStateException("Refused: " + sql, e);
    }
  }
}
