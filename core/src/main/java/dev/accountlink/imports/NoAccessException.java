package dev.accountlink.imports;

/** There is no access token for a question about repositories. */
public final class NoAccessException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient ImportProblem problem;

  /** For this reason, which becomes the answer to the question. */
  public NoAccessException(ImportProblem problem) {
    super("There is no access token: " + problem.getClass().getSimpleName());
    this.problem = problem;
  }

  /** Why there is none. */
  public ImportProblem problem() {
    return problem;
  }
}
