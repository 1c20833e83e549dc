package dev.accountlink.examples.tinyforge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryBuilder;
import org.eclipse.jgit.util.FileUtils;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** The repositories: rows in the table {@code repositories}, bare Git repositories in a folder. */
final class ForgeRepositories {

  private static final int LONGEST_DESCRIPTION = 300;
  private static final String SELECT =
      "SELECT r.*, u.username AS owner FROM repositories r JOIN users u ON u.id = r.owner_id ";

  private final Jdbi jdbi;
  private final Path folder;
  private final Clock clock;

  ForgeRepositories(Jdbi jdbi, Path folder, Clock clock) {
    this.jdbi = jdbi;
    this.folder = folder;
    this.clock = clock;
  }

  Optional<ForgeRepository> find(String owner, String name) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(SELECT + "WHERE u.username_key = ? AND r.name_key = ?")
                .bind(0, Names.fold(owner))
                .bind(1, Names.fold(name))
                .map(ForgeRepositories::repository)
                .findOne());
  }

  List<ForgeRepository> findAll() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(SELECT + "ORDER BY r.created_at DESC")
                .map(ForgeRepositories::repository)
                .list());
  }

  List<ForgeRepository> findAllOf(ForgeUser owner) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(SELECT + "WHERE r.owner_id = ? ORDER BY r.name_key")
                .bind(0, owner.id())
                .map(ForgeRepositories::repository)
                .list());
  }

  /**
   * Makes an empty repository.
   *
   * @return nothing, or the sentence that says why not
   */
  Optional<String> create(ForgeUser owner, String name, String description) {
    if (!Names.isRepository(name)) {
      return Optional.of(
          "A repository name is up to 64 letters a-z, digits, dots, hyphens or underscores,"
              + " begins with a letter, a digit or an underscore and does not end in .git.");
    }
    if (description.length() > LONGEST_DESCRIPTION) {
      return Optional.of("A description has up to " + LONGEST_DESCRIPTION + " characters.");
    }
    String id = UUID.randomUUID().toString();
    // the row first: whoever has the name may make the folder, and both or neither stay
    return jdbi.inTransaction(
        handle -> {
          if (!insert(handle, owner.id(), id, name, description)) {
            return Optional.of("You already have a repository with this name.");
          }
          makeFolder(id);
          return Optional.empty();
        });
  }

  private boolean insert(
      Handle handle, String ownerId, String id, String name, String description) {
    int rows =
        handle.execute(
            "MERGE INTO repositories r USING (VALUES (?, ?)) v (owner_id, name_key)"
                + " ON r.owner_id = v.owner_id AND r.name_key = v.name_key"
                + " WHEN NOT MATCHED THEN INSERT"
                + " (id, owner_id, name, name_key, description, created_at)"
                + " VALUES (?, v.owner_id, ?, v.name_key, ?, ?)",
            ownerId,
            Names.fold(name),
            id,
            name,
            description,
            clock.instant().atOffset(ZoneOffset.UTC));
    return rows > 0;
  }

  /** Whether the user has a repository of this name, or one whose case differs. */
  boolean isTaken(Handle handle, String ownerId, String name) {
    return handle
        .select(
            "SELECT id FROM repositories WHERE owner_id = ? AND name_key = ?",
            ownerId,
            Names.fold(name))
        .mapTo(String.class)
        .findOne()
        .isPresent();
  }

  /**
   * Makes a bare Git repository one of the forge, in the transaction of this handle.
   *
   * @throws IllegalStateException when the name was taken a moment ago
   */
  void adopt(Handle handle, String ownerId, String id, String name, String description, Path git) {
    if (!insert(handle, ownerId, id, name, description)) {
      throw new IllegalStateException("the user has a repository of this name");
    }
    try {
      Files.createDirectories(folder);
      Files.move(git, folderOf(id).toPath(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Removes the folder of this id if no repository has it: somebody was stopped half-way. */
  void discard(String id) {
    boolean known =
        jdbi.withHandle(
            handle ->
                handle
                    .select("SELECT id FROM repositories WHERE id = ?", id)
                    .mapTo(String.class)
                    .findOne()
                    .isPresent());
    if (!known) {
      deleteFolder(id);
    }
  }

  /** Removes the rows, and the folders as far as they can be removed. */
  void deleteAllOf(ForgeUser owner) {
    List<ForgeRepository> repositories = findAllOf(owner);
    jdbi.useHandle(
        handle -> handle.execute("DELETE FROM repositories WHERE owner_id = ?", owner.id()));
    for (ForgeRepository repository : repositories) {
      deleteFolder(repository.id());
    }
  }

  private void deleteFolder(String id) {
    try {
      FileUtils.delete(
          folderOf(id), FileUtils.RECURSIVE | FileUtils.SKIP_MISSING | FileUtils.IGNORE_ERRORS);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Opens the Git repository; the caller closes it. */
  Repository open(ForgeRepository repository) throws IOException {
    return new RepositoryBuilder()
        .setGitDir(folderOf(repository.id()))
        .setMustExist(true)
        .setBare()
        .build();
  }

  private void makeFolder(String id) {
    try (Repository git = new RepositoryBuilder().setGitDir(folderOf(id)).setBare().build()) {
      git.create(true);
      RefUpdate head = git.updateRef(Constants.HEAD);
      head.link(Constants.R_HEADS + "main");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private java.io.File folderOf(String id) {
    return folder.resolve(id + ".git").toFile();
  }

  private static ForgeRepository repository(ResultSet row, StatementContext context)
      throws SQLException {
    return new ForgeRepository(
        row.getString("id"),
        row.getString("owner_id"),
        row.getString("owner"),
        row.getString("name"),
        row.getString("description"));
  }
}
