package dev.accountlink.examples.tinyforge;

import dev.accountlink.examples.tinyforge.ForgeUsers.Registration;
import dev.accountlink.model.ReturnTo;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/** {@code /register}: a new user with a password. */
final class RegisterServlet extends HttpServlet {

  private static final int UNPROCESSABLE = 422;

  private final transient ForgeUsers users;
  private final transient FrontDoor frontDoor;
  private final transient Pages pages;

  RegisterServlet(ForgeUsers users, FrontDoor frontDoor, Pages pages) {
    this.users = users;
    this.frontDoor = frontDoor;
    this.pages = pages;
  }

  record Content(List<String> problems, String username, String displayName, String email) {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    show(request, response, HttpServletResponse.SC_OK, List.of());
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    UserDraft draft =
        new UserDraft(
            FormInput.trimmed(request, "username"),
            FormInput.text(request, "displayName"),
            FormInput.optional(request, "email"),
            false);
    Registration registration = users.register(draft, FormInput.text(request, "password"));
    if (registration instanceof Registration.Registered registered) {
      ForgeUser user = registered.user();
      ReturnTo home = new ReturnTo("/u/" + user.username());
      frontDoor.enter(request, response, user, home);
      Pages.redirect(response, home.path());
    } else if (registration instanceof Registration.Rejected rejected) {
      List<String> problems = rejected.problems().stream().map(DraftProblem::sentence).toList();
      show(request, response, UNPROCESSABLE, problems);
    }
  }

  private void show(
      HttpServletRequest request, HttpServletResponse response, int status, List<String> problems)
      throws IOException {
    Content content =
        new Content(
            problems,
            FormInput.trimmed(request, "username"),
            FormInput.trimmed(request, "displayName"),
            FormInput.trimmed(request, "email"));
    pages.show(request, response, status, "register", "Register", content);
  }
}
