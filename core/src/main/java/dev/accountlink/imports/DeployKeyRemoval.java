package dev.accountlink.imports;

/** What came of removing a key from a repository. */
public sealed interface DeployKeyRemoval
    permits DeployKeyRemoval.Removed,
        DeployKeyRemoval.WasNotThere,
        RepositoryLookup.NotFound,
        ImportProblem {

  /** It is gone now. */
  record Removed() implements DeployKeyRemoval {}

  /** It was not registered there. */
  record WasNotThere() implements DeployKeyRemoval {}
}
