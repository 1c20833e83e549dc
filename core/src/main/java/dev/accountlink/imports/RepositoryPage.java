package dev.accountlink.imports;

import dev.accountlink.model.RemoteRepository;
import java.util.List;
import java.util.Optional;

/** A page of the repositories that somebody can clone, or why there is none. */
public sealed interface RepositoryPage
    permits RepositoryPage.Listed, RepositoryPage.UnknownPage, ImportProblem {

  /**
   * A page.
   *
   * @param repositories those on it; there may be none though others follow
   * @param next what to ask for the following page with, at most 1,000 letters, digits and {@code .
   *     - _}; empty at the end. It holds no secret and no address, and may go through a browser
   * @param partial whether organisations of the person keep theirs back until the person has
   *     authorised this application there, as GitHub says it
   */
  record Listed(List<RemoteRepository> repositories, Optional<String> next, boolean partial)
      implements RepositoryPage {
    /** Copies the list. */
    public Listed {
      repositories = List.copyOf(repositories);
    }
  }

  /** What was asked with is not from this list: begin again at the first page. */
  record UnknownPage() implements RepositoryPage {}
}
