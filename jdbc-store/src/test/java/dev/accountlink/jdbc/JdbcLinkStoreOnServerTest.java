package dev.accountlink.jdbc;

import static dev.accountlink.jdbc.Links.ALICE;
import static dev.accountlink.jdbc.Links.key;
import static dev.accountlink.jdbc.Links.link;
import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.model.Link;
import dev.accountlink.model.UserId;
import dev.accountlink.spi.LinkStore;
import dev.accountlink.spi.LinkStore.Insertion;
import dev.accountlink.spi.LinkStore.Removal;
import dev.accountlink.testkit.LinkStoreContract;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** H2 in server mode with its data in files, as several nodes would share it. */
class JdbcLinkStoreOnServerTest extends LinkStoreContract {
  @TempDir static Path folder;
  private static Server server;

  @BeforeAll
  static void startServer() throws SQLException {
    server =
        Server.createTcpServer("-tcpPort", "0", "-ifNotExists", "-baseDir", folder.toString())
            .start();
  }

  @AfterAll
  static void stopServer() {
    server.stop();
  }

  @Override
  protected LinkStore store() {
    return new JdbcLinkStore(node(migrated()));
  }

  @Override
  protected Optional<LinkStore> storeLimitedTo(int links) {
    return Optional.of(new JdbcLinkStore(node(migrated())).limitedTo(links));
  }

  @Test
  @DisplayName("D15 same identity to two accounts (race): on two nodes at once, one user gets it")
  void d15TwoNodesGiveAnIdentityToOneUser() {
    String name = migrated();
    List<JdbcLinkStore> nodes =
        List.of(new JdbcLinkStore(node(name)), new JdbcLinkStore(node(name)));

    for (int round = 0; round < 10; round++) {
      String subject = "s" + round;
      List<Insertion> answers =
          IntStream.range(0, 8)
              .parallel()
              .mapToObj(i -> nodes.get(i % 2).insert(link(new UserId("user-" + i), subject)))
              .toList();

      UserId owner = nodes.get(0).find(key(subject)).map(Link::user).orElseThrow();
      assertThat(answers).filteredOn(Insertion.Inserted.class::isInstance).hasSize(1);
      assertThat(answers)
          .filteredOn(Insertion.Occupied.class::isInstance)
          .hasSize(7)
          .containsOnly(new Insertion.Occupied(owner));
    }
  }

  @Test
  @DisplayName("D17 unlink last credential: on two nodes at once, one link is kept")
  void d17TwoNodesKeepOneLink() {
    String name = migrated();
    List<JdbcLinkStore> nodes =
        List.of(new JdbcLinkStore(node(name)), new JdbcLinkStore(node(name)));

    for (int round = 0; round < 10; round++) {
      String stem = "s" + round + "-";
      nodes.get(0).insert(link(ALICE, stem + 0));
      nodes.get(1).insert(link(ALICE, stem + 1));
      List<Removal> answers =
          IntStream.range(0, 2)
              .parallel()
              .mapToObj(
                  i -> nodes.get(i).remove(ALICE, key(stem + i), remaining -> !remaining.isEmpty()))
              .toList();

      assertThat(answers).filteredOn(Removal.Kept.class::isInstance).hasSize(1);
      assertThat(nodes.get(0).removeAll(ALICE)).isEqualTo(1);
    }
  }

  @Test
  void linksAndUsesAreThereAfterARestart() throws SQLException {
    String name = migrated();
    new JdbcLinkStore(node(name)).insert(link(ALICE, "1"));
    new JdbcReplayGuard(node(name)).firstUse("flow", Instant.parse("2100-01-01T00:00:00Z"));

    server.stop();
    startServer();

    DataSource again = node(name);
    Schema.migrate(again);
    assertThat(new JdbcLinkStore(again).find(key("1"))).contains(link(ALICE, "1"));
    assertThat(new JdbcReplayGuard(again).firstUse("flow", Instant.parse("2100-01-01T00:00:00Z")))
        .isFalse();
  }

  private static String migrated() {
    String name = "db-" + UUID.randomUUID();
    Schema.migrate(node(name));
    return name;
  }

  /** A pool of its own, as every node has. */
  private static DataSource node(String name) {
    return H2.at("jdbc:h2:tcp://localhost:" + server.getPort() + "/./" + name);
  }
}
