package dev.accountlink.examples.benchmarks.soak;

import dev.accountlink.AccountLinking;
import dev.accountlink.grant.Access;
import dev.accountlink.grant.Grant;
import dev.accountlink.model.CurrentUser;
import dev.accountlink.model.UserId;
import dev.accountlink.servlet.ServletWebRequest;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;

/** The host's own pages, in plain text: who is here, what the grants are good for. */
final class SoakPages extends HttpServlet {
  static final String USE = "/use";
  static final String AUDIT = "/audit";
  private static final long serialVersionUID = 1L;
  private static final Duration LONG_ENOUGH = Duration.ofMillis(500);

  private final transient AccountLinking linking;
  private final transient SoakSessions sessions;

  SoakPages(AccountLinking linking, SoakSessions sessions) {
    this.linking = linking;
    this.sessions = sessions;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/plain;charset=utf-8");
    PrintWriter out = response.getWriter();
    if (request.getRequestURI().equals(AUDIT)) {
      use(new UserId(request.getParameter("user")), out);
      return;
    }
    Optional<UserId> user =
        sessions.current(new ServletWebRequest(request, response)).map(CurrentUser::id);
    if (request.getRequestURI().equals(USE)) {
      user.ifPresent(one -> use(one, out));
    } else {
      out.print(user.map(UserId::value).orElse("nobody"));
    }
  }

  /** A line for each grant: user, subject, what came of using it, the token if there is one. */
  private void use(UserId user, PrintWriter out) {
    for (Grant grant : linking.grants().of(user)) {
      Access access = linking.grants().use(user, grant.id(), LONG_ENOUGH);
      out.println(
          String.join(
              " ",
              user.value(),
              grant.key().identity().subject(),
              access.getClass().getSimpleName(),
              access instanceof Access.Given given ? given.token().reveal() : "-"));
    }
  }
}
