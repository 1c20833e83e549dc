package dev.accountlink.jdbc;

import java.util.function.Predicate;

/** The host's step at the end of a transaction, which is begun once. Used by one thread. */
final class LastStep<S> {
  private final Predicate<S> step;
  private boolean begun;

  LastStep(Predicate<S> step) {
    this.step = step;
  }

  boolean test(S given) {
    begun = true;
    try {
      return step.test(given);
    } catch (RuntimeException e) {
      throw new Failed(e);
    }
  }

  boolean mayBeReachedAgain() {
    return !begun;
  }

  /** The step threw. Told apart from what the database throws, as the host may use Jdbi too. */
  static final class Failed extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final RuntimeException problem;

    private Failed(RuntimeException problem) {
      super(problem);
      this.problem = problem;
    }

    RuntimeException problem() {
      return problem;
    }
  }
}
