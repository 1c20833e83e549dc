package dev.accountlink.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class JdbcReplayGuardTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private final DataSource dataSource = H2.withTables();

  @Test
  @DisplayName("A12 unbounded state memory: what has expired is deleted while others come in")
  void a12ExpiredRowsAreDeletedWhileOthersComeIn() {
    JdbcReplayGuard guard = guardAt(NOON);
    for (int i = 0; i < 1000; i++) {
      guard.firstUse("old-" + i, NOON.plusSeconds(900));
    }
    assertThat(rows()).isEqualTo(1000);

    Instant later = NOON.plus(Duration.ofHours(1));
    JdbcReplayGuard laterGuard = guardAt(later);
    for (int i = 0; i < 63; i++) {
      laterGuard.firstUse("new-" + i, later.plusSeconds(900));
    }
    assertThat(rows()).as("nothing is deleted yet").isEqualTo(1063);
    laterGuard.firstUse("new-63", later.plusSeconds(900));
    assertThat(rows()).as("a small batch at a time").isEqualTo(1064 - 256);
    for (int i = 64; i < 320; i++) {
      laterGuard.firstUse("new-" + i, later.plusSeconds(900));
    }

    assertThat(rows()).isEqualTo(320);
    assertThat(laterGuard.firstUse("new-7", later.plusSeconds(900))).isFalse();
  }

  @Test
  void aNodeWhoseClockIsFastDeletesNothingThatOthersNeed() {
    guardAt(NOON).firstUse("flow", NOON.plusSeconds(900));
    Instant fast = NOON.plusSeconds(900).plus(Duration.ofMinutes(9));
    JdbcReplayGuard fastGuard = guardAt(fast);
    for (int i = 0; i < 200; i++) {
      fastGuard.firstUse("new-" + i, fast.plusSeconds(900));
    }

    assertThat(guardAt(NOON).firstUse("flow", NOON.plusSeconds(900))).isFalse();
  }

  @Test
  void aFailedDeletionDoesNotSpoilTheUse() {
    JdbcReplayGuard guard = guardAt(NOON);
    guard.firstUse("old", NOON.minus(Duration.ofDays(1)));
    H2.execute(
        dataSource,
        "CREATE TABLE holder (use_key VARCHAR(64) REFERENCES accountlink_used (use_key))");
    H2.execute(dataSource, "INSERT INTO holder SELECT use_key FROM accountlink_used");

    for (int i = 0; i < 100; i++) {
      assertThat(guard.firstUse("key-" + i, NOON.plusSeconds(900))).isTrue();
    }

    assertThat(rows()).isEqualTo(101);
  }

  @Test
  void noStatementReadsTheWholeTable() {
    List<String> statements =
        List.of(
            "SELECT use_key FROM accountlink_used WHERE expires_at < 1"
                + " ORDER BY expires_at FETCH FIRST 256 ROWS ONLY FOR UPDATE SKIP LOCKED",
            "DELETE FROM accountlink_used WHERE use_key = 'a' AND expires_at < 1",
            "SELECT subject FROM accountlink_link WHERE identity_key = 'a'",
            "SELECT subject FROM accountlink_link WHERE user_key = 'a'",
            "UPDATE accountlink_user SET changes = 2 WHERE user_key = 'a'",
            "DELETE FROM accountlink_link WHERE user_key = 'a'");

    for (String statement : statements) {
      assertThat(H2.query(dataSource, "EXPLAIN " + statement))
          .as(statement)
          .singleElement()
          .asString()
          .doesNotContain("tableScan");
    }
  }

  @Test
  void theTableHoldsNoKeyAsItIs() {
    guardAt(NOON).firstUse("flow-canary", NOON.plusSeconds(900));

    assertThat(H2.query(dataSource, "SELECT use_key FROM accountlink_used"))
        .singleElement()
        .asString()
        .matches("[0-9a-f]{64}");
  }

  private JdbcReplayGuard guardAt(Instant instant) {
    return new JdbcReplayGuard(dataSource, Clock.fixed(instant, ZoneOffset.UTC));
  }

  private int rows() {
    return Integer.parseInt(H2.query(dataSource, "SELECT COUNT(*) FROM accountlink_used").get(0));
  }
}
