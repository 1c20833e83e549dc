package dev.accountlink.examples.tinyforge;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** {@code /admin/users}: staff approves, disables and deletes users, and sees their links. */
final class StaffServlet extends HttpServlet {

  static final String PATH = "/admin/users";

  private static final int UNPROCESSABLE = 422;

  private final transient ForgeUsers users;
  private final transient ForgeSessions sessions;
  private final transient Staff staff;
  private final transient StaffPage page;

  StaffServlet(ForgeUsers users, ForgeSessions sessions, Staff staff, StaffPage page) {
    this.users = users;
    this.sessions = sessions;
    this.staff = staff;
    this.page = page;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (sessions.current(request).isEmpty()) {
      Pages.redirect(response, SignInServlet.PATH + "?continue=" + PATH);
      return;
    }
    Optional<ForgeUser> viewer = viewer(request);
    if (viewer.isPresent()) {
      page.show(request, response, HttpServletResponse.SC_OK, viewer.get(), List.of());
    } else {
      page.refuse(request, response);
    }
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<ForgeUser> viewer = viewer(request);
    if (viewer.isEmpty()) {
      page.refuse(request, response);
      return;
    }
    Optional<ForgeUser> user = users.find(FormInput.text(request, "user"));
    String change = FormInput.text(request, "change");
    String problem =
        user.map(found -> change(viewer.get(), found, change)).orElse("This user is gone already.");
    if (problem.isEmpty()) {
      Pages.redirect(response, PATH + "?done=" + change);
    } else {
      page.show(request, response, UNPROCESSABLE, viewer.get(), List.of(problem));
    }
  }

  private Optional<ForgeUser> viewer(HttpServletRequest request) {
    return sessions.current(request).filter(ForgeUser::staff);
  }

  private String change(ForgeUser viewer, ForgeUser user, String change) {
    if (viewer.id().equals(user.id())) {
      return "Nobody does this to himself, so that somebody of the staff remains.";
    }
    boolean done =
        switch (change) {
          case "approve" -> staff.approve(user);
          case "disable" -> staff.disable(user);
          case "enable" -> staff.enable(user);
          case "remove-second-factor" -> staff.removeSecondFactor(user);
          case "delete" -> staff.delete(user);
          default -> false;
        };
    return done ? "" : "Nothing was changed: the user is not as this page showed.";
  }
}
