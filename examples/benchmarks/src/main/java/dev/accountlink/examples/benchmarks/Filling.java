package dev.accountlink.examples.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Brings a table of links to a size. Large steps are made without indexes, which is faster. */
final class Filling {
  private static final int BATCH = 1000;
  private static final int LARGE = 50_000;

  private Filling() {}

  /**
   * Adds the links of these numbers.
   *
   * @param from the first
   * @param to the one after the last
   */
  static void add(BenchmarkDatabase database, int from, int to) {
    boolean large = to - from > LARGE;
    if (large) {
      Sql.execute(database.pool(), database.withoutIndexes());
    }
    try (Connection connection = database.fillingPool().getConnection();
        PreparedStatement statement = connection.prepareStatement(PlainJdbc.INSERT)) {
      connection.setAutoCommit(false);
      for (int number = from; number < to; number++) {
        PlainJdbc.bind(statement, Samples.link(number));
        statement.addBatch();
        if ((number + 1) % BATCH == 0 || number + 1 == to) {
          statement.executeBatch();
          connection.commit();
        }
      }
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      throw new IllegalStateException("The table cannot be filled.", e);
    }
    if (large) {
      Sql.execute(database.pool(), database.withIndexes());
    }
    database.settle();
  }
}
