package dev.accountlink.examples.tinyforge.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryBuilder;
import org.eclipse.jgit.lib.TreeFormatter;

/** Writes a small Git repository: a commit for each file, two branches and a tag. */
public final class DemoHistory {
  private static final Instant BEGIN = Instant.parse("1843-10-01T12:00:00Z");

  private DemoHistory() {}

  /**
   * Writes one.
   *
   * @param folder where; it is there in the end, or not at all
   * @param branch the branch to look at first
   * @param files their names; without any the repository is empty
   */
  public static void write(Path folder, String branch, List<String> files) throws IOException {
    Path half = folder.resolveSibling(folder.getFileName() + ".half");
    Files.createDirectories(folder.getParent());
    try (Repository git = new RepositoryBuilder().setGitDir(half.toFile()).setBare().build()) {
      git.create(true);
      git.updateRef(Constants.HEAD).link(Constants.R_HEADS + branch);
      Optional<ObjectId> last = Optional.empty();
      for (int at = 0; at < files.size(); at++) {
        last = Optional.of(commit(git, files.subList(0, at + 1), last));
        if (at == 0) {
          point(git, Constants.R_TAGS + "v1", last.get());
          point(git, Constants.R_HEADS + "drafts", last.get());
        }
      }
      if (last.isPresent()) {
        point(git, Constants.R_HEADS + branch, last.get());
      }
    }
    Files.move(half, folder, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Files come in the order of their names, or Git could not read the tree. */
  private static ObjectId commit(Repository git, List<String> files, Optional<ObjectId> parent)
      throws IOException {
    try (ObjectInserter inserter = git.newObjectInserter()) {
      TreeFormatter tree = new TreeFormatter();
      for (String file : files) {
        byte[] text = (file + " of the demo.\n").getBytes(StandardCharsets.UTF_8);
        tree.append(file, FileMode.REGULAR_FILE, inserter.insert(Constants.OBJ_BLOB, text));
      }
      CommitBuilder commit = new CommitBuilder();
      commit.setTreeId(inserter.insert(tree));
      parent.ifPresent(commit::setParentId);
      PersonIdent author =
          new PersonIdent(
              "Ada Lovelace",
              "ada@example.org",
              BEGIN.plusSeconds(86_400L * files.size()),
              ZoneOffset.UTC);
      commit.setAuthor(author);
      commit.setCommitter(author);
      commit.setMessage("Add " + files.get(files.size() - 1));
      ObjectId id = inserter.insert(commit);
      inserter.flush();
      return id;
    }
  }

  private static void point(Repository git, String ref, ObjectId commit) throws IOException {
    RefUpdate update = git.updateRef(ref);
    update.setNewObjectId(commit);
    update.update();
  }
}
