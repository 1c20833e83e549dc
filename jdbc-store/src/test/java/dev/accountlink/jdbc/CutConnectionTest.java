package dev.accountlink.jdbc;

import static dev.accountlink.jdbc.Links.ALICE;
import static dev.accountlink.jdbc.Links.BOB;
import static dev.accountlink.jdbc.Links.NOON;
import static dev.accountlink.jdbc.Links.key;
import static dev.accountlink.jdbc.Links.link;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.accountlink.spi.SealedGrant;
import dev.accountlink.spi.SealedRevocation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * That a server which ends a connection leaves everything done or nothing, and that it is told. H2
 * is left out: a pool does not notice that it ended a connection.
 */
@Tag("servers")
class CutConnectionTest {
  private static final SealedGrant GRANT = Grants.grant(ALICE, "1");
  private static final Map<String, Consumer<DataSource>> CHANGES = changes();

  private static Map<String, Consumer<DataSource>> changes() {
    Map<String, Consumer<DataSource>> all = new LinkedHashMap<>();
    all.put("insert", pool -> new JdbcLinkStore(pool).insert(link(BOB, "new")));
    all.put(
        "insert at a limit", pool -> new JdbcLinkStore(pool).limitedTo(9).insert(link(BOB, "n")));
    all.put("remove", pool -> new JdbcLinkStore(pool).remove(ALICE, key("1"), rest -> true));
    all.put("remove all", pool -> new JdbcLinkStore(pool).removeAll(ALICE));
    all.put("rename", pool -> new JdbcLinkStore(pool).rename(ALICE, BOB));
    all.put("insert a grant", pool -> new JdbcGrantStore(pool).insert(Grants.grant(BOB, "1")));
    all.put("replace", pool -> new JdbcGrantStore(pool).replace(Grants.next(GRANT)));
    all.put(
        "lease",
        pool -> new JdbcGrantStore(pool).lease(GRANT.id(), 1, "holder", Duration.ofHours(1)));
    all.put("remove a grant", pool -> new JdbcGrantStore(pool).remove(GRANT.id()));
    all.put(
        "take what is due",
        pool -> new JdbcGrantStore(pool).takeDue(NOON, NOON.plusSeconds(60), 10));
    all.put(
        "put",
        pool ->
            new JdbcGrantStore(pool)
                .put(new SealedRevocation("n".repeat(22), NOON, 1, "other tokens")));
    all.put(
        "use",
        pool -> new JdbcReplayGuard(pool).firstUse("flow", Instant.parse("2100-01-01T00:00:00Z")));
    return all;
  }

  @ParameterizedTest
  @EnumSource(names = {"POSTGRESQL", "MARIADB"})
  @DisplayName("D17 unlink last credential: a connection cut at any step leaves all or nothing")
  void d17AConnectionCutAtAnyStepLeavesAllOrNothing(Server server) {
    try (RealDatabase database = server.empty().withTables()) {
      HikariDataSource administrator = database.pool();
      HikariDataSource pool = database.pool(changes -> changes.setMaximumPoolSize(2));
      CHANGES.forEach(
          (name, change) -> {
            int steps = 0;
            while (isCutBefore(steps + 1, server, administrator, pool, name, change)) {
              steps++;
            }
            assertThat(steps).as("steps of %s", name).isPositive();
          });
    }
  }

  /** Whether there was such a step. */
  private static boolean isCutBefore(
      int step,
      Server server,
      HikariDataSource administrator,
      HikariDataSource pool,
      String name,
      Consumer<DataSource> change) {
    fill(administrator);
    List<String> before = rows(administrator);
    Cutting cutting = new Cutting(server, administrator, step);
    try {
      change.accept(cutting.over(pool));
      assertThat(rows(administrator)).as("%s was done", name).isNotEqualTo(before);
    } catch (JdbcStoreException told) {
      assertThat(cutting.isDone()).as("%s failed for the cut: %s", name, told).isTrue();
      assertThat(rows(administrator)).as("%s, cut before step %s", name, step).isEqualTo(before);
      assertThat(told).hasMessageContaining("SQLState");
    }
    return cutting.isDone();
  }

  private static void fill(HikariDataSource pool) {
    for (String table : List.of("link", "user", "used", "grant", "revocation")) {
      H2.execute(pool, "DELETE FROM accountlink_" + table);
    }
    JdbcLinkStore links = new JdbcLinkStore(pool);
    links.insert(link(ALICE, "1"));
    links.insert(link(ALICE, "2"));
    JdbcGrantStore grants = new JdbcGrantStore(pool);
    grants.insert(GRANT);
    for (String id : List.of("r", "s", "t")) {
      grants.put(new SealedRevocation(id.repeat(22), NOON, 0, "tokens"));
    }
  }

  private static List<String> rows(HikariDataSource pool) {
    List<String> rows = new ArrayList<>();
    for (String columns :
        List.of(
            "identity_key, user_key, user_id FROM accountlink_link",
            "user_key, changes FROM accountlink_user",
            "use_key, expires_at FROM accountlink_used",
            "grant_id, user_key, version, lease_holder FROM accountlink_grant",
            "revocation_id, due_at, tries FROM accountlink_revocation")) {
      rows.addAll(H2.query(pool, "SELECT " + columns + " ORDER BY 1"));
    }
    return rows;
  }
}
