package dev.accountlink.examples.tinyforge;

import dev.accountlink.AccountLinking;
import dev.accountlink.model.UserId;
import dev.accountlink.model.WayIn;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** {@code /settings/account}: profile, password, social sign-in. */
final class SettingsServlet extends HttpServlet {

  static final String PATH = "/settings/account";

  private static final int UNPROCESSABLE = 422;
  private static final String WRONG_PASSWORD =
      "The current password is wrong, or there were too many wrong ones in the last five minutes."
          + " The password was not changed.";

  private final transient ForgeUsers users;
  private final transient PasswordTries passwordTries;
  private final transient ForgeSessions sessions;
  private final transient AccountLinking linking;
  private final transient SecondFactors secondFactors;
  private final transient SocialSignIn socialSignIn;
  private final transient Pages pages;

  SettingsServlet(
      ForgeUsers users,
      PasswordTries passwordTries,
      ForgeSessions sessions,
      AccountLinking linking,
      SecondFactors secondFactors,
      SocialSignIn socialSignIn,
      Pages pages) {
    this.users = users;
    this.passwordTries = passwordTries;
    this.sessions = sessions;
    this.linking = linking;
    this.secondFactors = secondFactors;
    this.socialSignIn = socialSignIn;
    this.pages = pages;
  }

  record Content(
      ForgeUser user,
      Optional<String> notice,
      Optional<String> profileProblem,
      Optional<String> passwordProblem,
      boolean secondFactor,
      SocialSignIn.Settings social) {

    Optional<GitHint> gitHint() {
      return GitHint.of(user, secondFactor);
    }

    boolean hasLinks() {
      return !social.links().isEmpty();
    }

    String emailState() {
      if (user.email().isEmpty()) {
        return "You have not given an address.";
      }
      return user.emailVerified() ? "This address is verified." : "This address is not verified.";
    }
  }

  /** The page with nothing to report, or with what was wrong in one of its forms. */
  private record Problems(Optional<String> profile, Optional<String> password) {
    static final Problems NONE = new Problems(Optional.empty(), Optional.empty());
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<ForgeUser> user = sessions.current(request);
    if (user.isPresent()) {
      show(request, response, HttpServletResponse.SC_OK, user.get(), Problems.NONE);
    } else {
      Pages.redirect(response, SignInServlet.PATH + "?continue=" + PATH);
    }
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<ForgeUser> user = sessions.current(request);
    if (user.isEmpty()) {
      Pages.redirect(response, SignInServlet.PATH + "?continue=" + PATH);
      return;
    }
    switch (FormInput.text(request, "change")) {
      case "profile" -> changeProfile(request, response, user.get());
      case "password" -> changePassword(request, response, user.get());
      case "remove-password" -> removePassword(request, response, user.get());
      default -> response.sendError(HttpServletResponse.SC_BAD_REQUEST);
    }
  }

  private void changeProfile(
      HttpServletRequest request, HttpServletResponse response, ForgeUser user) throws IOException {
    Optional<String> problem =
        users
            .changeProfile(
                user, FormInput.text(request, "displayName"), FormInput.optional(request, "email"))
            .map(DraftProblem::sentence);
    if (problem.isPresent()) {
      Problems problems = new Problems(problem, Optional.empty());
      show(request, response, UNPROCESSABLE, user, problems);
    } else {
      Pages.redirect(response, PATH + "?saved=profile");
    }
  }

  private void changePassword(
      HttpServletRequest request, HttpServletResponse response, ForgeUser user) throws IOException {
    if (!user.hasPassword() && !sessions.provenRecently(request)) {
      ProofServlet.ask(response, PATH + "?saved=" + ProofServlet.PROVEN);
      return;
    }
    Optional<String> problem = passwordProblem(request, user);
    if (problem.isPresent()) {
      Problems problems = new Problems(Optional.empty(), problem);
      show(request, response, UNPROCESSABLE, user, problems);
    } else {
      // every session ended with the old password; this one goes on as a new one
      sessions.signIn(request, users.find(user.id()).orElseThrow());
      linking.passwordWasSet(
          new UserId(user.id()), sessions.currentSignIn(request).map(ForgeSessions.SignedIn::key));
      Pages.redirect(response, PATH + "?saved=password");
    }
  }

  private void removePassword(
      HttpServletRequest request, HttpServletResponse response, ForgeUser user) throws IOException {
    Optional<String> problem = removalProblem(request, user);
    if (problem.isPresent()) {
      Problems problems = new Problems(Optional.empty(), problem);
      show(request, response, UNPROCESSABLE, user, problems);
    } else {
      Pages.redirect(response, PATH + "?saved=no-password");
    }
  }

  private Optional<String> removalProblem(HttpServletRequest request, ForgeUser user) {
    String current = FormInput.text(request, "currentPassword");
    if (passwordTries.check(user.username(), current).whose().isEmpty()) {
      return Optional.of(WRONG_PASSWORD);
    }
    Optional<String> session = sessions.currentSignIn(request).map(ForgeSessions.SignedIn::key);
    boolean removed =
        linking.removeWayIn(
            new UserId(user.id()),
            WayIn.LOCAL_PASSWORD,
            () -> users.removePassword(user.id(), session));
    return removed
        ? Optional.empty()
        : Optional.of(
            "Your password is your last way in, so it was not removed."
                + " Connect a social sign-in first.");
  }

  private Optional<String> passwordProblem(HttpServletRequest request, ForgeUser user) {
    String current = FormInput.text(request, "currentPassword");
    if (user.hasPassword() && passwordTries.check(user.username(), current).whose().isEmpty()) {
      return Optional.of(WRONG_PASSWORD);
    }
    return users
        .setPassword(user, FormInput.text(request, "newPassword"))
        .map(DraftProblem::sentence);
  }

  private void show(
      HttpServletRequest request,
      HttpServletResponse response,
      int status,
      ForgeUser user,
      Problems problems)
      throws IOException {
    SecurityHeaders.allowFormsTo(socialSignIn.formTargets(), response);
    Content content =
        new Content(
            user,
            notice(request),
            problems.profile(),
            problems.password(),
            secondFactors.isOn(user.id()),
            socialSignIn.settings(request, response));
    pages.show(request, response, status, "settings", "Account settings", content);
  }

  private static Optional<String> notice(HttpServletRequest request) {
    return switch (FormInput.text(request, "saved")) {
      case "profile" -> Optional.of("Your profile was saved.");
      case "password" -> Optional.of("Your password was saved. Other sessions were signed out.");
      case ProofServlet.PROVEN -> Optional.of("Thank you. You can make your change now.");
      case "no-password" ->
          Optional.of("Your password was removed. Other sessions were signed out.");
      default -> Optional.empty();
    };
  }
}
