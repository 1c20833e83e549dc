package dev.accountlink.examples.benchmarks;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What to measure.
 *
 * @param sizes how many links to measure with, from few to many
 * @param databases which databases, {@code h2} and {@code postgresql}
 * @param rounds how many rounds to take the median of
 * @param lookups how many look-ups a round has on PostgreSQL; H2 gets ten times as many
 * @param folder where the databases are for as long as it takes
 */
public record Options(
    List<Integer> sizes, List<String> databases, int rounds, int lookups, Path folder) {

  /**
   * Reads what stands on the command line.
   *
   * @throws IllegalArgumentException when that is not of the form {@code name=value}
   */
  public static Options parse(String... arguments) {
    Map<String, String> given = new HashMap<>();
    for (String argument : arguments) {
      int sign = argument.indexOf('=');
      if (sign < 0) {
        throw new IllegalArgumentException("Not of the form name=value: " + argument);
      }
      given.put(argument.substring(0, sign), argument.substring(sign + 1));
    }
    return new Options(
        list(given.getOrDefault("sizes", "1000,100000,1000000")).stream()
            .map(Integer::valueOf)
            .sorted()
            .toList(),
        list(given.getOrDefault("databases", "h2,postgresql")),
        Integer.parseInt(given.getOrDefault("rounds", "15")),
        Integer.parseInt(given.getOrDefault("lookups", "2000")),
        Path.of(given.getOrDefault("folder", "target/benchmarks")));
  }

  private static List<String> list(String commaSeparated) {
    return Arrays.asList(commaSeparated.split(","));
  }
}
