package dev.accountlink.examples.tinyforge.imports;

/**
 * How far an attempt has come.
 *
 * @param step what it is at
 * @param done how much of the step is done
 * @param total how much there is to do; 0 where nobody knows
 * @param bytes how much is here
 */
public record ImportProgress(Step step, int done, int total, long bytes) {
  /** At the beginning. */
  public static final ImportProgress NONE = new ImportProgress(Step.ASKING, 0, 0, 0);

  /** The parts of an import that people can wait for. */
  public enum Step {
    /** Asking the provider for the repository. */
    ASKING,
    /** Taking in what git sends. */
    RECEIVING,
    /** Putting together what came in pieces. */
    RESOLVING
  }
}
