package dev.accountlink.jdbc;

import static dev.accountlink.jdbc.Links.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariDataSource;
import dev.accountlink.model.GrantId;
import dev.accountlink.model.Link;
import dev.accountlink.spi.SealedGrant;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers that go down while they are used, and one that is filled to the brim. */
@Tag("servers")
class RestartedServerTest {
  @Test
  @Timeout(600)
  @DisplayName("D15, A06 PostgreSQL restarted under load keeps whatever anybody was told")
  void postgreSqlKeepsWhatWasTold() throws Exception {
    try (OwnPostgreSql server = OwnPostgreSql.start();
        RealDatabase database = server.database().withTables()) {
      whatWasToldHolds(database, server::restart);
    }
  }

  @Test
  @Timeout(600)
  @DisplayName("D15, A06 MariaDB killed under load keeps whatever anybody was told")
  void mariaDbKeepsWhatWasTold() throws Exception {
    try (MariaDb server = MariaDb.start();
        RealDatabase database = server.newDatabase("utf8mb4", "utf8mb4_general_ci").withTables()) {
      whatWasToldHolds(
          database,
          () -> {
            server.kill();
            server.run();
          });
    }
  }

  private interface Restart {
    void run() throws Exception;
  }

  private static void whatWasToldHolds(RealDatabase database, Restart restart) throws Exception {
    HikariDataSource pool = database.pool(changes -> changes.setConnectionTimeout(1000));
    Load load = Load.on(pool);
    try (load) {
      for (int i = 0; i < 2; i++) {
        load.awaitMore(200);
        restart.run();
      }
      load.awaitMore(200);
    }

    assertThat(load.failed()).as("somebody was told of the restart").isPositive();
    assertThat(load.wrong()).isEmpty();
    HikariDataSource patient = database.pool();
    JdbcLinkStore links = new JdbcLinkStore(patient);
    JdbcReplayGuard guard = new JdbcReplayGuard(patient);
    load.owners()
        .forEach(
            (thing, user) ->
                assertThat(links.find(Links.key(thing)).map(Link::user)).contains(user));
    load.firsts()
        .keySet()
        .forEach(thing -> assertThat(guard.firstUse(thing, Load.LATE)).as(thing).isFalse());
  }

  @Test
  @Timeout(600)
  void aFullMariaDbSaysSoAndWritesNothingByHalves() throws SQLException {
    try (MariaDb server =
            MariaDb.start(
                "--innodb-file-per-table=0",
                "--innodb-data-file-path=ibdata1:12M:autoextend:max:24M");
        RealDatabase database = server.newDatabase("utf8mb4", "utf8mb4_general_ci").withTables()) {
      HikariDataSource pool = database.pool();
      JdbcGrantStore store = new JdbcGrantStore(pool);
      String filler = "x".repeat(SealedGrant.MAX_LENGTH);
      H2.execute(pool, "CREATE TABLE filler (text MEDIUMTEXT) ENGINE = InnoDB");
      fill(pool);

      int stored = 0;
      Throwable thrown = null;
      while (thrown == null && stored < 1000) {
        SealedGrant grant =
            new SealedGrant(
                GrantId.random(), Grants.grant(ALICE, "n" + stored).key(), 1, 1, filler);
        thrown = catchThrowable(() -> store.insert(grant));
        stored += thrown == null ? 1 : 0;
      }

      assertThat(thrown)
          .isInstanceOf(JdbcStoreException.class)
          .hasMessageContaining("no room left");
      List<SealedGrant> kept = store.findAll(ALICE);
      assertThat(kept).hasSize(stored).allMatch(grant -> grant.sealed().equals(filler));
    }
  }

  private static void fill(HikariDataSource pool) throws SQLException {
    try (Connection connection = pool.getConnection();
        var statement = connection.createStatement()) {
      for (int i = 0; i < 1000; i++) {
        statement.execute("INSERT INTO filler VALUES (REPEAT('x', 100000))");
      }
      throw new AssertionError("The server does not become full.");
    } catch (SQLException full) {
      assertThat(full.getErrorCode()).as(full.getMessage()).isEqualTo(1114);
    }
  }
}
