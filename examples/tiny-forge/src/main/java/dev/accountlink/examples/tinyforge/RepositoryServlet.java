package dev.accountlink.examples.tinyforge;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.eclipse.jgit.lib.Repository;

/** {@code /r/<owner>/<name>}: the clone address, the files and the latest commits. */
final class RepositoryServlet extends HttpServlet {

  private final transient ForgeSessions sessions;
  private final transient SecondFactors secondFactors;
  private final transient ForgeRepositories repositories;
  private final transient CommitAuthors authors;
  private final transient Pages pages;
  private final URI baseUrl;

  RepositoryServlet(
      ForgeSessions sessions,
      SecondFactors secondFactors,
      ForgeRepositories repositories,
      CommitAuthors authors,
      Pages pages,
      URI baseUrl) {
    this.sessions = sessions;
    this.secondFactors = secondFactors;
    this.repositories = repositories;
    this.authors = authors;
    this.pages = pages;
    this.baseUrl = baseUrl;
  }

  record Content(
      ForgeRepository repository,
      String cloneAddress,
      Optional<RepositoryContents> contents,
      boolean own,
      Optional<GitHint> gitHint) {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<ForgeRepository> found = PathParts.of(request).two(repositories::find);
    if (found.isEmpty()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    ForgeRepository repository = found.get();
    Optional<ForgeUser> owner =
        sessions.current(request).filter(user -> user.id().equals(repository.ownerId()));
    try (Repository git = repositories.open(repository)) {
      Content content =
          new Content(
              repository,
              baseUrl
                  + GitServer.PATH
                  + "/"
                  + repository.owner()
                  + "/"
                  + repository.name()
                  + ".git",
              RepositoryContents.of(git).map(contents -> contents.by(authors)),
              owner.isPresent(),
              owner.flatMap(user -> GitHint.of(user, secondFactors.isOn(user.id()))));
      String title = repository.owner() + "/" + repository.name();
      pages.show(request, response, HttpServletResponse.SC_OK, "repository", title, content);
    }
  }
}
