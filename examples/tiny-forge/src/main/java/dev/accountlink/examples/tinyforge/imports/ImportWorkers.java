package dev.accountlink.examples.tinyforge.imports;

import dev.accountlink.examples.tinyforge.imports.Attempt.Stop;
import dev.accountlink.imports.RemoteRepositories;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.util.FileUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The few threads that work on imports. */
final class ImportWorkers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ImportWorkers.class);
  private static final int PATIENCE = 10;
  private static final int WAKING = 3;
  private static final int TIDYING = 60;

  private final ImportJobs jobs;
  private final DeployKeys keys;
  private final Access access;
  private final Shelf shelf;
  private final Path folder;
  private final ImportSetting setting;
  private final Map<String, Attempt> running = new ConcurrentHashMap<>();
  private final ScheduledThreadPoolExecutor threads;
  private volatile boolean stopped;

  ImportWorkers(
      ImportJobs jobs,
      DeployKeys keys,
      Access access,
      Shelf shelf,
      Path folder,
      ImportSetting setting) {
    this.jobs = jobs;
    this.keys = keys;
    this.access = access;
    this.shelf = shelf;
    this.folder = folder;
    this.setting = setting;
    this.threads =
        new ScheduledThreadPoolExecutor(setting.limits().atOnce(), ImportWorkers::thread);
    threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "tiny-forge-import");
    thread.setDaemon(true);
    return thread;
  }

  void start() {
    delete(folder);
    for (ImportJob job : jobs.recover()) {
      shelf.discard(job.repositoryId());
    }
    every(WAKING, this::wakeAll);
    every(
        TIDYING, () -> keys.removeLeft(keysInUse(), key -> access.of(key.user(), key.provider())));
  }

  private void every(int seconds, Runnable task) {
    ScheduledFuture<?> again =
        threads.scheduleWithFixedDelay(() -> guarded(task), 0, seconds, TimeUnit.SECONDS);
    LOG.trace("every {} s: {}", seconds, again);
  }

  /** A task that throws once would never run again. */
  private static void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException failure) {
      LOG.error("imports are not well", failure);
    }
  }

  /** For those whose waiting is over. */
  private void wakeAll() {
    for (int worker = 0; worker < setting.limits().atOnce(); worker++) {
      wake();
    }
  }

  /** The public halves of keys that attempts use at this moment. */
  List<String> keysInUse() {
    return running.values().stream().flatMap(attempt -> attempt.key().stream()).toList();
  }

  void wake() {
    try {
      threads.execute(() -> guarded(this::work));
    } catch (RejectedExecutionException late) {
      LOG.debug("imports are stopped", late);
    }
  }

  private void work() {
    Optional<ImportJob> job = stopped ? Optional.empty() : jobs.next();
    if (job.isPresent()) {
      attempt(job.get());
      wake();
    }
  }

  private void attempt(ImportJob job) {
    Path clone = folder.resolve(job.id() + "-" + job.tries() + ".git");
    Attempt attempt = new Attempt(job, clone, setting.limits(), setting.clock());
    running.put(job.id(), attempt);
    if (stopped) {
      attempt.stop(Stop.SHUTDOWN);
    }
    try {
      Optional<ImportFailure> failure = tried(attempt);
      // before anybody is told, so that nothing is left when they are
      delete(clone);
      failure.ifPresent(why -> ended(attempt, why));
    } finally {
      running.remove(job.id(), attempt);
    }
  }

  private Optional<ImportFailure> tried(Attempt attempt) {
    ImportJob job = attempt.job();
    try {
      Optional<RemoteRepositories> repositories = access.of(job.user(), job.provider());
      if (repositories.isEmpty()) {
        throw ImportFailure.of(ImportTrouble.SWITCHED_OFF);
      }
      new ImportRun(attempt, repositories.get(), jobs, keys, setting.hosts()).run();
      publish(attempt);
      return Optional.empty();
    } catch (ImportFailure failure) {
      return Optional.of(failure);
    } catch (RuntimeException failure) {
      LOG.error("{}: an import failed", job.provider().value(), failure);
      return Optional.of(ImportFailure.of(ImportTrouble.INTERNAL));
    }
  }

  private void publish(Attempt attempt) throws ImportFailure {
    ImportJob job = attempt.job();
    Optional<ImportTrouble> trouble;
    try {
      trouble = jobs.finish(job, attempt.folder(), attempt.measure());
    } catch (RuntimeException failure) {
      shelf.discard(job.repositoryId());
      throw failure;
    }
    if (trouble.isPresent()) {
      throw ImportFailure.of(trouble.get());
    }
  }

  /** Whoever stopped it has noted that already, or begins it again. */
  private void ended(Attempt attempt, ImportFailure failure) {
    ImportJob job = attempt.job();
    Optional<Stop> stop = attempt.stopped();
    if (stop.isEmpty()) {
      if (failure.pause().isZero()) {
        jobs.failed(job, failure.trouble(), failure.page());
      } else {
        jobs.postponed(job, failure.pause());
      }
    } else if (stop.get() == Stop.SIZE) {
      jobs.failed(job, ImportTrouble.TOO_LARGE, Optional.empty());
    } else if (stop.get() == Stop.TIME) {
      jobs.failed(job, ImportTrouble.TOO_LONG, Optional.empty());
    }
  }

  void stop(String job, Stop reason) {
    Optional.ofNullable(running.get(job)).ifPresent(attempt -> attempt.stop(reason));
  }

  void stop() {
    stopped = true;
    running.values().forEach(attempt -> attempt.stop(Stop.SHUTDOWN));
    threads.shutdown();
  }

  @Override
  public void close() {
    stop();
    try {
      if (!threads.awaitTermination(PATIENCE, TimeUnit.SECONDS)) {
        LOG.warn("an import did not stop in time");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void delete(Path folder) {
    try {
      if (Files.exists(folder)) {
        FileUtils.delete(folder.toFile(), FileUtils.RECURSIVE | FileUtils.RETRY);
      }
    } catch (IOException busy) {
      throw new UncheckedIOException("what is left of an import could not be removed", busy);
    }
  }
}
