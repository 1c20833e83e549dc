package dev.accountlink.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A PostgreSQL of a test's own, which can be restarted on what is in its folder. */
final class OwnPostgreSql implements AutoCloseable {
  private final Path folder;
  private EmbeddedPostgres server;

  private OwnPostgreSql(Path folder, EmbeddedPostgres server) {
    this.folder = folder;
    this.server = server;
  }

  static OwnPostgreSql start() {
    try {
      Path folder = Files.createTempDirectory("accountlink-postgresql");
      return new OwnPostgreSql(folder, builder(folder).start());
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL does not start.", e);
    }
  }

  private static EmbeddedPostgres.Builder builder(Path folder) {
    return PostgreSql.unsafeButFast()
        .setDataDirectory(folder.resolve("data"))
        .setCleanDataDirectory(false);
  }

  RealDatabase database() {
    return new RealDatabase(server.getJdbcUrl("postgres", "postgres"));
  }

  void restart() throws IOException {
    int port = server.getPort();
    server.close();
    awaitEnd();
    server = builder(folder).setPort(port).start();
  }

  /** Closing it waits for five seconds, which are not enough for a busy machine. */
  private void awaitEnd() throws IOException {
    long begun = System.nanoTime();
    while (Files.exists(folder.resolve("data").resolve("postmaster.pid"))) {
      if (System.nanoTime() - begun > PostgreSql.PATIENCE.toNanos()) {
        throw new IOException("PostgreSQL does not stop.");
      }
      LockSupport.parkNanos(5_000_000);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    awaitEnd();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted((one, other) -> other.compareTo(one)).forEach(file -> file.toFile().delete());
    }
  }
}
