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
import dev.accountlink.spi.LinkStore.Insertion;
import dev.accountlink.spi.LinkStore.Removal;
import dev.accountlink.spi.SealedGrant;
import dev.accountlink.spi.SealedRevocation;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A host that writes its users and our rows in one transaction of its own, on every database. */
class JoiningTest {
  @ParameterizedTest
  @EnumSource
  void userAndFirstLinkAreMadeTogetherOrNotAtAll(Server server) {
    try (RealDatabase database = server.empty().withTables()) {
      HikariDataSource pool = database.pool();
      H2.execute(pool, "CREATE TABLE host_user (id VARCHAR(20) NOT NULL PRIMARY KEY)");
      Jdbi jdbi = Jdbi.create(pool);
      JdbcLinkStore store = new JdbcLinkStore(pool);

      jdbi.useTransaction(
          handle -> {
            handle.execute("INSERT INTO host_user VALUES ('bob')");
            assertThat(store.joining(handle).insert(link(BOB, "1")))
                .isEqualTo(new Insertion.Inserted());
            assertThat(store.find(key("1"))).as("not seen outside yet").isEmpty();
            handle.rollback();
          });
      assertThat(store.find(key("1"))).isEmpty();

      jdbi.useTransaction(
          handle -> {
            handle.execute("INSERT INTO host_user VALUES ('alice')");
            store.joining(handle).insert(link(ALICE, "1"));
          });
      assertThat(store.find(key("1")).map(Link::user)).contains(ALICE);
      assertThat(H2.query(pool, "SELECT id FROM host_user")).containsExactly("alice");
    }
  }

