package dev.accountlink.examples.tinyforge.imports;

import dev.accountlink.examples.tinyforge.imports.Attempt.Stop;
import dev.accountlink.examples.tinyforge.imports.DeployKeys.Registered;
import dev.accountlink.imports.CloneAccess;
import dev.accountlink.imports.CloneOffer;
import dev.accountlink.imports.DeployKeyPair;
import dev.accountlink.imports.ImportProblem;
import dev.accountlink.imports.RemoteRepositories;
import dev.accountlink.imports.RepositoryLookup;
import dev.accountlink.model.RemoteRepository;
import java.util.Optional;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;
import org.eclipse.jgit.transport.sshd.SshdSessionFactory;

/**
 * Works on one attempt, from the question whether the user may read the repository at this moment
 * to a clone that is whole.
 */
final class ImportRun {
  private final Attempt attempt;
  private final ImportJob job;
  private final RemoteRepositories repositories;
  private final ImportJobs jobs;
  private final DeployKeys keys;
  private final KnownHosts hosts;

  ImportRun(
      Attempt attempt,
      RemoteRepositories repositories,
      ImportJobs jobs,
      DeployKeys keys,
      KnownHosts hosts) {
    this.attempt = attempt;
    this.job = attempt.job();
    this.repositories = repositories;
    this.jobs = jobs;
    this.keys = keys;
    this.hosts = hosts;
  }

  /** Fills the attempt's folder. */
  void run() throws ImportFailure {
    Optional<ImportTrouble> name = jobs.nameTrouble(job);
    if (name.isPresent()) {
      throw ImportFailure.of(name.get());
    }
    RemoteRepository repository = find();
    jobs.seen(job, repository.ref(), repository.bytes());
    if (repository.vcs() != RemoteRepository.Vcs.GIT) {
      throw ImportFailure.of(ImportTrouble.NOT_GIT);
    }
    if (repository.bytes().filter(bytes -> bytes > attempt.limits().bytes()).isPresent()) {
      throw ImportFailure.of(ImportTrouble.TOO_LARGE);
    }
    GitFetch git = new GitFetch(attempt, this::progressed);
    switch (job.way()) {
      case HTTPS -> overHttps(git, repository);
      case SSH -> overSsh(git, repository);
    }
  }

  /** A row that is gone, or in another's hands, ends the attempt. */
  private void progressed(ImportProgress progress) {
    if (!jobs.progressed(job, progress)) {
      attempt.stop(Stop.UNWANTED);
    }
  }

  private RemoteRepository find() throws ImportFailure {
    RepositoryLookup answer = repositories.lookUp(job.ref());
    if (answer instanceof RepositoryLookup.Found found) {
      return found.repository();
    }
    throw answer instanceof ImportProblem problem
        ? ImportFailure.of(problem)
        : ImportFailure.of(ImportTrouble.NOT_FOUND);
  }

  private void overHttps(GitFetch git, RemoteRepository repository) throws ImportFailure {
    CloneOffer offer = repositories.cloneAccess(repository);
    if (offer instanceof ImportProblem problem) {
      throw ImportFailure.of(problem);
    }
    if (!(offer instanceof CloneAccess access)) {
      throw ImportFailure.of(ImportTrouble.NO_HTTPS_ADDRESS);
    }
    git.fetch(
        access.address().toString(),
        repository.defaultBranch(),
        transport -> {
          transport.setCredentialsProvider(
              new UsernamePasswordCredentialsProvider(
                  access.username(), access.password().reveal()));
          ((TransportHttp) transport).setHttpConnectionFactory(new StoppableHttp(attempt));
        });
  }

  /** The key is asked for last, and gone when this is over. */
  private void overSsh(GitFetch git, RemoteRepository repository) throws ImportFailure {
    requireKnownHost(repository);
    Registered key = keys.add(attempt, repositories);
    try {
      // where the provider says it is at this moment, after the user's own grant showed it
      String address = requireKnownHost(key.repository());
      fetch(git, address, repository.defaultBranch(), key.pair());
    } finally {
      keys.remove(job, key.pair(), repositories);
    }
  }

  private void fetch(GitFetch git, String address, Optional<String> branch, DeployKeyPair key)
      throws ImportFailure {
    KnownHosts.Check check = hosts.check();
    try (SshdSessionFactory sessions = SshKeys.sessions(key, check, attempt.folder())) {
      git.fetch(
          address, branch, transport -> ((SshTransport) transport).setSshSessionFactory(sessions));
    } catch (ImportFailure failure) {
      throw check.hasRefused() ? ImportFailure.of(ImportTrouble.OTHER_HOST_KEY) : failure;
    }
  }

  private String requireKnownHost(RemoteRepository repository) throws ImportFailure {
    String address =
        repository.sshAddress().orElseThrow(() -> ImportFailure.of(ImportTrouble.NO_SSH_ADDRESS));
    if (!hosts.knows(address)) {
      throw ImportFailure.of(ImportTrouble.HOST_NOT_KNOWN);
    }
    return address;
  }
}
