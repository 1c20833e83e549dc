package dev.accountlink.examples.tinyforge;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** {@code /u/<username>}: one user's repositories. */
final class UserServlet extends HttpServlet {

  private final transient ForgeUsers users;
  private final transient ForgeSessions sessions;
  private final transient SecondFactors secondFactors;
  private final transient ForgeRepositories repositories;
  private final transient Pages pages;

  UserServlet(
      ForgeUsers users,
      ForgeSessions sessions,
      SecondFactors secondFactors,
      ForgeRepositories repositories,
      Pages pages) {
    this.users = users;
    this.sessions = sessions;
    this.secondFactors = secondFactors;
    this.repositories = repositories;
    this.pages = pages;
  }

  record Content(
      ForgeUser user,
      boolean self,
      Optional<GitHint> gitHint,
      List<ForgeRepository> repositories) {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<ForgeUser> user = PathParts.of(request).one().flatMap(users::findByUsername);
    if (user.isEmpty()) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    boolean self = sessions.current(request).map(ForgeUser::id).equals(user.map(ForgeUser::id));
    Optional<GitHint> gitHint =
        user.filter(own -> self).flatMap(own -> GitHint.of(own, secondFactors.isOn(own.id())));
    Content content = new Content(user.get(), self, gitHint, repositories.findAllOf(user.get()));
    pages.show(
        request, response, HttpServletResponse.SC_OK, "user", user.get().displayName(), content);
  }
}
