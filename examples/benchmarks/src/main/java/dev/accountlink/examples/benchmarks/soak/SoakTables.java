package dev.accountlink.examples.benchmarks.soak;

import java.util.List;

/** The host's own tables, beside those of the library. */
final class SoakTables {
  static final List<String> STATEMENTS =
      List.of(
          "CREATE TABLE soak_user (id VARCHAR(40) PRIMARY KEY, name VARCHAR(100) NOT NULL)",
          "CREATE TABLE soak_session (id VARCHAR(40) PRIMARY KEY, user_id VARCHAR(40) NOT NULL,"
              + " since BIGINT NOT NULL)",
          "CREATE TABLE soak_granted (user_id VARCHAR(40), subject VARCHAR(40),"
              + " PRIMARY KEY (user_id, subject))");

  private SoakTables() {}
}