  @ParameterizedTest
  @EnumSource
  void theHostsTransactionGoesOnAfterALinkOrAGrantWasTaken(Server server) {
    try (RealDatabase database = server.empty().withTables()) {
      HikariDataSource pool = database.pool();
      JdbcLinkStore links = new JdbcLinkStore(pool);
      JdbcGrantStore grants = new JdbcGrantStore(pool);
      SealedGrant grant = Grants.grant(ALICE, "1");
      links.insert(link(ALICE, "1"));
      grants.insert(grant);

      Jdbi.create(pool)
          .useTransaction(
              handle -> {
                assertThat(links.joining(handle).insert(link(BOB, "1")))
                    .isEqualTo(new Insertion.Occupied(ALICE));
                assertThat(grants.joining(handle).insert(Grants.grant(ALICE, "1"))).isFalse();
                assertThat(links.joining(handle).insert(link(BOB, "2")))
                    .isEqualTo(new Insertion.Inserted());
                assertThat(grants.joining(handle).remove(grant.id())).contains(grant);
                grants.joining(handle).put(new SealedRevocation("r".repeat(22), NOON, 0, "tokens"));
              });

      assertThat(links.find(key("2")).map(Link::user)).contains(BOB);
      assertThat(grants.findAll(ALICE)).isEmpty();
      assertThat(grants.takeDue(NOON, NOON.plusSeconds(60), 5)).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aHostWithoutJdbiHandsItsConnectionOver(Server server) throws SQLException {
    try (RealDatabase database = server.empty().withTables()) {
      HikariDataSource pool = database.pool();
      JdbcLinkStore store = new JdbcLinkStore(pool);
      try (Connection connection = pool.getConnection()) {
        connection.setAutoCommit(false);
        store.joining(Jdbi.open(connection)).insert(link(ALICE, "1"));
        connection.rollback();
        store.joining(Jdbi.open(connection)).insert(link(ALICE, "2"));
        connection.commit();
      }

      assertThat(store.findAll(ALICE)).extracting(Link::identity).containsExactly(key("2"));
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("F11 lost rotation: what a refresh stored outlives the rollback of a given handle")
  void f11ARefreshOutlivesTheHostsRollback(Server server) {
    try (RealDatabase database = server.empty().withTables()) {
      HikariDataSource pool = database.pool();
      JdbcGrantStore store = new JdbcGrantStore(pool);
      SealedGrant grant = Grants.grant(ALICE, "1");
      store.insert(grant);

      Jdbi.create(pool)
          .useTransaction(
              handle -> {
                JdbcGrantStore joined = store.joining(handle);
                assertThat(joined.lease(grant.id(), 1, "holder", Duration.ofHours(1)))
                    .isEqualTo(new Lease.Taken(false));
                assertThat(joined.replace(Grants.next(grant), "holder")).isTrue();
                handle.rollback();
              });

      assertThat(store.find(grant.id())).contains(Grants.next(grant));
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("A06 state replay: what was used stays used when the host's transaction is undone")
  void a06AFirstUseOutlivesTheHostsRollback(Server server) {
    try (RealDatabase database = server.empty().withTables()) {
      Jdbi jdbi = Jdbi.create(database.pool());
      JdbcReplayGuard guard = new JdbcReplayGuard(jdbi);

      jdbi.useTransaction(
          handle -> {
            assertThat(guard.firstUse("flow", NOON.plusSeconds(1_000_000_000))).isTrue();
            handle.rollback();
          });

      assertThat(guard.firstUse("flow", NOON.plusSeconds(1_000_000_000))).isFalse();
    }
  }

  /**
   * A transaction that shows what was there when it began may not judge by that: either it sees
   * what is there now, or it is refused. Never is the last link removed.
   */
  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "D17 unlink last credential: a host's transaction that began before another removal does not"
          + " take the last link")
  void d17AnOldViewDoesNotTakeTheLastLink(Server server) {
    for (TransactionIsolationLevel level :
        new TransactionIsolationLevel[] {
          TransactionIsolationLevel.READ_COMMITTED,
          TransactionIsolationLevel.REPEATABLE_READ,
          TransactionIsolationLevel.SERIALIZABLE
        }) {
      try (RealDatabase database = server.empty().withTables()) {
        JdbcLinkStore store = new JdbcLinkStore(database.pool());
        store.insert(link(ALICE, "1"));
        store.insert(link(ALICE, "2"));
        Jdbi jdbi = Jdbi.create(database.pool());

        removeOneMeanwhile(jdbi, store, level);

        assertThat(store.findAll(ALICE)).as("%s", level).hasSize(1);
      }
    }
  }

  private static void removeOneMeanwhile(
      Jdbi jdbi, JdbcLinkStore store, TransactionIsolationLevel level) {
    try (Handle handle = jdbi.open()) {
      handle.setTransactionIsolationLevel(level);
      handle.begin();
      handle.createQuery("SELECT COUNT(*) FROM accountlink_schema").mapTo(Integer.class).one();
      assertThat(store.remove(ALICE, key("1"), rest -> !rest.isEmpty()))
          .isInstanceOf(Removal.Removed.class);
      try {
        assertThat(store.joining(handle).remove(ALICE, key("2"), rest -> !rest.isEmpty()))
            .isEqualTo(new Removal.Kept());
        handle.commit();
      } catch (JdbcStoreException cameTooLate) {
        assertThat(level).isNotEqualTo(TransactionIsolationLevel.READ_COMMITTED);
        handle.rollback();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "D15 same identity to two accounts (race): a host's transaction that began before is told")
  void d15AnOldViewIsToldWhoHasTheIdentity(Server server) {
    try (RealDatabase database = server.empty().withTables()) {
      JdbcLinkStore store = new JdbcLinkStore(database.pool());
      Jdbi jdbi = Jdbi.create(database.pool());
      try (Handle handle = jdbi.open()) {
        handle.setTransactionIsolationLevel(TransactionIsolationLevel.REPEATABLE_READ);
        handle.begin();
        handle.createQuery("SELECT COUNT(*) FROM accountlink_link").mapTo(Integer.class).one();
        store.insert(link(ALICE, "1"));
        try {
          assertThat(store.joining(handle).insert(link(BOB, "1")))
              .isEqualTo(new Insertion.Occupied(ALICE));
        } catch (JdbcStoreException cameTooLate) {
          assertThat(cameTooLate).hasMessageContaining("begin");
        }
        handle.rollback();
      }
      assertThat(store.find(key("1")).map(Link::user)).contains(ALICE);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFailureInTheHostsTransactionIsToldAtOnce(Server server) {
    try (RealDatabase database = server.empty()) {
      Jdbi jdbi = Jdbi.create(database.pool());
      JdbcLinkStore store = new JdbcLinkStore(jdbi);

      assertThatThrownBy(() -> jdbi.inTransaction(handle -> store.joining(handle).find(key("1"))))
          .isInstanceOf(JdbcStoreException.class);
    }
  }
}
