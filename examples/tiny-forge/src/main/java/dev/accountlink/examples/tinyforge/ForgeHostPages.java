package dev.accountlink.examples.tinyforge;

import dev.accountlink.model.ReturnTo;
import dev.accountlink.spi.HostPages;
import dev.accountlink.web.WebRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Where Accountlink's pages send people on, and where they speak as this forge does. */
final class ForgeHostPages implements HostPages {

  private static final Map<String, String> TEXTS =
      Map.of(
          "links.git.title",
          "You cannot push over HTTP",
          "links.git.what",
          "Git takes a password of users who have one and no second factor, and you are not one of"
              + " them.",
          "links.git.page",
          "See your settings",
          "refusal.NotConnected.next",
          "Sign in here in your usual way first. Then open your social sign-in settings and choose"
              + " Connect. If you have no user here, register one with a name that is free, and"
              + " connect it.",
          ForgeHostSessions.NOT_ACTIVE,
          "Your user here has been disabled or waits for approval, so you cannot sign in.");

  @Override
  public Optional<String> signInPage() {
    return Optional.of(SignInServlet.PATH);
  }

  /** The form, the logos and the second factor go on to that path. */
  @Override
  public Optional<String> signInPage(ReturnTo continueTo) {
    String path = URLEncoder.encode(continueTo.path(), StandardCharsets.UTF_8);
    return Optional.of(SignInServlet.PATH + "?continue=" + path);
  }

  @Override
  public Optional<String> settingsPage() {
    return Optional.of(SettingsServlet.PATH + "#social");
  }

  @Override
  public Optional<String> siteName() {
    return Optional.of("tiny-forge");
  }

  @Override
  public Optional<String> administrationPage() {
    return Optional.of(StaffServlet.PATH);
  }

  /** Its first lines say what is in the way of whoever cannot push. */
  @Override
  public Optional<String> gitCredentialsPage() {
    return Optional.of(SettingsServlet.PATH);
  }

  /** The forge itself speaks nothing but English. */
  @Override
  public Locale locale(WebRequest request) {
    return Locale.ENGLISH;
  }

  @Override
  public Optional<String> text(Locale locale, String key) {
    return Optional.ofNullable(TEXTS.get(key));
  }
}
