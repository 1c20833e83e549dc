package dev.accountlink.examples.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.List;

/** A database that is filled, asked and thrown away. */
sealed interface BenchmarkDatabase extends AutoCloseable permits FileH2, RealPostgreSql {

  /** Name and version, for people to read. */
  String title();

  /** How much more a look-up may cost than with plain JDBC. */
  double limit();

  /** For the contenders. */
  HikariDataSource pool();

  /** For filling, which is not measured. */
  HikariDataSource fillingPool();

  /** How many look-ups make a round, where PostgreSQL has so many. */
  int batch(int lookups);

  /** What takes primary key and indexes off the table of links, and what puts them on again. */
  List<String> withoutIndexes();

  List<String> withIndexes();

  /** Tidies up, and makes what the table is now the ground that plans are made on. */
  void settle();

  /** What table and indexes take on disk, as a query or as a look at the file. */
  long bytesOnDisk();

  /** The word before a query that makes it a plan. */
  String explain();

  @Override
  void close();

  /** A pool as small hosts have it. */
  static HikariDataSource pooled(String url, String user) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername(user);
    config.setPassword("");
    config.setMaximumPoolSize(4);
    // none is opened in the background, which might meet an H2 that is just being closed
    config.setMinimumIdle(0);
    return new HikariDataSource(config);
  }
}
