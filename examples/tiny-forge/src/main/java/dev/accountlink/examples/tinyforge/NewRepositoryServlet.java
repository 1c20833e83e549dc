package dev.accountlink.examples.tinyforge;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Repository;

/** {@code /new}: a new repository, empty or with a README. */
final class NewRepositoryServlet extends HttpServlet {

  static final String PATH = "/new";

  private static final int UNPROCESSABLE = 422;

  private final transient ForgeSessions sessions;
  private final transient ForgeRepositories repositories;
  private final transient CommitAuthors authors;
  private final transient Pages pages;
  private final transient Clock clock;

  NewRepositoryServlet(
      ForgeSessions sessions,
      ForgeRepositories repositories,
      CommitAuthors authors,
      Pages pages,
      Clock clock) {
    this.sessions = sessions;
    this.repositories = repositories;
    this.authors = authors;
    this.clock = clock;
    this.pages = pages;
  }

  record Content(List<String> problems, String name, String description, boolean readme) {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (sessions.current(request).isPresent()) {
      show(request, response, HttpServletResponse.SC_OK, List.of());
    } else {
      Pages.redirect(response, SignInServlet.PATH + "?continue=" + PATH);
    }
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<ForgeUser> user = sessions.current(request);
    if (user.isEmpty()) {
      Pages.redirect(response, SignInServlet.PATH + "?continue=" + PATH);
      return;
    }
    String name = FormInput.trimmed(request, "name");
    Optional<String> problem =
        repositories.create(user.get(), name, FormInput.trimmed(request, "description"));
    if (problem.isPresent()) {
      show(request, response, UNPROCESSABLE, List.of(problem.get()));
    } else {
      if (!FormInput.text(request, "readme").isEmpty()) {
        begin(user.get(), name);
      }
      Pages.redirect(response, "/r/" + user.get().username() + "/" + name);
    }
  }

  private void begin(ForgeUser user, String name) throws IOException {
    ForgeRepository made = repositories.find(user.username(), name).orElseThrow();
    try (Repository git = repositories.open(made)) {
      FirstCommit.write(
          git, authors.authorOf(user), made.name(), made.description(), clock.instant());
    }
  }

  private void show(
      HttpServletRequest request, HttpServletResponse response, int status, List<String> problems)
      throws IOException {
    Content content =
        new Content(
            problems,
            FormInput.trimmed(request, "name"),
            FormInput.trimmed(request, "description"),
            !FormInput.text(request, "readme").isEmpty());
    pages.show(request, response, status, "new", "New repository", content);
  }
}
