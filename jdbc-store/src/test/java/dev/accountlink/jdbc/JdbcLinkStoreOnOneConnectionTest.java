package dev.accountlink.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.spi.LinkStore;
import dev.accountlink.testkit.LinkStoreContract;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.Optional;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;

/** A pool of a single connection that does not commit by itself, as some forges have. */
class JdbcLinkStoreOnOneConnectionTest extends LinkStoreContract {
  private JdbcConnectionPool pool;

  @Override
  protected LinkStore store() {
    return new JdbcLinkStore(oneConnection());
  }

  @Override
  protected Optional<LinkStore> storeLimitedTo(int links) {
    return Optional.of(new JdbcLinkStore(oneConnection()).limitedTo(links));
  }

  @AfterEach
  void everyConnectionIsGivenBack() {
    assertThat(pool.getActiveConnections()).isZero();
  }

  private DataSource oneConnection() {
    pool = H2.withTables();
    pool.setMaxConnections(1);
    return withoutCommittingByItself(pool);
  }

  private static DataSource withoutCommittingByItself(DataSource dataSource) {
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
}
