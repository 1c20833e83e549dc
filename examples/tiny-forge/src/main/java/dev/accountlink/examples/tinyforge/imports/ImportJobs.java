package dev.accountlink.examples.tinyforge.imports;

import dev.accountlink.model.RepositoryRef;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The work on imports, in the table {@code imports}. Whoever works on one names the attempt by its
 * number, and changes nothing once the row is in another's hands.
 */
final class ImportJobs {
  private static final String OF_ATTEMPT = " WHERE id = ? AND tries = ? AND state = 'RUNNING'";

  /** Whoever has the fewest at work comes first, so that nobody waits behind another's hundred. */
  private static final String NEXT =
      "SELECT * FROM imports i WHERE state = 'QUEUED' AND (not_before IS NULL OR not_before <= ?)"
          + " ORDER BY (SELECT COUNT(*) FROM imports r WHERE r.user_id = i.user_id"
          + " AND r.state = 'RUNNING'), created_at, id LIMIT 1";

  private final Jdbi jdbi;
  private final Shelf shelf;
  private final Clock clock;

  ImportJobs(Jdbi jdbi, Shelf shelf, Clock clock) {
    this.jdbi = jdbi;
    this.shelf = shelf;
    this.clock = clock;
  }

  /** Gives out the next one to work on; no other caller gets the same. */
  Optional<ImportJob> next() {
    while (true) {
      Optional<ImportJob> next =
          jdbi.withHandle(
              handle ->
                  handle
                      .select(NEXT, ImportRows.time(clock.instant()))
                      .map(ImportRows::job)
                      .findOne());
      if (next.isEmpty() || isTaken(next.get())) {
        return next.flatMap(job -> find(job.id()));
      }
    }
  }

  private boolean isTaken(ImportJob job) {
    return changed(
        "UPDATE imports SET state = 'RUNNING', tries = tries + 1, step = 'ASKING', work_done = 0,"
            + " work_total = 0, bytes = 0, trouble = NULL, trouble_page = NULL, not_before = NULL"
            + " WHERE id = ? AND tries = ? AND state = 'QUEUED'",
        job.id(),
        job.tries());
  }

  Optional<ImportJob> find(String id) {
    return jdbi.withHandle(
        handle ->
            handle.select("SELECT * FROM imports WHERE id = ?", id).map(ImportRows::job).findOne());
  }

  /**
   * Notes how far an attempt is.
   *
   * @return whether it is still wanted
   */
  boolean progressed(ImportJob job, ImportProgress progress) {
    return changed(
        "UPDATE imports SET step = ?, work_done = ?, work_total = ?, bytes = ?" + OF_ATTEMPT,
        progress.step().name(),
        progress.done(),
        progress.total(),
        progress.bytes(),
        job.id(),
        job.tries());
  }

  /** Notes how the repository is called and how large it is now. */
  boolean seen(ImportJob job, RepositoryRef ref, Optional<Long> size) {
    return changed(
        "UPDATE imports SET remote_name = ?, size = ?" + OF_ATTEMPT,
        ref.fullName(),
        size.orElse(null),
        job.id(),
        job.tries());
  }

  void failed(ImportJob job, ImportTrouble trouble, Optional<String> page) {
    changed(
        "UPDATE imports SET state = 'FAILED', trouble = ?, trouble_page = ?" + OF_ATTEMPT,
        trouble.name(),
        page.orElse(null),
        job.id(),
        job.tries());
  }

  /** Leaves the provider alone for a while, with all that this user wants of it. */
  void postponed(ImportJob job, Duration pause) {
    Instant until = clock.instant().plus(pause);
    changed(
        "UPDATE imports SET state = 'QUEUED', trouble = 'RATE_LIMITED', not_before = ?"
            + OF_ATTEMPT,
        ImportRows.time(until),
        job.id(),
        job.tries());
    changed(
        "UPDATE imports SET trouble = 'RATE_LIMITED', not_before = ?"
            + " WHERE user_id = ? AND provider = ? AND state = 'QUEUED'",
        ImportRows.time(until),
        job.user().value(),
        job.provider().value());
  }

  /** Ends an attempt with a repository. Row and folder are there together, or neither is. */
  Optional<ImportTrouble> finish(ImportJob job, Path clone, long bytes) {
    return jdbi.inTransaction(
        handle -> {
          boolean wanted =
              handle
                  .select(
                      "SELECT id FROM imports" + OF_ATTEMPT + " FOR UPDATE", job.id(), job.tries())
                  .mapTo(String.class)
                  .findOne()
                  .isPresent();
          if (!wanted) {
            return Optional.of(ImportTrouble.BROKEN_OFF);
          }
          Optional<ImportTrouble> trouble = nameTrouble(handle, job);
          if (trouble.isEmpty()) {
            handle.execute(
                "UPDATE imports SET state = 'DONE', bytes = ?" + OF_ATTEMPT,
                bytes,
                job.id(),
                job.tries());
            shelf.put(handle, job, clone);
          }
          return trouble;
        });
  }

  /** Whether a job could have its name now. */
  Optional<ImportTrouble> nameTrouble(ImportJob job) {
    return jdbi.withHandle(handle -> nameTrouble(handle, job));
  }

  private Optional<ImportTrouble> nameTrouble(Handle handle, ImportJob job) {
    return switch (shelf.look(handle, job, job.name())) {
      case FREE -> Optional.empty();
      case TAKEN -> Optional.of(ImportTrouble.NAME_TAKEN);
      case WRONG -> Optional.of(ImportTrouble.NAME_WRONG);
    };
  }

  /** What was worked on when the forge stopped is begun anew. */
  List<ImportJob> recover() {
    List<ImportJob> broken =
        jdbi.withHandle(
            handle ->
                handle
                    .select("SELECT * FROM imports WHERE state <> 'DONE'")
                    .map(ImportRows::job)
                    .list());
    changed("UPDATE imports SET state = 'QUEUED' WHERE state = 'RUNNING'");
    return broken;
  }

  private boolean changed(String sql, @Nullable Object... values) {
    return jdbi.withHandle(handle -> handle.execute(sql, values)) > 0;
  }
}
