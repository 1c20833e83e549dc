package dev.accountlink.imports;

import dev.accountlink.model.RemoteRepository;

/** Whether somebody can clone a repository at this moment. */
public sealed interface RepositoryLookup
    permits RepositoryLookup.Found, RepositoryLookup.NotFound, ImportProblem {

  /**
   * Yes.
   *
   * @param repository as it is now; its name may be another
   */
  record Found(RemoteRepository repository) implements RepositoryLookup {}

  /** No: it is gone, or not for this person. Providers do not say which. */
  record NotFound() implements RepositoryLookup, DeployKeyAddition, DeployKeyRemoval {}
}
