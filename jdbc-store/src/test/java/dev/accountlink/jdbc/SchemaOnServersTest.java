package dev.accountlink.jdbc;

import static dev.accountlink.jdbc.Links.ALICE;
import static dev.accountlink.jdbc.Links.BOB;
import static dev.accountlink.jdbc.Links.NOON;
import static dev.accountlink.jdbc.Links.key;
import static dev.accountlink.jdbc.Links.link;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.accountlink.model.Link;
import dev.accountlink.spi.GrantStore.Lease;
import dev.accountlink.spi.SealedGrant;
import dev.accountlink.spi.SealedRevocation;
import dev.accountlink.testkit.Race;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Making the tables on every database, and under a host's own prefix. */
class SchemaOnServersTest {
  private static final TablePrefix OURS = new TablePrefix("forge_sso_");

  @ParameterizedTest
  @EnumSource
  void nodesThatStartAtOnceDoNotDisturbEachOther(Server server) {
    for (int round = 0; round < 3; round++) {
      try (RealDatabase database = server.empty()) {
        List<HikariDataSource> nodes = List.of(database.pool(), database.pool());

        Race.run(
            8,
            i -> {
              Schema.migrate(nodes.get(i % 2));
              Schema.check(nodes.get(i % 2));
              return i;
            });

        assertThat(H2.query(nodes.get(0), "SELECT version FROM accountlink_schema"))
            .containsExactly("1");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyStoreKeepsToThePrefix(Server server) {
    try (RealDatabase database = server.empty().withTables()) {
      HikariDataSource pool = database.pool();
      assertThatThrownBy(() -> Schema.check(pool, OURS)).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> new JdbcLinkStore(pool, OURS).find(key("1")))
          .isInstanceOf(JdbcStoreException.class)
          .hasMessageContaining("Schema.migrate")
          .hasMessageContaining("prefix");
      Schema.migrate(pool, OURS);

      everyStatementIsRun(pool, OURS);

      for (String table : List.of("link", "user", "used", "grant", "revocation")) {
        assertThat(H2.query(pool, "SELECT * FROM accountlink_" + table)).as(table).isEmpty();
      }
    }
  }

  /** Calls whatever the stores can do. */
  static void everyStatementIsRun(DataSource pool, TablePrefix prefix) {
    JdbcLinkStore links = new JdbcLinkStore(pool, prefix).limitedTo(5);
    links.insert(link(ALICE, "1"));
    links.insert(link(ALICE, "1"));
    links.insert(link(ALICE, "2"));
    assertThat(links.isLabelOfAnother(key("2"), "label of 1")).isTrue();
    links.rename(ALICE, BOB);
    links.remove(BOB, key("2"), rest -> true);
    assertThat(links.users(Optional.empty(), 5)).containsExactly(BOB);
    assertThat(links.locked(BOB, all -> all.size() == 1)).isTrue();
    assertThat(links.findAll(BOB)).extracting(Link::identity).containsExactly(key("1"));
    assertThat(links.removeAll(BOB)).isEqualTo(1);

    JdbcGrantStore grants = new JdbcGrantStore(pool, prefix);
    SealedGrant grant = Grants.grant(ALICE, "1");
    grants.insert(grant);
    assertThat(grants.insert(grant)).isFalse();
    assertThat(grants.lease(grant.id(), 1, "holder", Duration.ofHours(1)))
        .isEqualTo(new Lease.Taken(false));
    grants.release(grant.id(), "holder");
    assertThat(grants.replace(Grants.next(grant))).isTrue();
    assertThat(grants.findAll(ALICE)).containsExactly(Grants.next(grant));
    assertThat(grants.notSealedBy(9, Optional.empty(), 5)).hasSize(1);
    assertThat(grants.remove(grant.id())).isPresent();
    grants.put(new SealedRevocation("r".repeat(22), NOON, 0, "tokens"));
    assertThat(grants.takeDue(NOON, NOON.plusSeconds(60), 5)).hasSize(1);
    grants.forgetRevocation("r".repeat(22));

    JdbcReplayGuard guard = new JdbcReplayGuard(pool, Clock.systemUTC(), prefix);
    for (int i = 0; i < 65; i++) {
      assertThat(guard.firstUse("flow-" + i, NOON)).isTrue();
    }
    assertThat(H2.query(pool, "SELECT * FROM " + prefix.text() + "used")).hasSize(1);
  }

  @Test
  void aPrefixThatCouldBeAnythingElseIsRefused() {
    Stream.of("", "Sso_", "1sso_", "sso-", "sso.", "sso_; DROP TABLE x; --", "s".repeat(41), "_s")
        .forEach(
            text ->
                assertThatThrownBy(() -> new TablePrefix(text))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class));
    assertThat(new TablePrefix("s".repeat(40)).text()).hasSize(40);
  }

  @ParameterizedTest
  @EnumSource
  void theLongestPrefixFits(Server server) {
    TablePrefix longest = new TablePrefix("p".repeat(39) + "_");
    try (RealDatabase database = server.empty()) {
      Schema.migrate(database.pool(), longest);
      everyStatementIsRun(database.pool(), longest);
    }
  }

  /** Those that docs/operations.md names. */
  @ParameterizedTest
  @EnumSource
  void fourRightsOnTheTablesAreEnoughAtRunTime(Server server) {
    try (RealDatabase database = server.empty().withTables()) {
      HikariDataSource owner = database.pool();
      String node = "node_" + Long.toHexString(System.nanoTime());
      String rights = "GRANT SELECT, INSERT, UPDATE, DELETE ON ";
      switch (server) {
        case H2_IN_MEMORY -> {
          H2.execute(owner, "CREATE USER " + node + " PASSWORD 'node'");
          H2.execute(owner, rights + "SCHEMA public TO " + node);
        }
        case POSTGRESQL -> {
          H2.execute(owner, "CREATE ROLE " + node + " LOGIN");
          H2.execute(owner, rights + "ALL TABLES IN SCHEMA public TO " + node);
        }
        case MARIADB -> {
          String name = H2.query(owner, "SELECT DATABASE()").get(0);
          H2.execute(owner, "CREATE USER " + node + "@'%' IDENTIFIED BY 'node'");
          H2.execute(owner, rights + name + ".* TO " + node + "@'%'");
        }
      }
      HikariDataSource pool =
          new RealDatabase(server.as(node, database.url()), database.pools()).pool();

      Schema.migrate(pool);
      everyStatementIsRun(pool, TablePrefix.DEFAULT);

      assertThatThrownBy(() -> H2.execute(pool, "DROP TABLE accountlink_link"))
          .as("it has no others")
          .isInstanceOf(AssertionError.class);
    }
  }

  @Test
  void aNodeWithoutRightsIsToldSoAndNotThatThereAreNoTables() {
    try (RealDatabase database = PostgreSql.empty().withTables()) {
      HikariDataSource owner = database.pool();
      H2.execute(owner, "CREATE ROLE nobody_" + owner.hashCode());
      HikariDataSource nobody =
          database.pool(
              changes -> changes.setConnectionInitSql("SET ROLE nobody_" + owner.hashCode()));

      assertThatThrownBy(() -> Schema.check(nobody))
          .isInstanceOf(JdbcStoreException.class)
          .hasMessageContaining("42501");
    }
  }
}
