package dev.accountlink.examples.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.h2.engine.Constants;

/** H2 in this process, in a file, which loses nothing when the process is killed. */
final class FileH2 implements BenchmarkDatabase {
  private final Path folder;
  private final HikariDataSource pool;

  private FileH2(Path folder) {
    this.folder = folder;
    this.pool =
        BenchmarkDatabase.pooled(
            "jdbc:h2:file:" + folder.resolve("links").toAbsolutePath() + ";WRITE_DELAY=0", "sa");
  }

  static FileH2 in(Path folder) {
    Folders.delete(folder);
    return new FileH2(folder);
  }

  @Override
  public String title() {
    return "H2 " + Constants.VERSION + ", embedded, in a file";
  }

  @Override
  public double limit() {
    return 2.5;
  }

  @Override
  public HikariDataSource pool() {
    return pool;
  }

  @Override
  public HikariDataSource fillingPool() {
    return pool;
  }

  @Override
  public int batch(int lookups) {
    return 10 * lookups;
  }

  @Override
  public List<String> withoutIndexes() {
    return List.of(
        "ALTER TABLE accountlink_link DROP PRIMARY KEY",
        "DROP INDEX accountlink_link_user",
        "DROP INDEX accountlink_link_label");
  }

  @Override
  public List<String> withIndexes() {
    return List.of(
        "ALTER TABLE accountlink_link ADD PRIMARY KEY (identity_key)",
        "CREATE INDEX accountlink_link_user ON accountlink_link (user_key)",
        "CREATE INDEX accountlink_link_label ON accountlink_link (label_key)");
  }

  /** The file keeps what its indexes were made from until it is closed in this way. */
  @Override
  public void settle() {
    pool.getHikariPoolMXBean().softEvictConnections();
    try (Connection connection = DriverManager.getConnection(pool.getJdbcUrl(), "sa", "");
        Statement statement = connection.createStatement()) {
      statement.execute("ANALYZE");
      statement.execute("SHUTDOWN COMPACT");
    } catch (SQLException e) {
      throw new IllegalStateException("H2 cannot be closed.", e);
    }
    pool.getHikariPoolMXBean().softEvictConnections();
  }

  @Override
  public long bytesOnDisk() {
    try {
      return Files.size(folder.resolve("links.mv.db"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String explain() {
    return "EXPLAIN ANALYZE ";
  }

  @Override
  public void close() {
    pool.close();
    Folders.delete(folder);
  }
}
