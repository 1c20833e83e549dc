package dev.accountlink.examples.tinyforge.imports;

import java.io.IOException;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.internal.JGitText;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryBuilder;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.transport.FetchResult;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.URIish;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches all branches and tags of a repository into a bare one. Neither the address nor what was
 * shown there stays in it.
 */
final class GitFetch {
  private static final Logger LOG = LoggerFactory.getLogger(GitFetch.class);

  private static final List<RefSpec> ALL =
      List.of(new RefSpec("+refs/heads/*:refs/heads/*"), new RefSpec("+refs/tags/*:refs/tags/*"));

  private final Attempt attempt;
  private final Consumer<ImportProgress> listener;

  GitFetch(Attempt attempt, Consumer<ImportProgress> listener) {
    this.attempt = attempt;
    this.listener = listener;
  }

  /** What a transport needs to be let in. */
  interface Login {
    void with(Transport transport) throws IOException;
  }

  /**
   * Fetches.
   *
   * @param branch what to look at first, if git itself does not say
   */
  void fetch(String address, Optional<String> branch, Login login) throws ImportFailure {
    try (Repository git =
        new RepositoryBuilder().setGitDir(attempt.folder().toFile()).setBare().build()) {
      git.create(true);
      during(git.getConfig(), true);
      FetchResult result;
      try (Transport transport = Transport.open(git, new URIish(address))) {
        transport.setTimeout((int) attempt.limits().silence().toSeconds());
        transport.setTagOpt(TagOpt.NO_TAGS);
        login.with(transport);
        result = transport.fetch(new FetchMonitor(attempt, listener), ALL);
      }
      during(git.getConfig(), false);
      git.updateRef(Constants.HEAD).link(Constants.R_HEADS + head(result, branch));
      attempt.measure();
    } catch (IOException | URISyntaxException | RuntimeException failure) {
      throw failed(failure, address);
    }
    if (attempt.isStopped()) {
      throw ImportFailure.of(ImportTrouble.BROKEN_OFF);
    }
  }

  /**
   * Holds for one fetch, and is no setting of the repository that comes of it: where the provider
   * sends git on to, nobody has looked at; and what is tidied up by itself may be gone meanwhile.
   */
  private static void during(StoredConfig config, boolean fetch) throws IOException {
    if (fetch) {
      config.setString("http", null, "followRedirects", "false");
      config.setString("gc", null, "autoDetach", "false");
    } else {
      config.unsetSection("http", null);
      config.unsetSection("gc", null);
    }
    config.save();
  }

  private static String head(FetchResult result, Optional<String> branch) {
    return Optional.ofNullable(result.getAdvertisedRef(Constants.HEAD))
        .filter(Ref::isSymbolic)
        .map(head -> head.getTarget().getName())
        .filter(name -> name.startsWith(Constants.R_HEADS))
        .map(Repository::shortenRefName)
        .or(() -> branch.filter(name -> Repository.isValidRefName(Constants.R_HEADS + name)))
        .orElse("main");
  }

  /** JGit tells most of its troubles by texts only, in which the address may stand. */
  private ImportFailure failed(Exception failure, String address) {
    String text = chain(failure);
    if (!attempt.isStopped()) {
      LOG.info("{}: git failed: {}", attempt.job().provider().value(), text);
    }
    String told = text.replace(address, "");
    if (told.contains(beginning(JGitText.get().redirectsOff))) {
      return ImportFailure.of(ImportTrouble.REDIRECTED);
    }
    if (failure instanceof NoRemoteRepositoryException
        || told.contains(JGitText.get().notAuthorized)
        || told.contains("not permitted")) {
      return ImportFailure.of(ImportTrouble.GIT_REFUSED);
    }
    return ImportFailure.of(
        failure instanceof TransportException ? ImportTrouble.BROKEN_OFF : ImportTrouble.INTERNAL);
  }

  private static String beginning(String message) {
    return message.split("[{(]", 2)[0];
  }

  private static String chain(Throwable failure) {
    StringBuilder text = new StringBuilder();
    for (Throwable at = failure; at != null; at = at.getCause()) {
      text.append(at.getMessage()).append("; ");
    }
    return text.toString();
  }
}
