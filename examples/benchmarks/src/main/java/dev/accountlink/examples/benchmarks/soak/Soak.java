package dev.accountlink.examples.benchmarks.soak;

import dev.accountlink.jdbc.Schema;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Lets visitors come and go at two nodes for some minutes, restarts PostgreSQL under them, and then
 * counts what is amiss. Ends with 1 when anything is.
 */
public final class Soak {
  private static final int VISITORS = 6;

  private final Duration length;
  private final int restarts;
  private final Ledger ledger;

  private Soak(Duration length, int restarts) {
    this.length = length;
    this.restarts = restarts;
    this.ledger = new Ledger(length);
  }

  /** Arguments: {@code minutes=10 restarts=5 folder=target/soak}, or some of them. */
  public static void main(String[] arguments) throws Exception {
    Map<String, String> given =
        Arrays.stream(arguments)
            .map(argument -> argument.split("=", 2))
            .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
    Soak soak =
        new Soak(
            Duration.ofMinutes(Integer.parseInt(given.getOrDefault("minutes", "10"))),
            Integer.parseInt(given.getOrDefault("restarts", "5")));
    Path folder = Path.of(given.getOrDefault("folder", "target/soak")).toAbsolutePath();
    System.exit(
        soak.run(Files.createTempDirectory(Files.createDirectories(folder), "run")) ? 0 : 1);
  }

  private boolean run(Path folder) throws IOException, InterruptedException {
    try (FallingPostgreSql database = FallingPostgreSql.in(folder);
        Providers providers = Providers.start(40 * (int) length.toMinutes() + 40);
        Front front = new Front();
        Nodes nodes = new Nodes(ledger::wrong)) {
      Jdbi jdbi = prepared(database.url());
      providers.register(front.address());
      for (int node = 0; node < 2; node++) {
        front.add(
            nodes.start(
                front.address(),
                database.url(),
                folder.toString(),
                providers.work().issuer(),
                providers.home().baseUrl()));
      }
      ledger.begin();
      ExecutorService visitors = Executors.newFixedThreadPool(VISITORS);
      for (int i = 0; i < VISITORS; i++) {
        visitors.execute(new Visitor(front.address(), providers, ledger, i, ledger::goesOn));
      }
      visitors.shutdown();
      restart(database);
      if (!visitors.awaitTermination(length.toSeconds() + 120, TimeUnit.SECONDS)) {
        ledger.wrong("visitors did not come to an end");
      }
      audit(jdbi, front.address(), providers);
      return report(jdbi);
    }
  }

  private static Jdbi prepared(String url) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url);
    Schema.migrate(source);
    Jdbi jdbi = Jdbi.create(source);
    jdbi.useHandle(handle -> SoakTables.STATEMENTS.forEach(handle::execute));
    return jdbi;
  }

  /** Evenly over the time; every second time without a warning. */
  private void restart(FallingPostgreSql database) throws IOException, InterruptedException {
    for (int done = 0; done < restarts; done++) {
      double due = (done + 1.0) / (restarts + 1);
      while (ledger.progress() < due) {
        TimeUnit.MILLISECONDS.sleep(200);
      }
      ledger.databaseGoes();
      long since = System.nanoTime();
      if (done % 2 == 0) {
        database.crash();
      } else {
        database.restart();
      }
      ledger.databaseIsBack();
      System.out.printf(
          "PostgreSQL %s and was back after %.1f s%n",
          done % 2 == 0 ? "crashed" : "was restarted", (System.nanoTime() - since) / 1e9);
    }
  }

  /** Each grant there is must be good for a token of the right person. */
  private void audit(Jdbi jdbi, String address, Providers providers) {
    List<String> users =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery("SELECT DISTINCT user_id FROM accountlink_grant")
                    .mapTo(String.class)
                    .list());
    for (String user : users) {
      BrowserPage audit = TestBrowser.fresh().get(address + SoakPages.AUDIT + "?user=" + user);
      if (audit.status() != 200) {
        ledger.wrong("the grants of a user could not be looked at");
      }
      audit.body().lines().forEach(line -> ledger.audited(line, providers));
    }
  }

  private boolean report(Jdbi jdbi) {
    System.out.println("\n| what visitors did | times |\n|---|---|");
    ledger
        .counts()
        .forEach((what, times) -> System.out.println("| " + what + " | " + times + " |"));
    System.out.println(
        "| failed while the database was away, or just after | " + ledger.failedMeanwhile() + " |");
    System.out.println("\n| afterwards | |\n|---|---|");
    for (String table : new String[] {"soak_user", "accountlink_link", "accountlink_grant"}) {
      System.out.println(
          "| rows of "
              + table
              + " | "
              + Invariants.count(jdbi, "SELECT COUNT(*) FROM " + table)
              + " |");
    }
    Map<String, Integer> amiss = Invariants.count(jdbi, ledger);
    amiss.forEach((what, count) -> System.out.println("| " + what + " | " + count + " |"));
    System.out.println("| anything else that was wrong | " + ledger.wrong().size() + " |");
    ledger.wrong().stream().limit(30).forEach(System.out::println);
    return ledger.wrong().isEmpty() && amiss.values().stream().allMatch(count -> count == 0);
  }
}
