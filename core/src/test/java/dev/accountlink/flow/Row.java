package dev.accountlink.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A row of the decision table.
 *
 * @param when when it counts, in words
 * @param fits the same as a predicate
 * @param then what comes of it
 */
record Row<F extends Facts>(String when, Predicate<F> fits, String then) {
  /** Finds each fact's row, compares the decision, and wants every row to count at least once. */
  static <F extends Facts> void assertAll(
      List<Row<F>> rows, List<F> all, Function<F, String> decide) {
    Map<Row<F>, Integer> used = new LinkedHashMap<>();
    rows.forEach(row -> used.put(row, 0));
    for (F facts : all) {
      Row<F> row = rows.stream().filter(r -> r.fits().test(facts)).findFirst().orElseThrow();
      used.merge(row, 1, Integer::sum);
      String decided = decide.apply(facts);
      if (!decided.equals(row.then())) {
        assertThat(decided).as(row.when() + ": " + facts).isEqualTo(row.then());
      }
    }
    used.forEach((row, times) -> assertThat(times).as(row.when() + " ever counts").isPositive());
  }

  static String name(Decision decision) {
    return decision instanceof Decision.Refuse refuse
        ? refuse.refusal().code()
        : decision.getClass().getSimpleName();
  }
}
