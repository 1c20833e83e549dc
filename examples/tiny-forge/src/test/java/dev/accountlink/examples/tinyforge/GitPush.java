package dev.accountlink.examples.tinyforge;

import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;

/** Makes a commit and pushes it over HTTP, as git does it. */
final class GitPush {

  private GitPush() {}

  static void push(Path work, String remote, String file, String username, String password)
      throws Exception {
    Path folder = Files.createTempDirectory(work, "push");
    try (Git git = Git.init().setDirectory(folder.toFile()).setInitialBranch("main").call()) {
      Files.writeString(folder.resolve(file), "hello");
      git.add().addFilepattern(".").call();
      git.commit()
          .setMessage("Add " + file)
          .setAuthor("Alice", "alice@example.org")
          .setCommitter("Alice", "alice@example.org")
          .setSign(false)
          .call();
      git.push()
          .setRemote(remote)
          .setRefSpecs(new RefSpec("refs/heads/main"))
          .setCredentialsProvider(new UsernamePasswordCredentialsProvider(username, password))
          .call();
    }
  }
}
