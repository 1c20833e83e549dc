package dev.accountlink.examples.tinyforge;

import dev.accountlink.testkit.browser.BrowserCookie;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A running forge of its own for each test, and the steps most tests begin with. */
abstract class ForgeTest {

  static final String PASSWORD = "correct horse battery";

  @TempDir Path data;

  TinyForge forge;
  final TestBrowser browser = TestBrowser.fresh();

  @BeforeEach
  void start() throws IOException {
    forge = TinyForge.start(config(0), clock());
  }

  @AfterEach
  void stop() {
    forge.close();
  }

  /** Stops the forge and starts it anew with the same data at the same address. */
  void restart() throws IOException {
    int port = forge.baseUrl().getPort();
    forge.close();
    forge = TinyForge.start(config(port), clock());
  }

  Config config(int port) {
    return new Config(port, data);
  }

  Clock clock() {
    return Clock.systemUTC();
  }

  String address(String path) {
    return forge.baseUrl() + path;
  }

  BrowserPage register(TestBrowser who, String username) {
    return who.open(address("/register"))
        .formOf("Register")
        .with("username", username)
        .with("password", PASSWORD)
        .submit();
  }

  BrowserPage signIn(TestBrowser who, String username, String password) {
    return who.open(address("/sign-in"))
        .formOf("Sign in")
        .with("username", username)
        .with("password", password)
        .submit();
  }

  /** Clicks a provider's logo on the sign-in page: its consent page, or where it sends us back. */
  BrowserPage clickLogo(TestBrowser who, String provider) {
    return who.open(address("/sign-in")).submit(provider);
  }

  /** Signs in by a logo as somebody who has to be chosen on the consent page. */
  BrowserPage signInByLogo(TestBrowser who, String provider, String person) {
    return clickLogo(who, provider).submit("Continue as " + person);
  }

  BrowserPage settings(TestBrowser who) {
    return who.open(address("/settings/account"));
  }

  BrowserPage signOut(TestBrowser who) {
    return who.open(address("/")).submit("Sign out");
  }

  /** The user name in the bar at the top; empty if nobody is signed in. */
  static String signedIn(BrowserPage page) {
    return page.document().select("nav a[href^=/u/]").text();
  }

  static BrowserCookie session(TestBrowser who) {
    return who.cookie("tiny-forge-session").orElseThrow();
  }

  BrowserPage createRepository(TestBrowser who, String name) {
    return who.open(address("/new")).formOf("Create repository").with("name", name).submit();
  }

  /** Somebody whom a provider registered: without a password. */
  ForgeUser registerWithoutPassword(String username) {
    UserDraft draft = new UserDraft(username, username, Optional.empty(), false);
    return ((ForgeUsers.Registration.Registered)
            forge.users().registerWithoutPassword(draft, UserStatus.ACTIVE))
        .user();
  }

  void changeStatus(String username, UserStatus status) {
    ForgeUser user = user(username);
    forge.users().changeStatus(user.id(), user.status(), status);
  }

  /** Puts a second factor on somebody, as the settings page does. */
  Authenticator setUpSecondFactor(String username) {
    SecondFactors factors = forge.secondFactors();
    String id = user(username).id();
    factors.setUp(id);
    Authenticator app = new Authenticator(factors.unconfirmedSecret(id).orElseThrow(), clock());
    factors.confirm(id, app.code());
    return app;
  }

  ForgeUser user(String username) {
    return forge.users().findByUsername(username).orElseThrow();
  }
}
