package dev.accountlink.jdbc;

import static dev.accountlink.jdbc.Links.ALICE;
import static dev.accountlink.jdbc.Links.key;
import static dev.accountlink.jdbc.Links.link;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accountlink.spi.LinkStore.Insertion;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.Test;

/** Who tries again, how often, and for how long. */
class RetriesTest {
  private final JdbcConnectionPool pool = H2.withTables();

  @Test
  void thereIsAnEndToIt() {
    Faults faults = new Faults("prepareStatement", "accountlink_", "40001", Integer.MAX_VALUE);
    JdbcLinkStore store = new JdbcLinkStore(faults.over(pool));

    assertThatThrownBy(() -> store.insert(link(ALICE, "1")))
        .isInstanceOf(JdbcStoreException.class)
        .hasMessageContaining("40001");

    assertThat(Integer.MAX_VALUE - faults.left()).isEqualTo(Retries.MOST);
    assertThat(pool.getActiveConnections()).isZero();
  }

  @Test
  void eachWaitMayBeLongerThanTheOneBeforeAndIsDrawnByChance() {
    int waits = Retries.MOST - 1;
    List<Set<Long>> drawn = Stream.<Set<Long>>generate(HashSet::new).limit(waits).toList();
    for (int loser = 0; loser < 500; loser++) {
      Iterator<Set<Long>> next = drawn.iterator();
      Retries retries = new Retries(() -> 0, wait -> next.next().add(wait));
      for (int i = 0; i < waits; i++) {
        assertThat(retries.waitForNext()).isTrue();
      }
      assertThat(retries.waitForNext()).isFalse();
    }

    for (int i = 0; i < waits; i++) {
      long longest = Math.min(200_000, 1000L << i);
      assertThat(drawn.get(i)).as("microseconds").hasSizeGreaterThan(100);
      assertThat(Collections.max(drawn.get(i))).isBetween(longest * 9 / 10, longest);
    }
  }

  @Test
  void nothingIsBegunAgainAfterTwentySeconds() {
    AtomicLong now = new AtomicLong();
    List<Long> waits = new ArrayList<>();
    Retries retries = new Retries(now::get, waits::add);

    now.set(Duration.ofSeconds(20).toNanos());
    assertThat(retries.waitForNext()).isTrue();
    now.incrementAndGet();
    assertThat(retries.waitForNext()).isFalse();

    assertThat(waits).hasSize(1);
  }

  @Test
  void whoeverIsInterruptedDoesNotGoOn() {
    Faults faults = new Faults("prepareStatement", "accountlink_", "40P01", 5);
    JdbcLinkStore store = new JdbcLinkStore(faults.over(pool));
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> store.find(key("1"))).isInstanceOf(JdbcStoreException.class);

    assertThat(Thread.interrupted()).as("it still is").isTrue();
    assertThat(faults.left()).isEqualTo(4);
  }

  @Test
  void onlyWhoLostToAnotherTriesAgain() {
    for (String state : List.of("42000", "08006", "53100", "25006", "22001", "57014")) {
      Faults faults = new Faults("prepareStatement", "accountlink_", state, 5);

      assertThatThrownBy(() -> new JdbcLinkStore(faults.over(pool)).find(key("1")))
          .isInstanceOf(JdbcStoreException.class)
          .hasMessageContaining(state);

      assertThat(faults.left()).as(state).isEqualTo(4);
    }
    assertThat(new JdbcLinkStore(pool).insert(link(ALICE, "1")))
        .isEqualTo(new Insertion.Inserted());
  }

  @Test
  void mariaDbIsUnderstoodByNumber() {
    for (int number : List.of(1205, 1213, 1020)) {
      assertThat(Trouble.isLostToAnother(refused("HY000", number))).as("%s", number).isTrue();
      assertThat(Trouble.isLostToAnother(refused("42000", number))).as("%s", number).isFalse();
    }
    assertThat(Trouble.isLostToAnother(refused("HY000", 1114))).isFalse();
    assertThat(Trouble.isLostToAnother(refused("40001", 1213))).isTrue();
    assertThat(Trouble.isLostToAnother(refused(null, 0))).isFalse();
    assertThat(Trouble.withoutValues(refused("HY000", 1114))).hasMessageContaining("no room left");
    assertThat(Trouble.withoutValues(refused("HY000", 1290))).hasMessageContaining("read-only");
  }

  private static JdbiException refused(String state, int number) {
    return new UnableToExecuteStatementException(
        new SQLException("by the test", state, number), null);
  }
}
