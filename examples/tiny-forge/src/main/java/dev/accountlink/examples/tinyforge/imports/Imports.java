package dev.accountlink.examples.tinyforge.imports;

import dev.accountlink.examples.tinyforge.imports.Attempt.Stop;
import dev.accountlink.model.ProviderId;
import dev.accountlink.model.RepositoryRef;
import dev.accountlink.model.UserId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/**
 * Imports of repositories, in the background. What a user asked for is kept in the database: after
 * a restart it is worked on again, from its beginning.
 *
 * <p>A clone grows in a folder of its own and becomes a repository in one step at the end, so there
 * is a whole one or none.
 */
public final class Imports implements AutoCloseable {
  private final ImportWishes wishes;
  private final DeployKeys keys;
  private final ImportWorkers workers;
  private final KnownHosts hosts;
  private final ImportLimits limits;

  /**
   * Imports of a forge; nothing happens before {@link #start}.
   *
   * @param jdbi the forge's database
   * @param folder where clones grow: on the same file system as the repositories, and emptied
   */
  public Imports(Jdbi jdbi, Shelf shelf, Access access, Path folder, ImportSetting setting) {
    ImportJobs jobs = new ImportJobs(jdbi, shelf, setting.clock());
    this.wishes = new ImportWishes(jdbi, setting.clock());
    this.keys = new DeployKeys(jdbi, setting.clock());
    this.hosts = setting.hosts();
    this.limits = setting.limits();
    this.workers = new ImportWorkers(jobs, keys, access, shelf, folder, setting);
  }

  /** Clears away what an earlier process left half-done, and begins to work. */
  public void start() {
    workers.start();
  }

  /**
   * Notes that a user wants a repository.
   *
   * @return whether it was noted: not when the same is under way, nor when too many are
   */
  public boolean add(
      UserId user, ProviderId provider, RepositoryRef ref, String name, CloneWay way) {
    boolean added =
        wishes.add(new ImportWishes.Wish(user, provider, ref, name, way), limits.openPerUser());
    if (added) {
      workers.wake();
    }
    return added;
  }

  /** A user's imports, the latest first. */
  public List<ImportJob> of(UserId user) {
    return wishes.of(user);
  }

  /** Under which names a user's repositories from this provider are here, by their ids there. */
  public Map<String, String> imported(UserId user, ProviderId provider) {
    return wishes.imported(user, provider);
  }

  /** The repositories at which keys of a user's imports could not be taken back yet. */
  public List<String> keysLeft(UserId user) {
    return keys.left(user, workers.keysInUse()).stream().map(key -> key.ref().fullName()).toList();
  }

  /** Whether the SSH server of a clone address is known here. */
  public boolean knows(String sshAddress) {
    return hosts.knows(sshAddress);
  }

  /**
   * Stops an import of this user.
   *
   * @return whether there was one to stop
   */
  public boolean cancel(UserId user, String job) {
    boolean cancelled = wishes.cancel(user, job);
    if (cancelled) {
      workers.stop(job, Stop.UNWANTED);
    }
    return cancelled;
  }

  /**
   * Lets an import of this user begin again, or at once if it waits.
   *
   * @param name another name for the repository
   * @param way another way to fetch it
   * @return whether there was one
   */
  public boolean retry(UserId user, String job, Optional<String> name, Optional<CloneWay> way) {
    boolean again = wishes.retry(user, job, name, way);
    if (again) {
      workers.wake();
    }
    return again;
  }

  /** Takes those that are over off a user's list. */
  public void clear(UserId user) {
    wishes.clear(user);
  }

  /** Lets nothing new begin, and what runs stop; it is begun again at the next start. */
  public void stop() {
    workers.stop();
  }

  /** Waits a while until nothing runs any more. */
  @Override
  public void close() {
    workers.close();
  }
}
