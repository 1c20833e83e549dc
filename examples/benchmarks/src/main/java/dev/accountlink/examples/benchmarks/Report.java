package dev.accountlink.examples.benchmarks;

import dev.accountlink.examples.benchmarks.Rounds.Measured;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tables in Markdown, as they stand in {@code docs/benchmarks.md}. */
final class Report {
  private final BenchmarkDatabase database;
  private final List<String> lines = new ArrayList<>();
  private final Map<Question, Measured> smallest = new EnumMap<>(Question.class);
  private final Map<Question, Measured> largest = new EnumMap<>(Question.class);
  private boolean held = true;

  Report(BenchmarkDatabase database) {
    this.database = database;
    lines.add("### " + database.title());
    lines.add("");
    lines.add(
        "| links | question | store, µs CPU | plain JDBC, µs CPU | ratio | middle half | store, µs"
            + " by the clock | plain JDBC |");
    lines.add("|---|---|---|---|---|---|---|---|");
  }

  void add(int size, Measured measured) {
    Question question = measured.question();
    smallest.putIfAbsent(question, measured);
    largest.put(question, measured);
    held &= !question.isLookUp() || measured.ratio() <= database.limit();
    lines.add(
        format(
            "| %,d | %s | %.1f | %.1f | **%.2f** | %.2f to %.2f | %.0f | %.0f |",
            size,
            question.words(),
            measured.median(round -> round.store().processor()),
            measured.median(round -> round.plain().processor()),
            measured.ratio(),
            measured.quantile(Rounds.Round::ratio, 0.25),
            measured.quantile(Rounds.Round::ratio, 0.75),
            measured.median(round -> round.store().wall()),
            measured.median(round -> round.plain().wall())));
  }

  void size(int links) {
    lines.add(
        format("| %,d | bytes per link | %d | | | | | |", links, database.bytesOnDisk() / links));
  }

  /** What a look-up costs with most links, where it costs one with fewest. */
  void growth() {
    lines.add("");
    lines.add("| from fewest to most links | store grows by | plain JDBC grows by |");
    lines.add("|---|---|---|");
    smallest.forEach((question, few) -> growth(question, few, largest.getOrDefault(question, few)));
  }

  private void growth(Question question, Measured few, Measured many) {
    lines.add(
        format(
            "| %s | %.2f | %.2f |",
            question.words(),
            many.median(round -> round.store().processor())
                / few.median(round -> round.store().processor()),
            many.median(round -> round.plain().processor())
                / few.median(round -> round.plain().processor())));
  }

  void plan(String words, String sql, String... values) {
    lines.add("");
    lines.add(words + ":");
    lines.add("");
    lines.add("```");
    Sql.texts(database.pool(), database.explain() + sql, values)
        .forEach(row -> row.lines().forEach(lines::add));
    lines.add("```");
  }

  void verdict() {
    lines.add("");
    lines.add(format("Look-ups at most %.1f times plain JDBC: %s.", database.limit(), said(held)));
    boolean grewFaster =
        smallest.values().stream()
            .filter(few -> few.question().isLookUp())
            .anyMatch(few -> largest.getOrDefault(few.question(), few).grewFasterSince(few));
    lines.add("Look-ups grow no faster than plain JDBC: " + said(!grewFaster) + ".");
  }

  private static String said(boolean held) {
    return held ? "held" : "MISSED";
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }

  @Override
  public String toString() {
    return String.join("\n", lines) + "\n";
  }
}
