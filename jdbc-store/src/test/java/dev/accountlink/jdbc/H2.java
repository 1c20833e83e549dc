package dev.accountlink.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;

/** Databases for tests, each with a pool of connections. */
final class H2 {
  private H2() {}

  /** An empty one in memory, with our tables. */
  static JdbcConnectionPool withTables() {
    JdbcConnectionPool dataSource = empty();
    Schema.migrate(dataSource);
    return dataSource;
  }

  /** An empty one in memory. */
  static JdbcConnectionPool empty() {
    return at("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
  }

  static JdbcConnectionPool at(String url) {
    return JdbcConnectionPool.create(url, "sa", "");
  }

  /** With our tables; it takes "alice" and "ALICE", "ä" and "a" for the same everywhere. */
  static DataSource ignorant() {
    DataSource dataSource =
        at("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;IGNORECASE=TRUE");
    execute(dataSource, "SET COLLATION ENGLISH STRENGTH PRIMARY");
    Schema.migrate(dataSource);
    return dataSource;
  }

  /** The same database with connections that do not commit by themselves, as some forges have. */
  static DataSource withoutCommittingByItself(DataSource dataSource) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          try {
            Object answer = method.invoke(dataSource, arguments);
            if (answer instanceof Connection connection) {
              connection.setAutoCommit(false);
            }
            return answer;
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        };
    return (DataSource)
        Proxy.newProxyInstance(
            DataSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, handler);
  }

  static void execute(DataSource dataSource, String sql) {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  /** The rows, each as its columns with blanks between them. */
  static List<String> query(DataSource dataSource, String sql) {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        List<String> columns = new ArrayList<>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          columns.add(rows.getString(i));
        }
        found.add(String.join(" ", columns));
      }
      return found;
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }
}
