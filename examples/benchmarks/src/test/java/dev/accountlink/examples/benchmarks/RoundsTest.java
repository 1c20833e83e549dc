package dev.accountlink.examples.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.examples.benchmarks.Rounds.Cost;
import dev.accountlink.examples.benchmarks.Rounds.Measured;
import dev.accountlink.examples.benchmarks.Rounds.Round;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** What is made of the rounds. */
class RoundsTest {
  private final Measured fewest = ratios(1.1, 1.2, 1.3, 1.4, 1.5);

  @Test
  void theMiddleOfTheRoundsCounts() {
    assertThat(fewest.ratio()).isEqualTo(1.3);
    assertThat(ratios(1.2, 9, 1.1).ratio()).isEqualTo(1.2);
  }

  @Test
  void whatGrowsWithinTheMiddleHalfDidNotGrowFaster() {
    assertThat(ratios(1.2, 1.35, 1.4, 1.5, 1.6).grewFasterSince(fewest)).isFalse();
    assertThat(ratios(1.0, 1.0, 1.0, 1.0, 1.0).grewFasterSince(fewest)).isFalse();
  }

  @Test
  void whatGrowsBeyondTheMiddleHalfGrewFaster() {
    assertThat(ratios(1.3, 1.45, 1.5, 1.6, 1.7).grewFasterSince(fewest)).isTrue();
  }

  /** Rounds in which plain JDBC took one microsecond. */
  private static Measured ratios(double... ratios) {
    Cost plain = new Cost(1, 1);
    return new Measured(
        Question.FIND,
        DoubleStream.of(ratios).mapToObj(one -> new Round(new Cost(one, one), plain)).toList());
  }
}
