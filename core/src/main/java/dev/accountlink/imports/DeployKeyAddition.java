package dev.accountlink.imports;

import dev.accountlink.model.RemoteRepository;

/** What came of registering a key at a repository. */
public sealed interface DeployKeyAddition
    permits DeployKeyAddition.Added,
        DeployKeyAddition.WasThere,
        DeployKeyAddition.InUseElsewhere,
        RepositoryLookup.NotFound,
        ImportProblem {

  /**
   * It is registered now.
   *
   * @param repository as it is now
   */
  record Added(RemoteRepository repository) implements DeployKeyAddition {}

  /**
   * It was registered at this very repository before.
   *
   * @param repository as it is now
   */
  record WasThere(RemoteRepository repository) implements DeployKeyAddition {}

  /** The provider has this key for somebody or something else: make another. */
  record InUseElsewhere() implements DeployKeyAddition {}
}
