package dev.accountlink.jdbc;

/** What time it is where the rows are, as leases go by it. All that differs from one to another. */
final class DatabaseClock {
  /**
   * Milliseconds since 1970 in UTC, as a part of a statement. H2 looks at the clock once for each
   * statement. A database that does so once for each transaction gives leases that are too short by
   * the time since its beginning, never too long: their holder counts from before it asked.
   */
  static final String MILLISECONDS =
      "CAST(EXTRACT(EPOCH FROM CURRENT_TIMESTAMP(3)) * 1000 AS BIGINT)";

  private DatabaseClock() {}
}
