package dev.accountlink.examples.benchmarks.soak;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** PostgreSQL that is restarted with its data, at the same address. */
final class FallingPostgreSql implements AutoCloseable {
  private static final int SECONDS_AWAY = 3;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Path data;
  private final Path programs;
  private EmbeddedPostgres server;

  private FallingPostgreSql(Path data, Path programs) throws IOException {
    this.data = data;
    this.programs = programs;
    this.server = builder().start();
  }

  static FallingPostgreSql in(Path folder) {
    try {
      return new FallingPostgreSql(folder.resolve("data"), folder.resolve("programs"));
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL does not start.", e);
    }
  }

  private EmbeddedPostgres.Builder builder() {
    return EmbeddedPostgres.builder()
        .setOverrideWorkingDirectory(programs.toFile())
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("max_connections", "60")
        .setPGStartupWait(PATIENCE);
  }

  String url() {
    return server.getJdbcUrl("postgres", "postgres");
  }

  /** As an administrator does it: what runs is broken off, and all is written down. */
  void restart() throws IOException, InterruptedException {
    int port = server.getPort();
    server.close();
    awaitEnd();
    TimeUnit.SECONDS.sleep(SECONDS_AWAY);
    server = builder().setPort(port).start();
  }

  /** Closing it waits for five seconds, which are not enough for a busy machine. */
  private void awaitEnd() throws InterruptedException {
    long begun = System.nanoTime();
    while (Files.exists(data.resolve("postmaster.pid"))
        && System.nanoTime() - begun < PATIENCE.toNanos()) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  /** As a lost machine does it: nothing is written down, and the log is read at the start. */
  void crash() throws IOException, InterruptedException {
    int port = server.getPort();
    String process = Files.readAllLines(data.resolve("postmaster.pid")).get(0).trim();
    new ProcessBuilder("kill", "-QUIT", process).inheritIO().start().waitFor();
    awaitEnd();
    server.close();
    TimeUnit.SECONDS.sleep(SECONDS_AWAY);
    server = builder().setPort(port).start();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL does not stop.", e);
    }
  }
}
