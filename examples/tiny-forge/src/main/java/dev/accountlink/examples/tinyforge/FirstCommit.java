package dev.accountlink.examples.tinyforge;

import dev.accountlink.model.CommitIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TreeFormatter;

/** Begins an empty repository with a README. */
final class FirstCommit {

  private FirstCommit() {}

  static void write(
      Repository git, CommitIdentity author, String name, String description, Instant now)
      throws IOException {
    PersonIdent person = new PersonIdent(author.name(), author.email(), now, ZoneOffset.UTC);
    String readme = "# " + name + "\n" + (description.isEmpty() ? "" : "\n" + description + "\n");
    try (ObjectInserter inserter = git.newObjectInserter()) {
      TreeFormatter tree = new TreeFormatter();
      tree.append(
          "README.md",
          FileMode.REGULAR_FILE,
          inserter.insert(Constants.OBJ_BLOB, readme.getBytes(StandardCharsets.UTF_8)));
      CommitBuilder commit = new CommitBuilder();
      commit.setTreeId(inserter.insert(tree));
      commit.setAuthor(person);
      commit.setCommitter(person);
      commit.setMessage("Begin with a README\n");
      ObjectId id = inserter.insert(commit);
      inserter.flush();
      RefUpdate main = git.updateRef(Constants.HEAD);
      main.setNewObjectId(id);
      main.setExpectedOldObjectId(ObjectId.zeroId());
      RefUpdate.Result result = main.update();
      if (result != RefUpdate.Result.NEW) {
        throw new IOException("the first commit was not written: " + result);
      }
    }
  }
}
