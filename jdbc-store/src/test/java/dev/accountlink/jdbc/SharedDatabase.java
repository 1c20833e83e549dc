package dev.accountlink.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * A database that nodes share, in this process and in others.
 *
 * @param url with user and password
 * @param end what stops it
 */
record SharedDatabase(String url, Runnable end) implements AutoCloseable {

  /** H2 in server mode with its data in files. */
  static SharedDatabase h2(Path files) {
    try {
      org.h2.tools.Server server =
          org.h2.tools.Server.createTcpServer(
                  "-tcpPort", "0", "-ifNotExists", "-baseDir", files.toString())
              .start();
      String address = "jdbc:h2:tcp://localhost:" + server.getPort() + "/./nodes";
      return new SharedDatabase(address + ";LOCK_TIMEOUT=20000;USER=sa;PASSWORD=sa", server::stop);
    } catch (SQLException e) {
      throw new AssertionError("H2 does not start.", e);
    }
  }

  static SharedDatabase postgreSql() {
    RealDatabase database = PostgreSql.empty();
    return new SharedDatabase(database.url(), database::close);
  }

  /** A pool of its own, as every node has. */
  static DataSource pool(String url) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(10);
    config.setConnectionTimeout(60_000);
    return new HikariDataSource(config);
  }

  @Override
  public void close() {
    end.run();
  }
}
