package dev.accountlink.examples.tinyforge;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** Lets staff through to the pages that are for nobody else. */
final class StaffDoor {

  private final ForgeSessions sessions;
  private final Pages pages;

  StaffDoor(ForgeSessions sessions, Pages pages) {
    this.sessions = sessions;
    this.pages = pages;
  }

  /** Whoever of the staff is signed in. For everybody else the request is answered already. */
  Optional<ForgeUser> enter(HttpServletRequest request, HttpServletResponse response, String path)
      throws IOException {
    Optional<ForgeUser> user = sessions.current(request);
    if (user.isEmpty() && request.getMethod().equals("GET")) {
      Pages.redirect(response, SignInServlet.PATH + "?continue=" + path);
    } else if (user.filter(ForgeUser::staff).isEmpty()) {
      refuse(request, response);
    }
    return user.filter(ForgeUser::staff);
  }

  private void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
    ErrorServlet.Content content =
        new ErrorServlet.Content(
            "This page is for staff",
            "You are not signed in as one of the staff. Nothing was changed.");
    pages.show(
        request, response, HttpServletResponse.SC_FORBIDDEN, "error", content.heading(), content);
  }
}
