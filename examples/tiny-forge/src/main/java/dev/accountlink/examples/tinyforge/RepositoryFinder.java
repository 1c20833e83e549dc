package dev.accountlink.examples.tinyforge;

import dev.accountlink.imports.ImportProblem;
import dev.accountlink.imports.RemoteRepositories;
import dev.accountlink.imports.RepositoryPage;
import dev.accountlink.model.RemoteRepository;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads a provider's list of repositories page by page, or through it in search of a name. */
final class RepositoryFinder {
  /** A search goes through as many pages for one press of a button. */
  private static final int PAGES = 5;

  private RepositoryFinder() {}

  /**
   * What was found.
   *
   * @param next where the list goes on
   * @param problem why there is not more
   * @param partial whether organisations keep theirs back until the user has signed on there
   * @param lost whether the page asked for is not one of this list
   */
  record Found(
      List<RemoteRepository> repositories,
      Optional<String> next,
      Optional<ImportProblem> problem,
      boolean partial,
      boolean lost) {}

  /**
   * Asks the provider.
   *
   * @param words what the name has to contain; all are found by an empty text
   * @param from where to go on; the beginning by an empty text
   */
  static Found find(RemoteRepositories repositories, String words, String from) {
    List<RemoteRepository> found = new ArrayList<>();
    Optional<String> next = Optional.of(from);
    boolean partial = false;
    for (int pages = 0; pages < PAGES && next.isPresent(); pages++) {
      String at = next.get();
      RepositoryPage page = at.isEmpty() ? repositories.list() : repositories.list(at);
      if (page instanceof ImportProblem problem) {
        return new Found(found, Optional.of(at), Optional.of(problem), partial, false);
      }
      if (!(page instanceof RepositoryPage.Listed listed)) {
        return new Found(found, Optional.empty(), Optional.empty(), partial, true);
      }
      listed.repositories().stream().filter(one -> matches(one, words)).forEach(found::add);
      partial |= listed.partial();
      next = listed.next();
      if (words.isEmpty()) {
        break;
      }
    }
    return new Found(found, next, Optional.empty(), partial, false);
  }

  private static boolean matches(RemoteRepository one, String words) {
    return one.ref().fullName().toLowerCase(Locale.ROOT).contains(words.toLowerCase(Locale.ROOT));
  }
}
