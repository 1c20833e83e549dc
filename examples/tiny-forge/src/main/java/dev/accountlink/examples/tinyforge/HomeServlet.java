package dev.accountlink.examples.tinyforge;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/** {@code /}: all repositories and all users. */
final class HomeServlet extends HttpServlet {

  private final transient ForgeUsers users;
  private final transient ForgeRepositories repositories;
  private final transient Pages pages;

  HomeServlet(ForgeUsers users, ForgeRepositories repositories, Pages pages) {
    this.users = users;
    this.repositories = repositories;
    this.pages = pages;
  }

  record Content(List<ForgeRepository> repositories, List<ForgeUser> users) {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Content content = new Content(repositories.findAll(), users.findAll());
    pages.show(request, response, HttpServletResponse.SC_OK, "home", "Home", content);
  }
}
