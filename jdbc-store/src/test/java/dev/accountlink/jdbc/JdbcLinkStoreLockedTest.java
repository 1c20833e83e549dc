package dev.accountlink.jdbc;

import static dev.accountlink.jdbc.Links.ALICE;
import static dev.accountlink.jdbc.Links.key;
import static dev.accountlink.jdbc.Links.link;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accountlink.model.Link;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToCreateStatementException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What becomes of the host's action when the database loses, refuses or takes part. */
class JdbcLinkStoreLockedTest {
  private final JdbcConnectionPool pool = H2.withTables();
  private final AtomicInteger begun = new AtomicInteger();
  private final Predicate<List<Link>> action = links -> begun.incrementAndGet() > 0;

  @BeforeEach
  void aliceHasALinkAndAPassword() {
    new JdbcLinkStore(pool).insert(link(ALICE, "1"));
    H2.execute(pool, "CREATE TABLE host_password (user_id VARCHAR(20))");
    H2.execute(pool, "INSERT INTO host_password VALUES ('alice')");
  }

  @Test
  void whatIsLostBeforeTheActionBeganIsTriedAgain() {
    Faults faults = new Faults("prepareStatement", "UPDATE accountlink_user", "40001", 3);

    assertThat(new JdbcLinkStore(faults.over(pool)).locked(ALICE, action)).isTrue();

    assertThat(faults.left()).isZero();
    assertThat(begun).hasValue(1);
  }

  @Test
  @DisplayName("D17 unlink last credential: an action that ran is not run again when its end fails")
  void d17WhatIsLostAfterTheActionIsNotTriedAgain() {
    for (String state : List.of("40001", "HYT00", "08006")) {
      Faults faults = new Faults("commit", "", state, 1);
      begun.set(0);

      assertThatThrownBy(() -> new JdbcLinkStore(faults.over(pool)).locked(ALICE, action))
          .as(state)
          .isInstanceOf(JdbcStoreException.class)
          .hasMessageContaining(state);

      assertThat(faults.left()).isZero();
      assertThat(begun).hasValue(1);
    }
    assertThat(pool.getActiveConnections()).isZero();
  }

  @Test
  void anActionThatLosesInTheHostsDatabaseIsNotBegunAgain() {
    RuntimeException lost =
        new UnableToCreateStatementException(new SQLException("lost to another", "40001"), null);

    assertThatThrownBy(
            () ->
                new JdbcLinkStore(pool)
                    .locked(
                        ALICE,
                        links -> {
                          begun.incrementAndGet();
                          throw lost;
                        }))
        .isSameAs(lost);

    assertThat(begun).hasValue(1);
  }

  @Test
  void anActionOnTheSameJdbiTakesPartEvenWithOneConnection() {
    pool.setMaxConnections(1);
    Jdbi jdbi = Jdbi.create(pool);
    JdbcLinkStore store = new JdbcLinkStore(jdbi);

    assertThatThrownBy(
            () ->
                store.locked(
                    ALICE,
                    links -> {
                      removePassword(jdbi);
                      throw new IllegalArgumentException("the action fell over");
                    }))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(passwords()).as("all or nothing").containsExactly("alice");

    assertThat(store.locked(ALICE, links -> removePassword(jdbi))).isTrue();
    assertThat(passwords()).isEmpty();
  }

  @Test
  void anActionInTheHostsTransactionEndsWithIt() {
    Jdbi jdbi = Jdbi.create(pool);
    JdbcLinkStore store = new JdbcLinkStore(jdbi);

    jdbi.useTransaction(
        handle -> {
          assertThat(store.locked(ALICE, links -> removePassword(jdbi))).isTrue();
          assertThat(passwords()).as("not seen outside yet").containsExactly("alice");
          handle.rollback();
        });

    assertThat(passwords()).containsExactly("alice");
    assertThat(store.find(key("1"))).isPresent();
  }

  private static boolean removePassword(Jdbi jdbi) {
    return jdbi.inTransaction(handle -> handle.execute("DELETE FROM host_password")) == 1;
  }

  private List<String> passwords() {
    return H2.query(pool, "SELECT user_id FROM host_password");
  }
}
