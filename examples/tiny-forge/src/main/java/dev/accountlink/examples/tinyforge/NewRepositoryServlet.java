package dev.accountlink.examples.tinyforge;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** {@code /new}: a new, empty repository. */
final class NewRepositoryServlet extends HttpServlet {

  static final String PATH = "/new";

  private static final int UNPROCESSABLE = 422;

  private final transient ForgeSessions sessions;
  private final transient ForgeRepositories repositories;
  private final transient Pages pages;

  NewRepositoryServlet(ForgeSessions sessions, ForgeRepositories repositories, Pages pages) {
    this.sessions = sessions;
    this.repositories = repositories;
    this.pages = pages;
  }

  record Content(List<String> problems, String name, String description) {}

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
      Pages.redirect(response, "/r/" + user.get().username() + "/" + name);
    }
  }

  private void show(
      HttpServletRequest request, HttpServletResponse response, int status, List<String> problems)
      throws IOException {
    Content content =
        new Content(
            problems,
            FormInput.trimmed(request, "name"),
            FormInput.trimmed(request, "description"));
    pages.show(request, response, status, "new", "New repository", content);
  }
}
