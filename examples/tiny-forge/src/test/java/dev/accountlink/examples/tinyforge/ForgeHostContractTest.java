package dev.accountlink.examples.tinyforge;

import dev.accountlink.AccountLinking;
import dev.accountlink.examples.tinyforge.ForgeUsers.Registration;
import dev.accountlink.model.UserId;
import dev.accountlink.servlet.ServletWebRequest;
import dev.accountlink.spi.HostSessions;
import dev.accountlink.spi.HostUsers;
import dev.accountlink.spi.LinkStore;
import dev.accountlink.testkit.HostContract;
import dev.accountlink.testkit.HostUnderTest;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.web.WebRequest;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.io.TempDir;

/** The forge's users, sessions and links, each against everything a host must do. */
class ForgeHostContractTest extends HostContract {

  @TempDir Path data;

  @Override
  protected HostUnderTest open(Consumer<WebRequest> probe) throws IOException {
    return new OpenForge(Database.open(data), new WebServer(0), probe);
  }

  private final class OpenForge implements HostUnderTest {
    private final Database database;
    private final WebServer web;
    private final ForgeServices forge;
    private final Staff staff;

    OpenForge(Database database, WebServer web, Consumer<WebRequest> probe) throws IOException {
      this.database = database;
      this.web = web;
      forge = ForgeServices.in(database, data, Clock.systemUTC());
      AccountLinking linking =
          ForgeLinking.build(
              web.baseUrl(), List.of(), forge, database, new Config(0, data), Clock.systemUTC());
      staff =
          new Staff(
              forge.users(), forge.repositories(), forge.secondFactors(), linking, database.jdbi());
      web.servlet(
              new HttpServlet() {
                @Override
                protected void doGet(HttpServletRequest request, HttpServletResponse response) {
                  probe.accept(new ServletWebRequest(request, response));
                }
              },
              "/probe")
          .servlet(
              new HttpServlet() {
                @Override
                protected void doGet(HttpServletRequest request, HttpServletResponse response) {
                  request.getSession(true);
                }
              },
              "/visit")
          .start();
    }

    @Override
    public LinkStore links() {
      return forge.links();
    }

    @Override
    public HostUsers users(LinkStore links) {
      return new ForgeHostUsers(forge.users(), links, forge.secondFactors(), database.jdbi());
    }

    @Override
    public Optional<Boolean> emailVerified(UserId user) {
      return forge.users().find(user.value()).map(ForgeUser::emailVerified);
    }

    @Override
    public HostSessions sessions() {
      return new ForgeHostSessions(
          forge.users(), forge.sessions(), forge.frontDoor(), web.baseUrl());
    }

    @Override
    public String probeAddress() {
      return web.baseUrl() + "/probe";
    }

    @Override
    public String sessionCookie() {
      return "tiny-forge-session";
    }

    @Override
    public void visit(TestBrowser browser) {
      browser.get(web.baseUrl() + "/visit");
    }

    @Override
    public UserId register(String username, String email, String password) {
      UserDraft draft = new UserDraft(username, username, Optional.of(email), true);
      Registration registration = forge.users().register(draft, password);
      return new UserId(((Registration.Registered) registration).user().id());
    }

    @Override
    public boolean opens(String username, String password) {
      return forge.users().authenticate(username, password).isPresent();
    }

    @Override
    public Optional<String> storedPassword(UserId user) {
      return database
          .jdbi()
          .withHandle(
              handle ->
                  handle
                      .createQuery("SELECT password_hash FROM users WHERE id = ?")
                      .bind(0, user.value())
                      .mapTo(String.class)
                      .filter(hash -> hash != null)
                      .findOne());
    }

    @Override
    public void disable(UserId user) {
      staff.disable(forge.users().find(user.value()).orElseThrow());
    }

    @Override
    public void delete(UserId user) {
      staff.delete(forge.users().find(user.value()).orElseThrow());
    }

    @Override
    public void remember(WebRequest request, String text) {
      session(request).setAttribute("contract", text);
    }

    @Override
    public Optional<String> remembered(WebRequest request) {
      return Optional.ofNullable((String) session(request).getAttribute("contract"));
    }

    private static HttpSession session(WebRequest request) {
      return request.unwrap(HttpServletRequest.class).orElseThrow().getSession(true);
    }

    @Override
    public void close() {
      web.close();
      database.close();
    }
  }
}
