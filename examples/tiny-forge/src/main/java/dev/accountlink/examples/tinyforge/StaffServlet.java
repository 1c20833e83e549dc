package dev.accountlink.examples.tinyforge;

import dev.accountlink.flow.Outcome;
import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.ProviderId;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code /admin/users}: staff approves, disables and deletes users, and sees to their links. */
final class StaffServlet extends HttpServlet {

  static final String PATH = "/admin/users";

  private static final int UNPROCESSABLE = 422;
  private static final int LONGEST_LABEL = 100;

  /** What gives somebody a way in or takes one away. */
  private static final Set<String> WAYS_IN =
      Set.of("connect", "disconnect", "remove-second-factor");

  private final transient ForgeUsers users;
  private final transient ForgeSessions sessions;
  private final transient Staff staff;
  private final transient StaffDoor door;
  private final transient StaffPage page;

  StaffServlet(
      ForgeUsers users, ForgeSessions sessions, Staff staff, StaffDoor door, StaffPage page) {
    this.users = users;
    this.sessions = sessions;
    this.staff = staff;
    this.door = door;
    this.page = page;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<ForgeUser> viewer = door.enter(request, response, PATH);
    if (viewer.isPresent()) {
      page.show(request, response, HttpServletResponse.SC_OK, viewer.get(), List.of());
    }
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<ForgeUser> viewer = door.enter(request, response, PATH);
    if (viewer.isEmpty()) {
      return;
    }
    String change = FormInput.text(request, "change");
    if (WAYS_IN.contains(change) && !sessions.provenRecently(request)) {
      ProofServlet.ask(response, PATH + "?done=" + ProofServlet.PROVEN);
      return;
    }
    Optional<ForgeUser> user = users.find(FormInput.text(request, "user"));
    String problem =
        user.map(found -> change(request, viewer.get(), found))
            .orElse("This user is gone already.");
    if (problem.isEmpty()) {
      Pages.redirect(response, PATH + "?done=" + change);
    } else {
      page.show(request, response, UNPROCESSABLE, viewer.get(), List.of(problem));
    }
  }

  private String change(HttpServletRequest request, ForgeUser viewer, ForgeUser user) {
    if (viewer.id().equals(user.id())) {
      return "Nobody does this to himself, so that somebody of the staff remains.";
    }
    return switch (FormInput.text(request, "change")) {
      case "approve" -> done(staff.approve(user));
      case "disable" -> done(staff.disable(user));
      case "enable" -> done(staff.enable(user));
      case "remove-second-factor" -> done(staff.removeSecondFactor(user));
      case "delete" -> done(staff.delete(user));
      case "connect" -> connect(request, viewer, user);
      case "disconnect" -> disconnect(request, viewer, user);
      default -> done(false);
    };
  }

  private static String done(boolean done) {
    return done ? "" : "Nothing was changed: the user is not as this page showed.";
  }

  private String connect(HttpServletRequest request, ForgeUser viewer, ForgeUser user) {
    String subject = FormInput.trimmed(request, "subject");
    String label = FormInput.optional(request, "label").orElse(subject);
    if (label.length() > LONGEST_LABEL) {
      return "Nothing was connected: the name for it is too long.";
    }
    try {
      ProviderId provider = new ProviderId(FormInput.text(request, "provider"));
      return StaffPage.problem(staff.connect(viewer, user, provider, subject, label));
    } catch (IllegalArgumentException unusable) {
      return "Nothing was connected: choose a provider, and write the key of the person there.";
    }
  }

  private String disconnect(HttpServletRequest request, ForgeUser viewer, ForgeUser user) {
    Outcome outcome;
    try {
      IdentityKey identity = IdentityKey.parse(FormInput.text(request, "identity"));
      outcome = staff.disconnect(viewer, user, identity);
    } catch (IllegalArgumentException unusable) {
      return done(false);
    }
    return StaffPage.problem(outcome);
  }
}
