package dev.accountlink.examples.tinyforge;

import dev.accountlink.examples.tinyforge.HalfSignIns.HalfSignIn;
import dev.accountlink.examples.tinyforge.SecondFactors.Answer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** {@code /sign-in/second-factor}: asks for the code between the password and the session. */
final class SecondFactorServlet extends HttpServlet {

  static final String PATH = SignInServlet.PATH + "/second-factor";

  private static final int UNPROCESSABLE = 422;

  private final transient HalfSignIns halfSignIns;
  private final transient SecondFactors secondFactors;
  private final transient ForgeSessions sessions;
  private final transient Pages pages;

  SecondFactorServlet(
      HalfSignIns halfSignIns, SecondFactors secondFactors, ForgeSessions sessions, Pages pages) {
    this.halfSignIns = halfSignIns;
    this.secondFactors = secondFactors;
    this.sessions = sessions;
    this.pages = pages;
  }

  record Content(List<String> problems, String username) {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<HalfSignIn> half = halfSignIns.find(request);
    if (half.isPresent()) {
      show(request, response, HttpServletResponse.SC_OK, half.get(), List.of());
    } else {
      beginAgain(response);
    }
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<HalfSignIn> half = halfSignIns.find(request);
    if (half.isEmpty()) {
      beginAgain(response);
      return;
    }
    Answer answer =
        secondFactors.accept(half.get().user().id(), FormInput.trimmed(request, "code"));
    if (answer == Answer.RIGHT && halfSignIns.end(request, response)) {
      sessions.signIn(request, half.get().user());
      Pages.redirect(response, half.get().continueTo().path());
    } else if (answer == Answer.RIGHT || answer == Answer.NOT_SET_UP) {
      beginAgain(response);
    } else {
      show(request, response, UNPROCESSABLE, half.get(), List.of(answer.sentence()));
    }
  }

  /** Also for a second click on a form that has signed in already: that page then goes on. */
  private static void beginAgain(HttpServletResponse response) {
    Pages.redirect(response, SignInServlet.PATH);
  }

  private void show(
      HttpServletRequest request,
      HttpServletResponse response,
      int status,
      HalfSignIn half,
      List<String> problems)
      throws IOException {
    Content content = new Content(problems, half.user().username());
    pages.show(request, response, status, "second-factor", "Enter your code", content);
  }
}
