package dev.accountlink.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.accountlink.model.Link;
import dev.accountlink.model.UserId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two processes, 64 threads and sixteen connections run for the same things. */
@Tag("servers")
class TwoProcessesTest {
  private static final int ROUNDS = 8;
  private static final int LINKS = 8;

  @ParameterizedTest
  @EnumSource(names = {"POSTGRESQL", "MARIADB"})
  @Timeout(600)
  @DisplayName(
      "D15, D17, A07, F10 of two processes one gets the identity, the first use and the lease, and"
          + " one link is kept")
  void ofTwoProcessesOneWins(Server server) throws IOException {
    try (RealDatabase database = server.empty().withTables()) {
      oneWins(database);
    }
  }

  @Test
  @Timeout(600)
  @DisplayName("D15, D17, A07, F10 the same where H2 runs as a server with its data in files")
  void ofTwoProcessesOneWinsOnH2(@TempDir Path folder) throws IOException {
    try (SharedDatabase server = SharedDatabase.h2(folder);
        RealDatabase database = new RealDatabase(server.url()).withTables()) {
      oneWins(database);
    }
  }

  private static void oneWins(RealDatabase database) throws IOException {
    try (Node one = Node.start(database, "one");
        Node other = Node.start(database, "other")) {
      HikariDataSource pool = database.pool();
      JdbcLinkStore store = new JdbcLinkStore(pool);
      List<String> said = new ArrayList<>();
      one.readUntilReady();
      other.readUntilReady();

      for (int i = 0; i < ROUNDS; i++) {
        String round = "round-" + i;
        UserId user = StoreNode.user(round);
        IntStream.range(0, LINKS).forEach(n -> store.insert(Links.link(user, round + "-" + n)));
        new JdbcGrantStore(pool).insert(Grants.grant(user, round));
        one.tell(round);
        other.tell(round);
        said.addAll(one.readUntilReady());
        said.addAll(other.readUntilReady());

        assertThat(store.findAll(user)).as("what is left in %s", round).hasSize(1);
        String owner = store.find(Links.key(round)).map(Link::user).orElseThrow().value();
        assertThat(said)
            .filteredOn(line -> line.startsWith("@OWNER " + round + " "))
            .containsExactly("@OWNER " + round + " " + owner);
        for (String what : List.of("@FIRST ", "@LEASE ")) {
          assertThat(said).filteredOn(line -> line.startsWith(what + round + " ")).hasSize(1);
        }
        assertThat(said)
            .filteredOn(line -> line.startsWith("@REMOVED " + round + " "))
            .hasSize(LINKS - 1);
      }
    }
  }

  private record Node(Process process, BufferedReader output, PrintWriter input)
      implements AutoCloseable {
    static Node start(RealDatabase database, String name) throws IOException {
      Process process =
          new ProcessBuilder(
                  ProcessHandle.current().info().command().orElseThrow(),
                  "-XX:TieredStopAtLevel=1",
                  "-Xmx200m",
                  "-cp",
                  System.getProperty("java.class.path"),
                  StoreNode.class.getName(),
                  database.url(),
                  name)
              .redirectErrorStream(true)
              .start();
      return new Node(process, process.inputReader(), new PrintWriter(process.outputWriter()));
    }

    void tell(String round) {
      input.println(round);
      input.flush();
    }

    List<String> readUntilReady() throws IOException {
      List<String> lines = new ArrayList<>();
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.equals(StoreNode.READY)) {
          return lines;
        }
        lines.add(line);
      }
      throw new AssertionError("The node ended: " + lines);
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }
}
