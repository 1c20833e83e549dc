package dev.accountlink.examples.tinyforge;

import dev.accountlink.examples.tinyforge.ImportProviders.Source;
import java.util.List;
import java.util.Optional;

/**
 * A page of a provider's repositories, to choose from.
 *
 * @param problem what went wrong
 * @param pageThere the provider's own page, where it named one on which something can be done
 * @param partial whether organisations keep theirs back until the user has signed on there
 * @param permission whether a permission would help
 * @param words what was searched for
 * @param next where the list goes on
 * @param chooseHref the same page with all repositories ticked, or none
 * @param allChosen whether all are ticked
 * @param further whether it is not the first page
 * @param ssh whether keys can be used
 */
record ImportList(
    Source source,
    String username,
    Optional<String> problem,
    Optional<String> pageThere,
    boolean partial,
    boolean permission,
    String words,
    List<RemoteRow> rows,
    Optional<String> next,
    String chooseHref,
    boolean allChosen,
    boolean further,
    SshOffer ssh) {

  /** A page without a list, that says why. */
  static ImportList without(Source source, String problem, boolean permission) {
    return new ImportList(
        source,
        "",
        Optional.of(problem),
        Optional.empty(),
        false,
        permission,
        "",
        List.of(),
        Optional.empty(),
        source.href(),
        false,
        false,
        SshOffer.NONE);
  }

  boolean hasRows() {
    return !rows.isEmpty();
  }

  /** Whether the provider had nothing, as opposed to nothing to say, or to show here. */
  boolean isEmpty() {
    return rows.isEmpty() && problem.isEmpty() && !(partial && words.isEmpty());
  }

  boolean canSearch() {
    return source.isReady() && !permission;
  }
}
