package dev.accountlink.examples.tinyforge;

import java.io.IOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
  record Commit(
      String id,
      String subject,
      String author,
      String email,
      String day,
      Optional<String> username) {
    Commit by(Optional<String> user) {
      return new Commit(id, subject, author, email, day, user);
    }
  }

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

  /** The same with the users whose commits these are. */
  RepositoryContents by(CommitAuthors authors) {
    Map<String, String> users = authors.usernames(commits.stream().map(Commit::email).toList());
    return new RepositoryContents(
        branch,
        entries,
        commits.stream()
            .map(commit -> commit.by(Optional.ofNullable(users.get(commit.email()))))
            .toList());
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
        commit.getAuthorIdent().getEmailAddress(),
        DAY.format(commit.getAuthorIdent().getWhenAsInstant()),
        Optional.empty());
  }
}
