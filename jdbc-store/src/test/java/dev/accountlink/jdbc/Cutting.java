package dev.accountlink.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** A data source whose server ends the connection before a certain step of whoever uses it. */
final class Cutting {
  private static final Set<String> STEPS = Set.of("prepareStatement", "setSavepoint", "commit");

  private final Server server;
  private final DataSource administrator;
  private final AtomicInteger left;

  /**
   * @param before which step, 1 for the first
   */
  Cutting(Server server, DataSource administrator, int before) {
    this.server = server;
    this.administrator = administrator;
    this.left = new AtomicInteger(before);
  }

  boolean isDone() {
    return left.get() <= 0;
  }

  DataSource over(DataSource dataSource) {
    return proxy(DataSource.class, dataSource);
  }

  private <T> T proxy(Class<T> type, Object target) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, called, arguments) -> {
              if (STEPS.contains(called.getName()) && left.decrementAndGet() == 0) {
                cut((Connection) target);
              }
              try {
                Object answer = called.invoke(target, arguments);
                return answer instanceof Connection ? proxy(Connection.class, answer) : answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  private void cut(Connection connection) throws SQLException {
    String session;
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(server.sessionQuery())) {
      row.next();
      session = row.getString(1);
    }
    H2.execute(administrator, server.endOfSession(session));
  }
}
