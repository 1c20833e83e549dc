package dev.accountlink.examples.benchmarks;

import dev.accountlink.jdbc.JdbcLinkStore;
import dev.accountlink.jdbc.Schema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/**
 * What a look-up in {@link JdbcLinkStore} costs beside the same in plain JDBC, from few links to
 * many. Prints tables in Markdown.
 */
public final class LinkStoreBenchmark {
  private final Options options;

  private LinkStoreBenchmark(Options options) {
    this.options = options;
  }

  /** Measures and prints; see {@link Options} for what may be said. */
  public static void main(String[] arguments) {
    for (Report report : run(Options.parse(arguments))) {
      System.out.println(report);
    }
  }

  /** A report for each database. */
  static List<Report> run(Options options) {
    LinkStoreBenchmark benchmark = new LinkStoreBenchmark(options);
    List<Report> reports = new ArrayList<>();
    for (String name : options.databases()) {
      try (BenchmarkDatabase database = open(name, options.folder().toAbsolutePath())) {
        reports.add(benchmark.measure(database));
      }
    }
    return reports;
  }

  private static BenchmarkDatabase open(String name, Path folder) {
    return switch (name) {
      case "h2" -> FileH2.in(folder.resolve("h2"));
      case "postgresql" -> RealPostgreSql.in(folder.resolve("postgresql"));
      default -> throw new IllegalArgumentException("Not h2 or postgresql: " + name);
    };
  }

  private Report measure(BenchmarkDatabase database) {
    Schema.migrate(database.pool());
    Report report = new Report(database);
    int filled = 0;
    for (int size : options.sizes()) {
      say("%s: filling up to %,d links", database.title(), size);
      Filling.add(database, filled, size);
      filled = size;
      say("measuring");
      report.size(size);
      measure(database, report, size);
    }
    report.growth();
    String any = PlainJdbc.key(Samples.identity(filled / 2).text());
    report.plan("Find by identity", PlainJdbc.FIND, any);
    report.plan("List by user", PlainJdbc.LIST, PlainJdbc.key(Samples.user(filled / 2).value()));
    report.verdict();
    return report;
  }

  private void measure(BenchmarkDatabase database, Report report, int size) {
    Rounds rounds =
        new Rounds(
            new Contender.Store(new JdbcLinkStore(database.pool())),
            new PlainJdbc(database.pool()),
            size == options.sizes().get(0));
    Random random = new Random(size);
    IntSupplier anyLink = () -> random.nextInt(size);
    AtomicInteger next = new AtomicInteger(size);
    int batch = database.batch(options.lookups());
    report.add(size, rounds.measure(Question.FIND, options.rounds(), batch, anyLink));
    report.add(size, rounds.measure(Question.LIST, options.rounds(), batch, anyLink));
    report.add(
        size, rounds.measure(Question.INSERT, options.rounds(), batch / 20, next::getAndIncrement));
    removeFrom(database, size);
  }

  /** So that the next size is what it says. */
  private static void removeFrom(BenchmarkDatabase database, int size) {
    long since = Samples.link(size).note().orElseThrow().linkedAt().toEpochMilli();
    Sql.execute(
        database.pool(),
        List.of(
            "DELETE FROM accountlink_link WHERE linked_at >= " + since,
            "DELETE FROM accountlink_user"));
  }

  private static void say(String pattern, Object... values) {
    System.err.println(String.format(Locale.ROOT, pattern, values));
  }
}
