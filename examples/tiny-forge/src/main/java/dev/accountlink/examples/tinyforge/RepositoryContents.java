package dev.accountlink.examples.tinyforge;

import java.io.IOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/** The top folder and the latest commits of a repository's default branch. */
record RepositoryContents(String branch, List<Entry> entries, List<Commit> commits) {

  private static final int MOST_ENTRIES = 200;
  private static final int MOST_COMMITS = 10;
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneOffset.UTC);

  /** A file or folder. */
  record Entry(String name, boolean folder) {}

  /** A commit, with the words of whoever made it. */
  record Commit(String id, String subject, String author, String day) {}

  /** Reads the default branch; empty as long as nothing was pushed to it. */
  static Optional<RepositoryContents> of(Repository git) throws IOException {
    Ref head = git.exactRef(Constants.HEAD);
    if (head == null || head.getObjectId() == null) {
      return Optional.empty();
    }
    try (RevWalk walk = new RevWalk(git)) {
      RevCommit latest = walk.parseCommit(head.getObjectId());
      String branch = Repository.shortenRefName(head.getLeaf().getName());
      List<Entry> entries = entries(git, latest);
      walk.markStart(latest);
      List<Commit> commits = new ArrayList<>();
      for (RevCommit commit : walk) {
        if (commits.size() == MOST_COMMITS) {
          break;
        }
        commits.add(describe(commit));
      }
      return Optional.of(new RepositoryContents(branch, entries, commits));
    }
  }

  private static List<Entry> entries(Repository git, RevCommit commit) throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (TreeWalk tree = new TreeWalk(git)) {
      tree.addTree(commit.getTree());
      while (entries.size() < MOST_ENTRIES && tree.next()) {
        entries.add(new Entry(tree.getNameString(), FileMode.TREE.equals(tree.getRawMode(0))));
      }
    }
    return entries;
  }

  private static Commit describe(RevCommit commit) {
    return new Commit(
        commit.abbreviate(10).name(),
        commit.getShortMessage(),
        commit.getAuthorIdent().getName(),
        DAY.format(commit.getAuthorIdent().getWhenAsInstant()));
  }
}
