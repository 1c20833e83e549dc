package dev.accountlink.examples.tinyforge;

import dev.accountlink.examples.tinyforge.FrontDoor.Entry;
import dev.accountlink.examples.tinyforge.PasswordTries.Result;
import dev.accountlink.model.ReturnTo;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** {@code /sign-in}: the regular form, and below it the buttons of the providers. */
final class SignInServlet extends HttpServlet {

  static final String PATH = "/sign-in";

  private static final int UNPROCESSABLE = 422;

  private final transient PasswordTries passwordTries;
  private final transient ForgeSessions sessions;
  private final transient FrontDoor frontDoor;
  private final transient SocialSignIn socialSignIn;
  private final transient Pages pages;

  SignInServlet(
      PasswordTries passwordTries,
      ForgeSessions sessions,
      FrontDoor frontDoor,
      SocialSignIn socialSignIn,
      Pages pages) {
    this.passwordTries = passwordTries;
    this.sessions = sessions;
    this.frontDoor = frontDoor;
    this.socialSignIn = socialSignIn;
    this.pages = pages;
  }

  record Content(
      List<String> problems,
      String username,
      String continueTo,
      List<SocialSignIn.Button> buttons) {

    boolean hasButtons() {
      return !buttons.isEmpty();
    }
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (sessions.current(request).isPresent()) {
      Pages.redirect(response, FormInput.localPath(request, "continue").path());
    } else {
      show(request, response, HttpServletResponse.SC_OK, List.of());
    }
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Result result =
        passwordTries.check(
            FormInput.trimmed(request, "username"), FormInput.text(request, "password"));
    Optional<ForgeUser> user = result.whose();
    String problem = whyNot(result);
    if (problem.isEmpty()) {
      ReturnTo continueTo = FormInput.localPath(request, "continue");
      Entry entry = frontDoor.enter(request, response, user.orElseThrow(), continueTo);
      Pages.redirect(
          response, entry == Entry.SECOND_FACTOR ? SecondFactorServlet.PATH : continueTo.path());
    } else {
      show(request, response, UNPROCESSABLE, List.of(problem));
    }
  }

  private static String whyNot(Result result) {
    if (result instanceof Result.Right right) {
      return whyNot(right.user());
    }
    return result instanceof Result.Paused
        ? "There were too many wrong passwords for this name. Try again in five minutes."
        : "The user name or the password is wrong.";
  }

  private static String whyNot(ForgeUser user) {
    return switch (user.status()) {
      case ACTIVE -> "";
      case DISABLED -> "This user has been disabled. Please ask an administrator.";
      case AWAITING_APPROVAL -> "An administrator has to approve this user first.";
    };
  }

  private void show(
      HttpServletRequest request, HttpServletResponse response, int status, List<String> problems)
      throws IOException {
    SecurityHeaders.allowFormsTo(socialSignIn.formTargets(), response);
    Content content =
        new Content(
            problems,
            FormInput.trimmed(request, "username"),
            FormInput.localPath(request, "continue").path(),
            socialSignIn.signInButtons(request, response));
    pages.show(request, response, status, "sign-in", "Sign in", content);
  }
}
