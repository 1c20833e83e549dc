package dev.accountlink.jdbc;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A real MariaDB of the machine, in a folder of its own. Where none is installed, tests that want
 * one are skipped, unless ACCOUNTLINK_REQUIRE_MARIADB is true. ACCOUNTLINK_MARIADB_HOME names one
 * that is neither in /usr nor found by PATH.
 */
final class MariaDb implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Path folder;
  private final int port;
  private final List<String> options;
  private Process process;

  private MariaDb(Path folder, int port, List<String> options) {
    this.folder = folder;
    this.port = port;
    this.options = options;
  }

  private static final class Running {
    static final MariaDb SERVER = start();
  }

  /** An empty database of its own on the server for all tests of a run. */
  static RealDatabase empty() {
    return emptyAs("utf8mb4", "utf8mb4_general_ci");
  }

  /** The same where tables are made with this character set and collation if they name none. */
  static RealDatabase emptyAs(String characters, String collation) {
    skipWhereThereIsNone();
    return Running.SERVER.newDatabase(characters, collation);
  }

  /** A server of one's own, with an empty folder. */
  static MariaDb start(String... options) {
    skipWhereThereIsNone();
    try {
      Path folder = Files.createTempDirectory("accountlink-mariadb");
      MariaDb server = new MariaDb(folder, freePort(), List.of(options));
      Runtime.getRuntime().addShutdownHook(new Thread(server::close));
      server.install();
      server.run();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException("MariaDB does not start.", e);
    }
  }

  RealDatabase newDatabase(String characters, String collation) {
    String name = "test_" + UUID.randomUUID().toString().replace('-', '_');
    execute("CREATE DATABASE " + name + " CHARACTER SET " + characters + " COLLATE " + collation);
    return new RealDatabase(url(name));
  }

  /** By the machine's administrator, who has no password here. */
  void execute(String sql) {
    try (var connection = DriverManager.getConnection(url(""));
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  private String url(String name) {
    return "jdbc:mariadb://127.0.0.1:"
        + port
        + "/"
        + name
        + "?user=tests&password=tests&sslMode=disable";
  }

  /** Ends it as a failing machine would. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Starts it on what is in its folder. */
  void run() throws IOException {
    List<String> command = command("mariadbd");
    command.addAll(
        List.of(
            "--datadir=" + folder.resolve("data"),
            "--socket=" + folder.resolve("s"),
            "--pid-file=" + folder.resolve("pid"),
            "--bind-address=127.0.0.1",
            "--port=" + port,
            "--user=" + System.getProperty("user.name"),
            "--max-connections=200",
            "--init-file=" + folder.resolve("init.sql"),
            // it forgets what it was told when the machine goes down, as no test lets it
            "--innodb-flush-log-at-trx-commit=2"));
    command.addAll(options);
    process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log()).start();
    await();
  }

  private void install() throws IOException {
    Files.writeString(
        folder.resolve("init.sql"),
        Stream.of("localhost", "%")
            .map(
                from ->
                    "CREATE USER IF NOT EXISTS 'tests'@'"
                        + from
                        + "' IDENTIFIED BY 'tests';\nGRANT ALL ON *.* TO 'tests'@'"
                        + from
                        + "' WITH GRANT OPTION;\n")
            .collect(Collectors.joining()));
    List<String> command = command("mariadb-install-db");
    command.addAll(
        List.of(
            "--datadir=" + folder.resolve("data"),
            "--user=" + System.getProperty("user.name"),
            "--skip-test-db"));
    command.addAll(options);
    Process installer =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log()).start();
    try {
      if (!installer.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)
          || installer.exitValue() != 0) {
        throw new IOException("MariaDB was not installed: " + Files.readString(log().toPath()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("The installation of MariaDB was interrupted.", e);
    }
  }

  private File log() {
    return folder.resolve("log").toFile();
  }

  private void await() throws IOException {
    long begun = System.nanoTime();
    while (process.isAlive() && System.nanoTime() - begun < PATIENCE.toNanos()) {
      try (var connection = DriverManager.getConnection(url(""))) {
        return;
      } catch (SQLException notYet) {
        LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      }
    }
    throw new IOException("MariaDB does not answer: " + Files.readString(log().toPath()));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void skipWhereThereIsNone() {
    boolean isThere = home().isPresent();
    if (!isThere && Boolean.parseBoolean(System.getenv("ACCOUNTLINK_REQUIRE_MARIADB"))) {
      throw new AssertionError("MariaDB is not installed, and must be tested here.");
    }
    Skipped.unless(
        isThere,
        "Skipped tests on MariaDB, as there is none: install the package mariadb-server, or name"
            + " the folder of an unpacked one in ACCOUNTLINK_MARIADB_HOME.");
  }

  /** What is named counts alone, so that a test run without any can be tried. */
  private static Optional<Path> home() {
    Stream<Path> homes =
        Optional.ofNullable(System.getenv("ACCOUNTLINK_MARIADB_HOME"))
            .map(named -> Stream.of(Path.of(named)))
            .orElseGet(
                () ->
                    Stream.concat(
                        Stream.of(Path.of("/usr")),
                        Stream.of(System.getenv("PATH").split(File.pathSeparator))
                            .map(entry -> Path.of(entry).toAbsolutePath().getParent())
                            .filter(Objects::nonNull)));
    return homes
        .filter(home -> binary(home, "mariadbd").isPresent())
        .filter(home -> binary(home, "mariadb-install-db").isPresent())
        .findFirst();
  }

  private static Optional<Path> binary(Path home, String name) {
    return Stream.of("bin", "sbin", "scripts")
        .map(place -> home.resolve(place).resolve(name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** The beginning of a command, with where it finds what came with it. */
  private static List<String> command(String name) {
    Path home = home().orElseThrow();
    return new ArrayList<>(
        List.of(binary(home, name).orElseThrow().toString(), "--no-defaults", "--basedir=" + home));
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroyForcibly();
    }
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      if (process != null) {
        process.waitFor();
      }
      files.sorted((one, other) -> other.compareTo(one)).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException("The folder of MariaDB could not be deleted.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
