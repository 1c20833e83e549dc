package dev.accountlink.examples.tinyforge;

import dev.accountlink.model.ReturnTo;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * {@code /sign-in/proof}: asks who is at the keyboard before a way in is added or removed, when the
 * last proof was a while ago. By the password; whoever has none signs in once more.
 */
final class ProofServlet extends HttpServlet {

  static final String PATH = SignInServlet.PATH + "/proof";

  /** What a page gets in its query when the browser comes back. */
  static final String PROVEN = "proven";

  private static final int UNPROCESSABLE = 422;

  private final transient PasswordTries passwordTries;
  private final transient ForgeSessions sessions;
  private final transient Pages pages;

  ProofServlet(PasswordTries passwordTries, ForgeSessions sessions, Pages pages) {
    this.passwordTries = passwordTries;
    this.sessions = sessions;
    this.pages = pages;
  }

  record Content(List<String> problems, ForgeUser user, String continueTo) {}

  /** Sends a browser here, and back to a page of this forge afterwards. */
  static void ask(HttpServletResponse response, String continueTo) {
    Pages.redirect(
        response, PATH + "?continue=" + URLEncoder.encode(continueTo, StandardCharsets.UTF_8));
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    ReturnTo continueTo = FormInput.localPath(request, "continue");
    Optional<ForgeUser> user = sessions.current(request);
    if (user.isEmpty()) {
      signInFirst(response, continueTo);
    } else if (sessions.provenRecently(request)) {
      Pages.redirect(response, continueTo.path());
    } else {
      show(request, response, HttpServletResponse.SC_OK, user.get(), List.of());
    }
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    ReturnTo continueTo = FormInput.localPath(request, "continue");
    Optional<ForgeUser> user = sessions.current(request);
    if (user.isEmpty()) {
      signInFirst(response, continueTo);
    } else if (!user.get().hasPassword()) {
      sessions.signOut(request);
      signInFirst(response, continueTo);
    } else if (isRight(request, user.get())) {
      sessions.proven(request);
      Pages.redirect(response, continueTo.path());
    } else {
      String problem =
          "The password is wrong, or there were too many wrong ones in the last five minutes.";
      show(request, response, UNPROCESSABLE, user.get(), List.of(problem));
    }
  }

  private boolean isRight(HttpServletRequest request, ForgeUser user) {
    return passwordTries
        .check(user.username(), FormInput.text(request, "password"))
        .whose()
        .filter(whose -> whose.id().equals(user.id()))
        .isPresent();
  }

  private static void signInFirst(HttpServletResponse response, ReturnTo continueTo) {
    Pages.redirect(
        response,
        SignInServlet.PATH
            + "?continue="
            + URLEncoder.encode(continueTo.path(), StandardCharsets.UTF_8));
  }

  private void show(
      HttpServletRequest request,
      HttpServletResponse response,
      int status,
      ForgeUser user,
      List<String> problems)
      throws IOException {
    Content content = new Content(problems, user, FormInput.localPath(request, "continue").path());
    pages.show(request, response, status, "proof", "Is it you?", content);
  }
}
