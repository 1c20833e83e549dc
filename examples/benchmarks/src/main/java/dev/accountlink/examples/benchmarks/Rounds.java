package dev.accountlink.examples.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.ToDoubleFunction;

/**
 * Asks two contenders the same question in turns, so that whatever else the machine does meets
 * both, and the one goes first as often as the other.
 */
final class Rounds {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int WARM_UP = 10;

  /** The first of all, when the virtual machine has compiled nothing yet. */
  private static final int FIRST_WARM_UP = 40;

  private final Contender store;
  private final Contender plain;
  private final boolean cold;

  Rounds(Contender store, Contender plain, boolean cold) {
    this.store = store;
    this.plain = plain;
    this.cold = cold;
  }

  /**
   * Measures.
   *
   * @param batch how often the question is asked of each in a round
   * @param numbers which link is next
   */
  Measured measure(Question question, int rounds, int batch, IntSupplier numbers) {
    List<Round> measured = new ArrayList<>();
    int warmUp = cold && question.isLookUp() ? FIRST_WARM_UP : WARM_UP;
    for (int round = -warmUp; round < rounds; round++) {
      boolean storeFirst = round % 2 == 0;
      Cost first = cost(storeFirst ? store : plain, question, batch, numbers);
      Cost second = cost(storeFirst ? plain : store, question, batch, numbers);
      if (round >= 0) {
        measured.add(storeFirst ? new Round(first, second) : new Round(second, first));
      }
    }
    return new Measured(question, List.copyOf(measured));
  }

  private static Cost cost(Contender contender, Question question, int batch, IntSupplier numbers) {
    long wall = System.nanoTime();
    long processor = THREADS.getCurrentThreadCpuTime();
    for (int i = 0; i < batch; i++) {
      question.ask(contender, numbers.getAsInt());
    }
    processor = THREADS.getCurrentThreadCpuTime() - processor;
    wall = System.nanoTime() - wall;
    return new Cost(processor / 1000.0 / batch, wall / 1000.0 / batch);
  }

  /** Microseconds a question took: of this thread's processor, and by the clock. */
  record Cost(double processor, double wall) {}

  /** Both contenders, one right after the other. */
  record Round(Cost store, Cost plain) {
    double ratio() {
      return store.processor / plain.processor;
    }
  }

  /** What came of all rounds. */
  record Measured(Question question, List<Round> rounds) {

    double median(ToDoubleFunction<Round> of) {
      return quantile(of, 0.5);
    }

    double quantile(ToDoubleFunction<Round> of, double share) {
      double[] sorted = rounds.stream().mapToDouble(of).sorted().toArray();
      return sorted[(int) Math.round(share * (sorted.length - 1))];
    }

    double ratio() {
      return median(Round::ratio);
    }

    /**
     * Whether the store grew faster than plain JDBC did: by more than half of the rounds differ
     * among themselves.
     */
    boolean grewFasterSince(Measured fewest) {
      return quantile(Round::ratio, 0.25) > fewest.quantile(Round::ratio, 0.75);
    }

    @Override
    public String toString() {
      return question + " " + Arrays.toString(rounds.stream().mapToDouble(Round::ratio).toArray());
    }
  }
}
