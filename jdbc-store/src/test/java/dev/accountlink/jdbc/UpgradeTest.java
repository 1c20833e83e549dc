package dev.accountlink.jdbc;

import static dev.accountlink.jdbc.Links.ALICE;
import static dev.accountlink.jdbc.Links.BOB;
import static dev.accountlink.jdbc.Links.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.accountlink.spi.GrantStore.Lease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * That tables of every version become those of this one, and their rows are read. The newest
 * version is among them, so that its folder is there before the next one comes.
 */
class UpgradeTest {
  private static final Path RELEASED = Path.of("src/test/resources/dev/accountlink/jdbc/released");
  private static final Path SCRIPTS = Path.of("src/main/resources/accountlink/db/migration");

  static Stream<Arguments> versionsAndServers() throws IOException {
    return versions().stream()
        .flatMap(version -> Stream.of(Server.values()).map(one -> Arguments.of(version, one)));
  }

  private static List<String> versions() throws IOException {
    try (Stream<Path> folders = Files.list(RELEASED)) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("versionsAndServers")
  void tablesOfThatVersionBecomeThoseOfThisOneAndTheirRowsAreRead(String version, Server server)
      throws IOException {
    Path folder = RELEASED.resolve(version);
    try (RealDatabase database = server.empty()) {
      HikariDataSource pool = database.pool();
      run(pool, folder.resolve(server.folder() + ".sql"));
      run(pool, folder.resolve("rows.sql"));

      Schema.migrate(pool);

      Schema.check(pool);
      linksAreRead(new JdbcLinkStore(pool));
      grantsAreRead(new JdbcGrantStore(pool));
      assertThat(new JdbcReplayGuard(pool).firstUse(Released.USED, Instant.now().plusSeconds(60)))
          .as("what was used stays used")
          .isFalse();
    }
  }

  private static void linksAreRead(JdbcLinkStore store) {
    Released.LINKS.forEach(
        link -> assertThat(store.find(link.identity())).as("%s", link).contains(link));
    assertThat(store.findAll(ALICE)).hasSize(2);
    assertThat(store.isLabelOfAnother(Links.key("another"), "label of 4711")).isTrue();
    assertThat(store.removeAll(BOB)).isEqualTo(1);
  }

  private static void grantsAreRead(JdbcGrantStore store) {
    assertThat(store.findAll(ALICE)).containsExactly(Released.GRANT);
    assertThat(store.findAll(BOB)).containsExactly(Released.LEASED);
    assertThat(store.lease(Released.LEASED.id(), 1, "another", Duration.ofMinutes(1)))
        .isInstanceOf(Lease.Held.class);
    store.release(Released.LEASED.id(), "holder");
    assertThat(store.lease(Released.LEASED.id(), 1, "another", Duration.ofMinutes(1)))
        .as("the doubt stays")
        .isEqualTo(new Lease.Taken(true));
    assertThat(store.takeDue(NOON, NOON.plusSeconds(60), 10)).containsExactly(Released.REVOCATION);
  }

  /** Flyway refuses a script that changed after it ran, and so would a host's tables. */
  @Test
  void scriptsStayAsTheyAre() throws IOException {
    for (Server server : Server.values()) {
      StringBuilder all = new StringBuilder();
      for (int version = 1; version <= versions().size(); version++) {
        Path script = SCRIPTS.resolve(server.folder()).resolve("V" + version + "__accountlink.sql");
        all.append(Files.readString(script));
        assertThat(RELEASED.resolve(version + "/" + server.folder() + ".sql"))
            .hasContent(all.toString());
      }
    }
  }

  @Test
  void everyVersionHasAFolder() throws IOException {
    HikariDataSource pool = Server.H2_IN_MEMORY.empty().withTables().pool();
    List<String> newest = H2.query(pool, "SELECT MAX(version) FROM accountlink_schema");

    assertThat(versions())
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, Integer.parseInt(newest.get(0)))
                .mapToObj(String::valueOf)
                .toList());
  }

  private static void run(HikariDataSource pool, Path script) throws IOException {
    String sql = Files.readString(script);
    Jdbi.create(pool).useHandle(handle -> handle.createScript(sql).executeAsSeparateStatements());
  }
}
