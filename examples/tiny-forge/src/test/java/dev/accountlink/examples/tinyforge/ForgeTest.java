package dev.accountlink.examples.tinyforge;

import dev.accountlink.AccountLinking;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
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
    forge = TinyForge.start(new Config(0, data), Clock.systemUTC(), this::social);
  }

  @AfterEach
  void stop() {
    forge.close();
  }

  SocialSignIn social(AccountLinking linking) {
    return new ProviderButtons(linking);
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

  BrowserPage createRepository(TestBrowser who, String name) {
    return who.open(address("/new")).formOf("Create repository").with("name", name).submit();
  }

  /** Somebody whom a provider registered: without a password. */
  ForgeUser registerWithoutPassword(String username) {
    UserDraft draft = new UserDraft(username, username, java.util.Optional.empty(), false);
    return ((ForgeUsers.Registration.Registered) forge.users().registerWithoutPassword(draft))
        .user();
  }
}
