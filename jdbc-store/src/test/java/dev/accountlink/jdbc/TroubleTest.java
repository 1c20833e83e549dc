package dev.accountlink.jdbc;

import static dev.accountlink.jdbc.Links.ALICE;
import static dev.accountlink.jdbc.Links.BOB;
import static dev.accountlink.jdbc.Links.NOON;
import static dev.accountlink.jdbc.Links.key;
import static dev.accountlink.jdbc.Links.link;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariDataSource;
import dev.accountlink.model.Link;
import dev.accountlink.model.LinkDraft;
import dev.accountlink.model.LinkNote;
import dev.accountlink.model.UserId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is said, and what is left, when a database can do no more. */
@Tag("servers")
class TroubleTest {
  @ParameterizedTest
  @EnumSource(names = {"POSTGRESQL", "MARIADB"})
  void aDatabaseThatIsReadOnlyIsReadAndSaysSo(Server server) {
    try (RealDatabase database = server.empty().withTables()) {
      JdbcLinkStore before = new JdbcLinkStore(database.pool());
      before.insert(link(ALICE, "1"));
      String readOnly =
          server == Server.POSTGRESQL
              ? "SET default_transaction_read_only = on"
              : "SET SESSION TRANSACTION READ ONLY";
      HikariDataSource pool = database.pool(changes -> changes.setConnectionInitSql(readOnly));
      JdbcLinkStore store = new JdbcLinkStore(pool);

      assertThat(store.find(key("1"))).isPresent();
      assertThatThrownBy(() -> store.insert(link(BOB, "2")))
          .isInstanceOf(JdbcStoreException.class)
          .hasMessageContaining("read-only");
      assertThatThrownBy(() -> store.removeAll(ALICE)).hasMessageContaining("read-only");
      assertThatThrownBy(() -> new JdbcReplayGuard(pool).firstUse("flow", NOON))
          .hasMessageContaining("read-only");
      assertThat(before.findAll(ALICE)).hasSize(1);
      Schema.migrate(pool);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aPoolWithoutAFreeConnectionIsToldAndWorksAgain(Server server) throws SQLException {
    try (RealDatabase database = server.empty().withTables()) {
      HikariDataSource pool =
          database.pool(
              changes -> {
                changes.setMaximumPoolSize(1);
                changes.setConnectionTimeout(300);
              });
      JdbcLinkStore store = new JdbcLinkStore(pool);
      try (Connection taken = pool.getConnection()) {
        assertThat(taken.isValid(1)).isTrue();
        for (Runnable call :
            List.<Runnable>of(
                () -> store.find(key("1")),
                () -> store.insert(link(ALICE, "1")),
                () -> new JdbcReplayGuard(pool).firstUse("flow", NOON),
                () -> Schema.check(pool))) {
          assertThatThrownBy(call::run)
              .isInstanceOf(JdbcStoreException.class)
              .hasMessageContaining("no connection")
              .hasMessageContaining("pool");
        }
      }

      store.insert(link(ALICE, "1"));
      assertThat(store.find(key("1"))).isPresent();
    }
  }

  /**
   * What PostgreSQL says when the disk is full. MariaDB is really filled in RestartedServerTest.
   */
  @Test
  void aFullDiskIsToldAndNothingIsHalfWritten() {
    try (RealDatabase database = PostgreSql.empty().withTables()) {
      HikariDataSource pool = database.pool();
      H2.execute(
          pool,
          "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
              + " RAISE EXCEPTION 'no room' USING ERRCODE = 'disk_full'; END $$");
      H2.execute(
          pool,
          "CREATE TRIGGER full_disk BEFORE INSERT ON accountlink_link"
              + " FOR EACH ROW EXECUTE FUNCTION full_disk()");

      assertThatThrownBy(() -> new JdbcLinkStore(pool).insert(link(ALICE, "1")))
          .isInstanceOf(JdbcStoreException.class)
          .hasMessageContaining("no room left");

      assertThat(H2.query(pool, "SELECT * FROM accountlink_user")).isEmpty();
      H2.execute(pool, "DROP TRIGGER full_disk ON accountlink_link");
      new JdbcLinkStore(pool).insert(link(ALICE, "1"));
    }
  }

  @ParameterizedTest
  @EnumSource
  @Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  @DisplayName("A12 unbounded state memory: forgetting waits for nobody who is at an old row")
  void a12ForgettingWaitsForNobody(Server server) throws SQLException {
    try (RealDatabase database = server.empty().withTables()) {
      HikariDataSource pool = database.pool();
      guardAt(pool, NOON).firstUse("held", NOON.plusSeconds(1));
      try (Connection other = database.pool().getConnection()) {
        other.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        other.setAutoCommit(false);
        other.createStatement().execute("SELECT use_key FROM accountlink_used FOR UPDATE");
        for (int i = 0; i < 64; i++) {
          guardAt(pool, NOON).firstUse("old-" + i, NOON.plusSeconds(1));
        }

        JdbcReplayGuard later = guardAt(pool, NOON.plus(Duration.ofHours(1)));
        for (int i = 0; i < 64; i++) {
          assertThat(later.firstUse("new-" + i, NOON.plus(Duration.ofHours(2)))).isTrue();
        }

        assertThat(H2.query(pool, "SELECT * FROM accountlink_used"))
            .as("64 new ones and the one that is held: whoever waits for that deletes none")
            .hasSize(65);
        other.rollback();
      }
    }
  }

  private static JdbcReplayGuard guardAt(HikariDataSource pool, Instant now) {
    return new JdbcReplayGuard(pool, Clock.fixed(now, ZoneOffset.UTC));
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("D11 subject truncation: what no database can keep is refused before it is asked")
  void d11WhatNoDatabaseCanKeepIsRefused(Server server) {
    for (String text : List.of("a\u0000b", "\u0000", "a\nb", "x".repeat(256), "", "\ud800")) {
      assertThatThrownBy(() -> key(text)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> new UserId(text)).isInstanceOf(IllegalArgumentException.class);
    }
    try (RealDatabase database = server.empty().withTables()) {
      JdbcLinkStore store = new JdbcLinkStore(database.pool());
      LinkNote odd = new LinkNote("a\u0000b\ud800c", NOON, Optional.of(NOON));
      store.insert(new Link(ALICE, key("1"), Optional.of(odd)));
      store.seen(new LinkDraft(key("1"), odd));

      assertThat(store.find(key("1")).flatMap(Link::note).map(LinkNote::label)).contains("abc");
    }
  }

  @Test
  @DisplayName("D10 case-insensitive subject: a database that cannot keep a text says so")
  void d10ADatabaseThatCannotKeepATextSaysSo() {
    try (RealDatabase database = PostgreSql.emptyIn("LATIN1").withTables()) {
      HikariDataSource pool = database.pool();
      JdbcLinkStore store = new JdbcLinkStore(pool);

      store.insert(link(ALICE, "\u00e4"));
      Throwable thrown = catchThrowable(() -> store.insert(link(BOB, "\ud83d\ude00")));

      assertThat(thrown)
          .isInstanceOf(JdbcStoreException.class)
          .hasMessageContaining("character set")
          .hasNoCause();
      assertThat(store.findAll(BOB)).isEmpty();
      assertThat(store.findAll(ALICE)).containsExactly(link(ALICE, "\u00e4"));
    }
  }
}
