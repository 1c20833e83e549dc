package dev.accountlink.examples.tinyforge;

import dev.accountlink.examples.tinyforge.ImportProviders.Source;
import dev.accountlink.examples.tinyforge.imports.Imports;
import dev.accountlink.imports.RemoteRepositories;
import dev.accountlink.model.RemoteRepository;
import java.util.List;
import java.util.Optional;

/**
 * Whether SSH with deploy keys can be chosen, or what is missing.
 *
 * @param possible whether it can
 * @param missing a sentence that says what is missing
 * @param permission whether that is a permission
 */
record SshOffer(boolean possible, Optional<String> missing, boolean permission) {
  static final SshOffer NONE = new SshOffer(false, Optional.empty(), false);

  static SshOffer of(
      Source source,
      RemoteRepositories repositories,
      List<RemoteRepository> listed,
      Imports imports) {
    if (!repositories.takesDeployKeys()) {
      return missing(source.label() + " takes no keys for single repositories.", false);
    }
    boolean known =
        listed.stream().flatMap(one -> one.sshAddress().stream()).anyMatch(imports::knows);
    if (!known) {
      return missing(
          "nobody has told this forge by which key the SSH server of "
              + source.label()
              + " is known.",
          false);
    }
    return source.keys()
        ? new SshOffer(true, Optional.empty(), false)
        : missing("your permission does not let a repository be given a key of its own.", true);
  }

  private static SshOffer missing(String why, boolean permission) {
    return new SshOffer(false, Optional.of(why), permission);
  }
}
