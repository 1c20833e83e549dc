package dev.accountlink.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    server = builder(folder).setPort(port).start();
  }

  @Override
  public void close() throws IOException {
    server.close();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted((one, other) -> other.compareTo(one)).forEach(file -> file.toFile().delete());
    }
  }
}
