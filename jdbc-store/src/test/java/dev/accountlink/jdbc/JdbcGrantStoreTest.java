package dev.accountlink.jdbc;

import static dev.accountlink.jdbc.Grants.grant;
import static dev.accountlink.jdbc.Grants.next;
import static dev.accountlink.jdbc.Links.ALICE;
import static dev.accountlink.jdbc.Links.BOB;
import static dev.accountlink.jdbc.Links.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.accountlink.spi.GrantStore.Lease;
import dev.accountlink.spi.SealedGrant;
import dev.accountlink.spi.SealedRevocation;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class JdbcGrantStoreTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final String REVOCATION = "r".repeat(22);

  private final JdbcConnectionPool dataSource = H2.withTables();
  private final JdbcGrantStore store = new JdbcGrantStore(dataSource);
  private final Jdbi jdbi = Jdbi.create(dataSource);
  private final JdbcGrantStore taking = new JdbcGrantStore(jdbi);

  @Test
  void aHostRemovesUserAndGrantsInOneTransaction() {
    SealedGrant grant = grant(ALICE, "1");
    store.insert(grant);

    jdbi.useTransaction(
        handle -> {
          assertThat(taking.findAll(ALICE)).containsExactly(grant);
          assertThat(taking.remove(grant.id())).contains(grant);
          taking.put(new SealedRevocation(REVOCATION, NOON, 0, "tokens"));
          assertThat(taking.insert(grant(BOB, "1"))).isTrue();
          assertThat(store.findAll(BOB)).as("not seen outside yet").isEmpty();
          handle.rollback();
        });
    assertThat(store.find(grant.id())).contains(grant);
    assertThat(store.findAll(BOB)).isEmpty();
    assertThat(store.takeDue(NOON, NOON.plusSeconds(60), 10)).isEmpty();

    jdbi.useTransaction(handle -> taking.remove(grant.id()));
    assertThat(store.find(grant.id())).isEmpty();
  }

  @Test
  void theHostsTransactionGoesOnAfterAKeyWasTaken() {
    SealedGrant grant = grant(ALICE, "1");
    SealedGrant other = grant(ALICE, "2");
    store.insert(grant);
    store.insert(other);
    SealedGrant taken = new SealedGrant(other.id(), grant.key(), 2, 1, "of another key");

    jdbi.useTransaction(
        handle -> {
          assertThat(taking.insert(grant(ALICE, "1"))).isFalse();
          assertThat(taking.replace(taken)).isFalse();
          assertThat(taking.replace(next(other))).isTrue();
        });

    assertThat(store.find(other.id())).contains(next(other));
  }

  @Test
  @DisplayName("F11 lost rotation: what a refresh stored outlives the host's rollback")
  void f11ARefreshOutlivesTheHostsRollback() {
    SealedGrant grant = grant(ALICE, "1");
    store.insert(grant);

    jdbi.useTransaction(
        handle -> {
          assertThat(taking.find(grant.id())).contains(grant);
          assertThat(taking.lease(grant.id(), 1, "holder", HOUR)).isEqualTo(new Lease.Taken(false));
          assertThat(store.lease(grant.id(), 1, "other", HOUR))
              .as("others see at once who holds it")
              .isInstanceOf(Lease.Held.class);
          assertThat(taking.replace(next(grant), "holder")).isTrue();
          handle.rollback();
        });

    assertThat(store.find(grant.id())).contains(next(grant));
    assertThat(dataSource.getActiveConnections()).isZero();
  }

  @Test
  void whatIsLostToOthersIsTriedAgain() {
    SealedGrant grant = grant(ALICE, "1");
    for (String state : List.of("40001", "40P01", "HYT00", "90131")) {
      Faults faults = new Faults("prepareStatement", "accountlink_", state, 3);
      JdbcGrantStore unlucky = new JdbcGrantStore(faults.over(dataSource));

      assertThat(unlucky.insert(grant)).isTrue();
      Faults more = new Faults("prepareStatement", "FOR UPDATE", state, 3);
      JdbcGrantStore again = new JdbcGrantStore(more.over(dataSource));
      assertThat(again.lease(grant.id(), 1, "holder", HOUR)).isEqualTo(new Lease.Taken(false));
      assertThat(again.remove(grant.id())).contains(grant);

      assertThat(faults.left() + more.left()).isZero();
    }
    assertThat(dataSource.getActiveConnections()).isZero();
  }

  @Test
  @DisplayName("F11 lost rotation: what the database refuses for good is an error, never a yes")
  void f11ARefusalIsAnError() {
    SealedGrant grant = grant(ALICE, "1");
    store.insert(grant);
    for (String method : List.of("prepareStatement", "commit")) {
      Faults faults = new Faults(method, "", "08006", 1);
      JdbcGrantStore broken = new JdbcGrantStore(faults.over(dataSource));

      assertThatThrownBy(() -> broken.replace(next(grant)))
          .isInstanceOf(JdbcStoreException.class)
          .hasMessageContaining("08006");

      assertThat(store.find(grant.id())).contains(grant);
    }
  }

  @Test
  void leasesGoByTheDatabasesClock() {
    SealedGrant grant = grant(ALICE, "1");
    store.insert(grant);
    store.lease(grant.id(), 1, "holder", HOUR);

    long until =
        Long.parseLong(H2.query(dataSource, "SELECT lease_until FROM accountlink_grant").get(0));
    assertThat(Instant.ofEpochMilli(until))
        .isBetween(Instant.now().plusSeconds(3000), Instant.now().plusSeconds(4200));
    H2.execute(dataSource, "UPDATE accountlink_grant SET lease_until = lease_until - 3600001");

    assertThat(store.lease(grant.id(), 1, "other", HOUR)).isEqualTo(new Lease.Taken(true));
  }

  @Test
  @DisplayName("G03 secrets at rest: a row whose text is not what its key says gives no tokens")
  void g03ARowChangedByHandGivesNoTokens() {
    for (String change :
        List.of(
            "user_id = 'bob'",
            "subject = 'other'",
            "authority = 'https://evil.example'",
            "purpose = 'SIGN_IN'",
            "purpose = 'FLY'",
            "version = 0",
            "grant_id = 'zz'",
            "subject = ''")) {
      H2.execute(dataSource, "DELETE FROM accountlink_grant");
      SealedGrant grant = grant(ALICE, "1");
      store.insert(grant);
      H2.execute(dataSource, "UPDATE accountlink_grant SET " + change);

      assertThatThrownBy(() -> store.findAll(ALICE))
          .as(change)
          .isInstanceOf(JdbcStoreException.class)
          .hasMessageContaining("changed by hand");
    }
  }

  @Test
  @DisplayName("G01 token/secret in logs or exceptions: a refused row is not quoted")
  void g01ARefusedRowIsNotQuoted() {
    H2.execute(dataSource, "ALTER TABLE accountlink_grant ADD CHECK (subject <> 'canary-subject')");
    H2.execute(dataSource, "ALTER TABLE accountlink_grant ALTER COLUMN sealed VARCHAR(30)");
    H2.execute(dataSource, "ALTER TABLE accountlink_revocation ADD CHECK (tries = 1)");
    SealedGrant kept = grant(ALICE, "1");
    store.insert(kept);
    store.lease(kept.id(), 1, "canary-holder", HOUR);
    SealedGrant changed =
        new SealedGrant(kept.id(), grant(BOB, "canary-subject").key(), 2, 1, "canary-text");

    for (Throwable thrown :
        List.of(
            catchThrowable(() -> store.insert(grant(ALICE, "canary-subject"))),
            catchThrowable(() -> store.insert(grant(ALICE, "canary-subject-too-long-to-seal"))),
            catchThrowable(() -> store.replace(changed)),
            catchThrowable(() -> store.replace(changed, "canary-holder")),
            catchThrowable(
                () -> store.put(new SealedRevocation(REVOCATION, NOON, 0, "canary-tokens"))))) {
      assertThat(printed(thrown)).doesNotContain("canary", "alice", "bob");
    }
    assertThat(store.find(kept.id())).contains(kept);
    assertThat(dataSource.getActiveConnections()).isZero();
  }

  @Test
  void withoutTablesTheFailureSaysSo() {
    JdbcGrantStore bare = new JdbcGrantStore(H2.empty());

    Throwable thrown = catchThrowable(() -> bare.insert(grant(ALICE, "canary-subject")));

    assertThat(thrown).isInstanceOf(JdbcStoreException.class).hasMessageContaining("42");
    assertThat(printed(thrown)).doesNotContain("canary-subject", "alice");
  }

  @Test
  void noStatementReadsTheWholeTable() {
    for (String statement :
        List.of(
            "SELECT sealed FROM accountlink_grant WHERE grant_id = 'a'",
            "SELECT sealed FROM accountlink_grant WHERE user_key = 'a'",
            "SELECT grant_id FROM accountlink_grant WHERE grant_key = 'a'",
            "SELECT sealed FROM accountlink_grant WHERE key_id <> 1 AND grant_id > 'a'"
                + " ORDER BY grant_id FETCH FIRST 9 ROWS ONLY",
            "UPDATE accountlink_grant SET version = 2 WHERE grant_id = 'a' AND version = 1",
            "SELECT sealed FROM accountlink_revocation WHERE due_at <= 1"
                + " ORDER BY due_at FETCH FIRST 9 ROWS ONLY",
            "UPDATE accountlink_revocation SET due_at = 2 WHERE revocation_id = 'a' AND due_at = 1",
            "DELETE FROM accountlink_revocation WHERE revocation_id = 'a'")) {
      assertThat(H2.query(dataSource, "EXPLAIN " + statement))
          .as(statement)
          .singleElement()
          .asString()
          .doesNotContain("tableScan");
    }
  }

  @Test
  void nothingIsLeftOfAGrantThatIsRemoved() {
    SealedGrant grant = grant(ALICE, "1");
    store.insert(grant);
    store.lease(grant.id(), 1, "holder", HOUR);
    store.remove(grant.id());
    store.put(new SealedRevocation(REVOCATION, NOON, 0, "tokens"));
    store.forgetRevocation(REVOCATION);

    assertThat(H2.query(dataSource, "SELECT * FROM accountlink_grant")).isEmpty();
    assertThat(H2.query(dataSource, "SELECT * FROM accountlink_revocation")).isEmpty();
    assertThat(store.notSealedBy(9, Optional.empty(), 1)).isEmpty();
  }

  private static String printed(Throwable thrown) {
    assertThat(thrown).isInstanceOf(JdbcStoreException.class);
    StringWriter out = new StringWriter();
    thrown.printStackTrace(new PrintWriter(out));
    return out.toString();
  }
}
