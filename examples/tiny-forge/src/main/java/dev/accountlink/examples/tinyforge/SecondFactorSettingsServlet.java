package dev.accountlink.examples.tinyforge;

import dev.accountlink.examples.tinyforge.SecondFactors.Answer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** {@code /settings/second-factor}: sets up an authenticator app, confirms it and removes it. */
final class SecondFactorSettingsServlet extends HttpServlet {

  static final String PATH = "/settings/second-factor";

  private static final int UNPROCESSABLE = 422;

  private final transient ForgeUsers users;
  private final transient SecondFactors secondFactors;
  private final transient ForgeSessions sessions;
  private final transient Pages pages;

  SecondFactorSettingsServlet(
      ForgeUsers users, SecondFactors secondFactors, ForgeSessions sessions, Pages pages) {
    this.users = users;
    this.secondFactors = secondFactors;
    this.sessions = sessions;
    this.pages = pages;
  }

  /**
   * What an authenticator app has to know.
   *
   * @param text for those who type it
   * @param address opens an app on the same device
   */
  record Secret(String text, String address) {
    static Secret of(String text, String username) {
      String address =
          "otpauth://totp/tiny-forge:" + username + "?secret=" + text + "&issuer=tiny-forge";
      return new Secret(text.replaceAll("(.{4})(?=.)", "$1 "), address);
    }
  }

  record Content(List<String> problems, Optional<String> notice, boolean on, Optional<Secret> set) {
    boolean off() {
      return !on && set.isEmpty();
    }
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<ForgeUser> user = sessions.current(request);
    if (user.isEmpty()) {
      Pages.redirect(response, SignInServlet.PATH + "?continue=" + PATH);
    } else if (secondFactors.unconfirmedSecret(user.get().id()).isPresent()
        && !sessions.provenRecently(request)) {
      // the page would show the secret
      askWhoItIs(response);
    } else {
      show(request, response, HttpServletResponse.SC_OK, user.get(), List.of());
    }
  }

  private static void askWhoItIs(HttpServletResponse response) {
    ProofServlet.ask(response, PATH + "?done=" + ProofServlet.PROVEN);
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<ForgeUser> user = sessions.current(request);
    if (user.isEmpty()) {
      Pages.redirect(response, SignInServlet.PATH + "?continue=" + PATH);
      return;
    }
    String change = FormInput.text(request, "change");
    if (!change.equals("cancel") && !sessions.provenRecently(request)) {
      askWhoItIs(response);
      return;
    }
    String problem =
        switch (change) {
          case "set-up" -> setUp(user.get());
          case "cancel" -> cancel(user.get());
          case "confirm" -> confirm(request, user.get());
          case "remove" -> remove(request, user.get());
          default -> "Please use the buttons of this page.";
        };
    if (problem.isEmpty()) {
      Pages.redirect(response, PATH + "?done=" + change);
    } else {
      show(request, response, UNPROCESSABLE, user.get(), List.of(problem));
    }
  }

  private String setUp(ForgeUser user) {
    secondFactors.setUp(user.id());
    return "";
  }

  private String cancel(ForgeUser user) {
    secondFactors.cancelSetUp(user.id());
    return "";
  }

  private String confirm(HttpServletRequest request, ForgeUser user) {
    Answer answer = secondFactors.confirm(user.id(), code(request));
    if (answer == Answer.RIGHT) {
      // sessions that began without a code end; this one has just seen one
      Optional<String> thisOne = sessions.currentSignIn(request).map(ForgeSessions.SignedIn::key);
      users.endSessions(user.id(), thisOne);
    }
    return answer.sentence();
  }

  private String remove(HttpServletRequest request, ForgeUser user) {
    Answer answer = secondFactors.accept(user.id(), code(request));
    if (answer == Answer.RIGHT) {
      secondFactors.remove(user.id());
    }
    return answer.sentence();
  }

  private static String code(HttpServletRequest request) {
    return FormInput.trimmed(request, "code");
  }

  private void show(
      HttpServletRequest request,
      HttpServletResponse response,
      int status,
      ForgeUser user,
      List<String> problems)
      throws IOException {
    Content content =
        new Content(
            problems,
            notice(request),
            secondFactors.isOn(user.id()),
            secondFactors
                .unconfirmedSecret(user.id())
                .map(secret -> Secret.of(secret, user.username())));
    pages.show(request, response, status, "second-factor-settings", "Second factor", content);
  }

  private static Optional<String> notice(HttpServletRequest request) {
    return switch (FormInput.text(request, "done")) {
      case ProofServlet.PROVEN -> Optional.of("Thank you. You can make your change now.");
      case "confirm" -> Optional.of("Your second factor is on. Other sessions were signed out.");
      case "remove" -> Optional.of("Your second factor was removed.");
      default -> Optional.empty();
    };
  }
}
