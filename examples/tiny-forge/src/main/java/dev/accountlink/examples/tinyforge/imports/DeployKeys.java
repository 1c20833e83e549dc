package dev.accountlink.examples.tinyforge.imports;

import dev.accountlink.imports.DeployKeyAddition;
import dev.accountlink.imports.DeployKeyPair;
import dev.accountlink.imports.DeployKeyRemoval;
import dev.accountlink.imports.ImportProblem;
import dev.accountlink.imports.RemoteRepositories;
import dev.accountlink.imports.RepositoryLookup;
import dev.accountlink.model.ProviderId;
import dev.accountlink.model.RemoteRepository;
import dev.accountlink.model.RepositoryRef;
import dev.accountlink.model.Secret;
import dev.accountlink.model.UserId;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys that imports over SSH register. The public half is noted before a provider hears of it,
 * so that a key is taken back even by a forge that was stopped in between; the private half is in
 * memory only, for one attempt.
 */
final class DeployKeys {
  private static final Logger LOG = LoggerFactory.getLogger(DeployKeys.class);

  /** Taking a key back needs its public half; this stands for the private one, which is lost. */
  private static final Secret FORGOTTEN = Secret.of("forgotten");

  private final Jdbi jdbi;
  private final Clock clock;

  DeployKeys(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /** A key that is or may be registered. */
  record Noted(String publicKey, UserId user, ProviderId provider, RepositoryRef ref) {
    private DeployKeyPair pair() {
      return new DeployKeyPair(provider, ref.id(), publicKey, FORGOTTEN);
    }
  }

  /** A registered key, and the repository as the provider shows it to the user at this moment. */
  record Registered(DeployKeyPair pair, RemoteRepository repository) {}

  /** Registers a new key for one attempt, if the user's own grant shows the repository now. */
  Registered add(Attempt attempt, RemoteRepositories repositories) throws ImportFailure {
    ImportJob job = attempt.job();
    DeployKeyPair pair = repositories.newDeployKey(job.ref());
    attempt.use(pair.publicKey());
    jdbi.useHandle(
        handle ->
            handle.execute(
                "INSERT INTO import_keys VALUES (?, ?, ?, ?, ?, ?)",
                pair.publicKey(),
                job.user().value(),
                job.provider().value(),
                job.ref().id(),
                job.ref().fullName(),
                ImportRows.time(clock.instant())));
    DeployKeyAddition answer =
        repositories.addDeployKey(job.ref(), pair, "tiny-forge import " + job.id());
    if (answer instanceof DeployKeyAddition.Added added) {
      return new Registered(pair, added.repository());
    }
    if (answer instanceof DeployKeyAddition.WasThere there) {
      return new Registered(pair, there.repository());
    }
    remove(noted(job, pair), repositories);
    throw failure(answer);
  }

  private static ImportFailure failure(DeployKeyAddition answer) {
    if (answer instanceof ImportProblem problem) {
      return ImportFailure.of(problem);
    }
    return ImportFailure.of(
        answer instanceof RepositoryLookup.NotFound
            ? ImportTrouble.NOT_FOUND
            : ImportTrouble.KEY_IN_USE);
  }

  /** Takes the key of an attempt back. */
  void remove(ImportJob job, DeployKeyPair pair, RemoteRepositories repositories) {
    remove(noted(job, pair), repositories);
  }

  private static Noted noted(ImportJob job, DeployKeyPair pair) {
    return new Noted(pair.publicKey(), job.user(), job.provider(), job.ref());
  }

  /** It stays noted until the provider says that it is gone. */
  private void remove(Noted key, RemoteRepositories repositories) {
    DeployKeyRemoval answer = repositories.removeDeployKey(key.ref(), key.pair());
    if (answer instanceof ImportProblem problem
        && !(problem instanceof ImportProblem.Unsupported)) {
      LOG.info("{}: a deploy key could not be removed: {}", key.provider().value(), problem);
      return;
    }
    jdbi.useHandle(
        handle -> handle.execute("DELETE FROM import_keys WHERE public_key = ?", key.publicKey()));
  }

  /** Takes back what stayed, except the keys of attempts under way. */
  void removeLeft(List<String> inUse, Function<Noted, Optional<RemoteRepositories>> access) {
    for (Noted key : all()) {
      if (!inUse.contains(key.publicKey())) {
        access.apply(key).ifPresent(repositories -> remove(key, repositories));
      }
    }
  }

  /** Those of a user that no attempt uses any more. */
  List<Noted> left(UserId user, List<String> inUse) {
    return all().stream()
        .filter(key -> key.user().equals(user) && !inUse.contains(key.publicKey()))
        .toList();
  }

  private List<Noted> all() {
    return jdbi.withHandle(
        handle ->
            handle
                .select("SELECT * FROM import_keys ORDER BY created_at")
                .map(
                    (row, context) ->
                        new Noted(
                            row.getString("public_key"),
                            new UserId(row.getString("user_id")),
                            new ProviderId(row.getString("provider")),
                            new RepositoryRef(
                                row.getString("remote_id"), row.getString("remote_name"))))
                .list());
  }
}
