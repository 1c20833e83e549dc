package dev.accountlink.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.statement.Cleanable;

/**
 * Connections of the host's pool that are ours alone until they are closed. They commit by
 * themselves meanwhile, and go back as they came: many pools hand them out with that switched off.
 */
record OwnConnections(DataSource dataSource) implements ConnectionFactory {

  @Override
  public Connection openConnection() throws SQLException {
    return dataSource.getConnection();
  }

  @Override
  public Cleanable getCleanableFor(Connection connection) {
    return commitsByItself(connection) ? connection::close : () -> giveBack(connection);
  }

  private static boolean commitsByItself(Connection connection) {
    try {
      if (connection.getAutoCommit()) {
        return true;
      }
      connection.setAutoCommit(true);
      return false;
    } catch (SQLException e) {
      try (connection) {
        throw new JdbcStoreException("The connection cannot be made to commit by itself.", e);
      } catch (SQLException alsoWhenClosing) {
        throw new JdbcStoreException("The connection cannot be used or closed.", alsoWhenClosing);
      }
    }
  }

  private static void giveBack(Connection connection) throws SQLException {
    try (connection) {
      connection.setAutoCommit(false);
    }
  }
}
