package dev.accountlink.examples.tinyforge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.examples.tinyforge.ForgeUsers.Registration;
import dev.accountlink.model.CurrentUser;
import dev.accountlink.model.HostUser;
import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.ProviderId;
import dev.accountlink.model.Standing;
import dev.accountlink.model.UserId;
import dev.accountlink.servlet.ServletWebRequest;
import dev.accountlink.spi.HostSessions.SessionStart;
import dev.accountlink.spi.SignInProof;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.web.WebRequest;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The host interface over the forge's sessions, in a container of its own. */
class ForgeHostSessionsTest {

  @TempDir Path data;

  private final TestBrowser browser = TestBrowser.fresh();
  private Database database;
  private ForgeUsers users;
  private WebServer web;
  private ForgeUser ada;
  private Optional<SessionStart> answer = Optional.empty();
  private Optional<CurrentUser> current = Optional.empty();

  @BeforeEach
  void start() throws IOException {
    database = Database.open(data);
    users = new ForgeUsers(database.jdbi(), new Passwords(), Clock.systemUTC());
    UserDraft draft = new UserDraft("ada", "Ada", Optional.empty(), false);
    ada =
        ((Registration.Registered) users.registerWithoutPassword(draft, UserStatus.ACTIVE)).user();
    web = new WebServer(0).servlet(new SignIn(), "/sign-in").servlet(new Look(), "/look");
    web.start();
  }

  @AfterEach
  void stop() {
    web.close();
    database.close();
  }

  @Test
  void theSessionIsThereAtOnceAndKeepsItsMark() {
    browser.get(web.baseUrl() + "/sign-in");
    assertThat(answer).contains(new SessionStart.Started());
    CurrentUser signedIn = current.orElseThrow();

    browser.get(web.baseUrl() + "/look");

    assertThat(current).contains(signedIn);
    assertThat(signedIn.id().value()).isEqualTo(ada.id());
    assertThat(signedIn.session()).isPresent();
    assertThat(signedIn.authenticatedAt()).isPresent();
  }

  @Test
  void theMarkIsAnotherAfterTheNextSignInAndNeverTheSessionId() {
    browser.get(web.baseUrl() + "/sign-in");
    Optional<String> first = current.orElseThrow().session();
    browser.get(web.baseUrl() + "/sign-in");

    assertThat(current.orElseThrow().session()).isPresent().isNotEqualTo(first);
    String id = ForgeTest.session(browser).value();
    assertThat(id).doesNotContain(current.orElseThrow().session().orElseThrow());
  }

  @Test
  void whoWasDisabledMeanwhileGetsNoSessionAndAReason() {
    users.changeStatus(ada.id(), UserStatus.ACTIVE, UserStatus.DISABLED);

    browser.get(web.baseUrl() + "/sign-in");

    assertThat(answer).contains(new SessionStart.RefusedByHost(ForgeHostSessions.NOT_ACTIVE));
    assertThat(current).isEmpty();
    assertThat(browser.cookies()).isEmpty();
    assertThat(new ForgeHostPages().text(Locale.ENGLISH, ForgeHostSessions.NOT_ACTIVE)).isPresent();
  }

  @Test
  @DisplayName("D28 second factor bypass: no session before the code, and none from before either")
  void whoeverHasASecondFactorHasNoSessionYet() {
    browser.get(web.baseUrl() + "/sign-in");
    SecondFactors factors = new SecondFactors(database.jdbi(), Clock.systemUTC());
    factors.setUp(ada.id());
    String secret = factors.unconfirmedSecret(ada.id()).orElseThrow();
    factors.confirm(ada.id(), new Authenticator(secret, Clock.systemUTC()).code());

    browser.get(web.baseUrl() + "/sign-in");

    URI page = URI.create(SecondFactorServlet.PATH);
    assertThat(answer).contains(new SessionStart.ContinuesAt(page));
    assertThat(current).isEmpty();
    browser.get(web.baseUrl() + "/look");
    assertThat(current).isEmpty();
  }

  /** Starts a session of ada, whom the engine still holds for active. */
  private final class SignIn extends HttpServlet {
    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
      WebRequest asked = new ServletWebRequest(request, response);
      HostUser user =
          new HostUser(new UserId(ada.id()), "ada", "Ada", Standing.ACTIVE, Optional.empty());
      SignInProof proof =
          new SignInProof(
              new ProviderId("work"),
              new IdentityKey("https://id.example.com", "1"),
              false,
              Instant.now());
      answer = Optional.of(sessions().start(asked, user, proof, URI.create("/")));
      current = sessions().current(asked);
    }
  }

  private final class Look extends HttpServlet {
    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
      current = sessions().current(new ServletWebRequest(request, response));
    }
  }

  private ForgeHostSessions sessions() {
    ForgeServices forge = ForgeServices.in(database, data, Clock.systemUTC());
    return new ForgeHostSessions(users, forge.sessions(), forge.frontDoor(), web.baseUrl());
  }
}
