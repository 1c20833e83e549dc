package dev.accountlink.examples.tinyforge;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryBuilder;
import org.eclipse.jgit.lib.TreeFormatter;

/** Writes a bare repository with some MiB of noise, which nothing can make smaller. */
final class BigRepository {
  private static final int FILES = 32;
  private static final int BYTES = 32 * 1024;

  private BigRepository() {}

  static void write(Path folder) throws IOException {
    write(folder, 2);
  }

  static void write(Path folder, int mebibytes) throws IOException {
    try (Repository git = new RepositoryBuilder().setGitDir(folder.toFile()).setBare().build()) {
      git.create(true);
      git.updateRef(Constants.HEAD).link(Constants.R_HEADS + "main");
      try (ObjectInserter inserter = git.newObjectInserter()) {
        Random noise = new Random(7);
        TreeFormatter tree = new TreeFormatter();
        for (int file = 0; file < FILES * mebibytes; file++) {
          byte[] bytes = new byte[BYTES];
          noise.nextBytes(bytes);
          tree.append(
              "noise-%04d".formatted(file),
              FileMode.REGULAR_FILE,
              inserter.insert(Constants.OBJ_BLOB, bytes));
        }
        PersonIdent ada = new PersonIdent("Ada", "ada@example.org", Instant.EPOCH, ZoneOffset.UTC);
        CommitBuilder commit = new CommitBuilder();
        commit.setTreeId(inserter.insert(tree));
        commit.setAuthor(ada);
        commit.setCommitter(ada);
        commit.setMessage("Make noise");
        RefUpdate main = git.updateRef(Constants.R_HEADS + "main");
        main.setNewObjectId(inserter.insert(commit));
        inserter.flush();
        main.update();
      }
    }
  }
}
