package dev.accountlink.jdbc;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** A database that refuses a certain call so many times, and is itself otherwise. */
final class Faults {
  private final String method;
  private final String statement;
  private final String state;
  private final AtomicInteger left;

  /**
   * @param method what is refused on a connection
   * @param statement a part of its statement; empty for any, and for calls that have none
   * @param state the SQLState it is refused with
   * @param times how often
   */
  Faults(String method, String statement, String state, int times) {
    this.method = method;
    this.statement = statement;
    this.state = state;
    this.left = new AtomicInteger(times);
  }

  /** How many are still to come. */
  int left() {
    return left.get();
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
              if (isDue(called.getName(), arguments)) {
                throw new SQLException("refused by the test", state);
              }
              try {
                Object answer = called.invoke(target, arguments);
                return answer instanceof Connection ? proxy(Connection.class, answer) : answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  private boolean isDue(String called, Object[] arguments) {
    return called.equals(method)
        && (statement.isEmpty() || String.valueOf(arguments[0]).contains(statement))
        && left.getAndUpdate(times -> Math.max(0, times - 1)) > 0;
  }
}
