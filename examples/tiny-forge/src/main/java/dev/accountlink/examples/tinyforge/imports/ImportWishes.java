package dev.accountlink.examples.tinyforge.imports;

import dev.accountlink.model.ProviderId;
import dev.accountlink.model.RepositoryRef;
import dev.accountlink.model.UserId;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What users see and want of the table {@code imports}: each of them his own rows only. */
final class ImportWishes {
  private final Jdbi jdbi;
  private final Clock clock;

  ImportWishes(Jdbi jdbi, Clock clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /** What a user asks for. */
  record Wish(UserId user, ProviderId provider, RepositoryRef ref, String name, CloneWay way) {}

  /**
   * Notes a wish, unless the same is waiting or running already, or too many are.
   *
   * @return whether it was noted
   */
  boolean add(Wish wish, int mostOpen) {
    return jdbi.inTransaction(
        handle -> {
          // one at a time for each user: two clicks at once are one import
          handle
              .select("SELECT id FROM users WHERE id = ? FOR UPDATE", wish.user().value())
              .mapToMap()
              .list();
          List<ImportJob> open = open(handle, wish.user());
          if (open.size() >= mostOpen || open.stream().anyMatch(job -> isSame(job, wish))) {
            return false;
          }
          insert(handle, wish);
          return true;
        });
  }

  private static boolean isSame(ImportJob job, Wish wish) {
    return job.provider().equals(wish.provider()) && job.ref().id().equals(wish.ref().id());
  }

  private static List<ImportJob> open(Handle handle, UserId user) {
    return handle
        .select(
            "SELECT * FROM imports WHERE user_id = ? AND state IN ('QUEUED', 'RUNNING')",
            user.value())
        .map(ImportRows::job)
        .list();
  }

  private void insert(Handle handle, Wish wish) {
    handle.execute(
        "INSERT INTO imports (id, user_id, provider, remote_id, remote_name, repository_id, name,"
            + " way, state, step, created_at)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'QUEUED', 'ASKING', ?)",
        UUID.randomUUID().toString(),
        wish.user().value(),
        wish.provider().value(),
        wish.ref().id(),
        wish.ref().fullName(),
        UUID.randomUUID().toString(),
        wish.name(),
        wish.way().name(),
        ImportRows.time(clock.instant()));
  }

  /** A user's imports, the latest first. */
  List<ImportJob> of(UserId user) {
    return jdbi.withHandle(
        handle ->
            handle
                .select(
                    "SELECT * FROM imports WHERE user_id = ? AND NOT cleared"
                        + " ORDER BY created_at DESC, id",
                    user.value())
                .map(ImportRows::job)
                .list());
  }

  /** Takes those that are over off a user's list; what was imported is still known to be. */
  void clear(UserId user) {
    changed(
        "DELETE FROM imports WHERE user_id = ? AND state IN ('FAILED', 'CANCELLED')", user.value());
    changed("UPDATE imports SET cleared = TRUE WHERE user_id = ? AND state = 'DONE'", user.value());
  }

  /** Under which names a user's repositories from this provider are here, by their ids there. */
  Map<String, String> imported(UserId user, ProviderId provider) {
    Map<String, String> names = new HashMap<>();
    jdbi.useHandle(
        handle ->
            handle
                .select(
                    "SELECT i.remote_id, r.name FROM imports i"
                        + " JOIN repositories r ON r.id = i.repository_id"
                        + " WHERE i.user_id = ? AND i.provider = ? AND i.state = 'DONE'",
                    user.value(),
                    provider.value())
                .map((row, context) -> names.put(row.getString(1), row.getString(2)))
                .list());
    return names;
  }

  boolean cancel(UserId user, String id) {
    return changed(
        "UPDATE imports SET state = 'CANCELLED', trouble = NULL, not_before = NULL"
            + " WHERE id = ? AND user_id = ? AND state IN ('QUEUED', 'RUNNING')",
        id,
        user.value());
  }

  /** Lets one that failed or was cancelled begin again, or one that waits begin now. */
  boolean retry(UserId user, String id, Optional<String> name, Optional<CloneWay> way) {
    return changed(
        "UPDATE imports SET state = 'QUEUED', trouble = NULL, not_before = NULL,"
            + " name = COALESCE(?, name), way = COALESCE(?, way)"
            + " WHERE id = ? AND user_id = ? AND (state IN ('FAILED', 'CANCELLED')"
            + " OR (state = 'QUEUED' AND not_before IS NOT NULL))",
        name.orElse(null),
        way.map(CloneWay::name).orElse(null),
        id,
        user.value());
  }

  private boolean changed(String sql, @Nullable Object... values) {
    return jdbi.withHandle(handle -> handle.execute(sql, values)) > 0;
  }
}
