package dev.accountlink.jdbc;

import static dev.accountlink.jdbc.Grants.grant;
import static dev.accountlink.jdbc.Grants.next;
import static dev.accountlink.jdbc.Links.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.spi.GrantStore;
import dev.accountlink.spi.GrantStore.Lease;
import dev.accountlink.spi.SealedGrant;
import dev.accountlink.spi.SealedRevocation;
import dev.accountlink.testkit.GrantStoreContract;
import dev.accountlink.testkit.Race;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** H2 in server mode with its data in files, as several nodes would share it. */
class JdbcGrantStoreOnServerTest extends GrantStoreContract {
  private static final Duration HOUR = Duration.ofHours(1);
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
  protected GrantStore store() {
    return new JdbcGrantStore(node(migrated()));
  }

  @Test
  @DisplayName("F10 concurrent refresh: of two nodes one is given the lease, and it alone stores")
  void f10OneOfTwoNodesRefreshes() {
    String name = migrated();
    List<JdbcGrantStore> nodes =
        List.of(new JdbcGrantStore(node(name)), new JdbcGrantStore(node(name)));

    for (int round = 0; round < 10; round++) {
      SealedGrant grant = grant(ALICE, "s" + round);
      nodes.get(0).insert(grant);
      List<Lease> leases =
          Race.run(8, i -> nodes.get(i % 2).lease(grant.id(), 1, "holder-" + i, HOUR));
      List<Boolean> stored = Race.run(8, i -> nodes.get(i % 2).replace(next(grant), "holder-" + i));

      assertThat(leases).filteredOn(Lease.Taken.class::isInstance).hasSize(1);
      assertThat(stored).filteredOn(one -> one).hasSize(1);
      assertThat(leases.get(stored.indexOf(true))).isEqualTo(new Lease.Taken(false));
      assertThat(nodes.get(1).find(grant.id())).contains(next(grant));
    }
  }

  @Test
  void grantsLeasesAndRevocationsAreThereAfterARestart() throws SQLException {
    String name = migrated();
    JdbcGrantStore before = new JdbcGrantStore(node(name));
    SealedGrant grant = grant(ALICE, "1");
    Instant due = Instant.parse("2026-03-01T12:00:00Z");
    String id = "r".repeat(22);
    before.insert(grant);
    before.lease(grant.id(), 1, "holder", HOUR);
    before.put(new SealedRevocation(id, due, 3, "tokens"));

    server.stop();
    startServer();

    DataSource again = node(name);
    Schema.migrate(again);
    JdbcGrantStore after = new JdbcGrantStore(again);
    assertThat(after.find(grant.id())).contains(grant);
    assertThat(after.lease(grant.id(), 1, "other", HOUR)).isInstanceOf(Lease.Held.class);
    assertThat(after.takeDue(due, due.plusSeconds(60), 10))
        .containsExactly(new SealedRevocation(id, due, 3, "tokens"));
    assertThat(after.replace(next(grant), "holder")).isTrue();
  }

  private static String migrated() {
    String name = "grants-" + UUID.randomUUID();
    Schema.migrate(node(name));
    return name;
  }

  /** A pool of its own, as every node has. */
  private static DataSource node(String name) {
    return H2.at("jdbc:h2:tcp://localhost:" + server.getPort() + "/./" + name);
  }
}
