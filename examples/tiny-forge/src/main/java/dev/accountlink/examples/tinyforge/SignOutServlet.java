package dev.accountlink.examples.tinyforge;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** {@code POST /sign-out}. */
final class SignOutServlet extends HttpServlet {

  private final transient ForgeSessions sessions;

  SignOutServlet(ForgeSessions sessions) {
    this.sessions = sessions;
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response) {
    sessions.signOut(request);
    Pages.redirect(response, "/");
  }
}
