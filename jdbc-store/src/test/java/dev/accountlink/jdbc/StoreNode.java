package dev.accountlink.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.accountlink.model.GrantId;
import dev.accountlink.model.Link;
import dev.accountlink.model.UserId;
import dev.accountlink.spi.GrantStore.Lease;
import dev.accountlink.spi.LinkStore.Insertion;
import dev.accountlink.spi.LinkStore.Removal;
import dev.accountlink.testkit.Race;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A node in a process of its own. For each line it reads it lets all its threads run for the same
 * things as those of another process, and says what they won.
 */
final class StoreNode {
  static final int THREADS = 32;
  static final String READY = "@READY";
  private static final Instant LATE = Instant.parse("2100-01-01T00:00:00Z");

  private StoreNode() {}

  /** Arguments: database and the node's name. */
  public static void main(String[] arguments) throws IOException {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(arguments[0]);
    config.setMaximumPoolSize(8);
    config.setConnectionTimeout(60_000);
    try (HikariDataSource pool = new HikariDataSource(config);
        BufferedReader rounds = new BufferedReader(new InputStreamReader(System.in))) {
      new JdbcLinkStore(pool).findAll(new UserId("nobody"));
      say(READY);
      for (String round = rounds.readLine(); round != null; round = rounds.readLine()) {
        run(pool, arguments[1], round);
        say(READY);
      }
    }
  }

  private static void run(HikariDataSource pool, String node, String round) {
    JdbcLinkStore links = new JdbcLinkStore(pool);
    JdbcGrantStore grants = new JdbcGrantStore(pool);
    JdbcReplayGuard guard = new JdbcReplayGuard(pool);
    GrantId grant = grants.findAll(user(round)).get(0).id();
    List<Link> all = links.findAll(user(round));
    Race.run(
        THREADS,
        i -> {
          String me = node + "-" + i;
          if (links.insert(Links.link(new UserId(me), round)) instanceof Insertion.Inserted) {
            say("@OWNER " + round + " " + me);
          }
          if (guard.firstUse(round, LATE)) {
            say("@FIRST " + round + " " + me);
          }
          if (grants.lease(grant, 1, me, Duration.ofHours(1)) instanceof Lease.Taken) {
            say("@LEASE " + round + " " + me);
          }
          if (links.remove(user(round), all.get(i % all.size()).identity(), rest -> !rest.isEmpty())
              instanceof Removal.Removed) {
            say("@REMOVED " + round + " " + me);
          }
          return i;
        });
  }

  /** Who has links and a grant that both nodes run for. */
  static UserId user(String round) {
    return new UserId("user-of-" + round);
  }

  private static synchronized void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
