package dev.accountlink.examples.benchmarks.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.jdbc.JdbcLinkStore;
import dev.accountlink.jdbc.Schema;
import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.Link;
import dev.accountlink.model.UserId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** That what is asked after a soak finds what may be amiss. */
class InvariantsTest {
  private final DataSource dataSource =
      JdbcConnectionPool.create(
          "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
  private final Jdbi jdbi = Jdbi.create(dataSource);
  private final Ledger ledger = new Ledger(Duration.ofMinutes(1));

  @BeforeEach
  void aUserWithALink() {
    Schema.migrate(dataSource);
    jdbi.useHandle(handle -> SoakTables.STATEMENTS.forEach(handle::execute));
    execute("INSERT INTO soak_user (id, name) VALUES ('ada', 'ada')");
    new JdbcLinkStore(dataSource)
        .insert(
            new Link(
                new UserId("ada"), new IdentityKey("https://id.example", "1"), Optional.empty()));
  }

  @Test
  void nothingIsAmissWhereEverythingIsInOrder() {
    assertThat(amiss().values()).isNotEmpty().containsOnly(0);
  }

  @Test
  void anIdentityOnTwoUsersIsFound() {
    execute("INSERT INTO soak_user (id, name) VALUES ('bob', 'bob')");
    execute(
        "INSERT INTO accountlink_link (identity_key, authority, subject, user_key, user_id)"
            + " VALUES ('other', 'https://id.example', '1', 'bob', 'bob')");

    assertThat(amiss()).containsEntry("identities on two users", 1);
  }

  @Test
  void aUserWithoutAWayInIsFound() {
    execute("DELETE FROM accountlink_link");

    assertThat(amiss()).containsEntry("users without a way in", 1);
  }

  @Test
  void aLinkWithoutItsUserIsFound() {
    execute("DELETE FROM soak_user");

    assertThat(amiss()).containsEntry("links without their user", 1);
  }

  @Test
  void aGrantThatIsNotThereIsFound() {
    ledger.granted("ada", "1", 0);

    assertThat(amiss()).containsEntry("grants that somebody was told of and that are not there", 1);
  }

  @Test
  void aGrantThatMayHaveEndedWithItsLinkIsNotMissed() {
    ledger.granted("ada", "1", ledger.disconnects("ada"));
    int before = ledger.disconnects("ada");
    ledger.disconnecting("ada");
    ledger.granted("ada", "1", before);
    assertThat(amiss().values()).containsOnly(0);

    ledger.granted("ada", "1", ledger.disconnects("ada"));
    assertThat(amiss()).containsEntry("grants that somebody was told of and that are not there", 1);
  }

  private Map<String, Integer> amiss() {
    return Invariants.count(jdbi, ledger);
  }

  private void execute(String sql) {
    jdbi.useHandle(handle -> handle.execute(sql));
  }
}
