package dev.accountlink.examples.tinyforge.browser;

import dev.accountlink.AccountLinking;
import dev.accountlink.AccountLinkingBuilder;
import dev.accountlink.memory.InMemoryLinkStore;
import dev.accountlink.model.HostUser;
import dev.accountlink.model.Link;
import dev.accountlink.model.UserId;
import dev.accountlink.provider.Provider;
import dev.accountlink.servlet.AccountLinkFilter;
import dev.accountlink.servlet.HttpSessions;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * The smallest host: one local user, a home page that says who is signed in, and the library's own
 * pages for everything else. Its session cookie is SameSite=Strict or Lax, as a test wants it.
 */
final class SmallHost implements AutoCloseable {
  static final String LOCAL_USER = "lady";

  private static final String SIGNED_IN = "user";

  private final InMemoryLinkStore links = new InMemoryLinkStore();
  private final SmallHostUsers users = new SmallHostUsers(links);
  private final HttpSessions sessions = new HttpSessions(SIGNED_IN);
  private final Server server = new Server();
  private final String baseUrl;
  private Optional<AccountLinking> linking = Optional.empty();

  private SmallHost(HttpCookie.SameSite sessionCookie) throws Exception {
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("localhost");
    connector.open();
    server.addConnector(connector);
    baseUrl = "http://localhost:" + connector.getLocalPort();
    ServletContextHandler context = new ServletContextHandler(ServletContextHandler.SESSIONS);
    context.getSessionHandler().setSessionCookie("small-host-" + connector.getLocalPort());
    context.getSessionHandler().setSameSite(sessionCookie);
    FilterHolder filter = new FilterHolder(new AccountLinkFilter(() -> linking.orElseThrow()));
    context.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST));
    context.addServlet(new ServletHolder(new Home()), "/");
    server.setHandler(context);
    server.start();
  }

  /** A host whose session cookie is SameSite=Lax. */
  static SmallHost lax() throws Exception {
    return new SmallHost(HttpCookie.SameSite.LAX);
  }

  /** A host whose session cookie is SameSite=Strict. */
  static SmallHost strict() throws Exception {
    return new SmallHost(HttpCookie.SameSite.STRICT);
  }

  /** Begins to link, or goes on in another way. */
  SmallHost with(UnaryOperator<AccountLinkingBuilder> more, Provider... providers) {
    AccountLinkingBuilder builder =
        AccountLinking.builder(baseUrl).users(users).sessions(sessions).links(links);
    List.of(providers).forEach(builder::provider);
    linking = Optional.of(more.apply(builder).build());
    return this;
  }

  /** Begins to link. */
  SmallHost with(Provider... providers) {
    return with(builder -> builder, providers);
  }

  String baseUrl() {
    return baseUrl;
  }

  String address(String path) {
    return baseUrl + path;
  }

  String callback(String provider) {
    return baseUrl + "/-/sso/" + provider + "/callback";
  }

  List<Link> linksOf(String username) {
    return users.named(username).map(user -> links.findAll(user.id())).orElse(List.of());
  }

  int countUsers() {
    return users.count();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception failure) {
      throw new IllegalStateException("the small host did not stop", failure);
    }
  }

  /** {@code /}, and the local sign-in and sign-out. */
  private final class Home extends HttpServlet {
    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      String who =
          Optional.ofNullable(request.getSession(false))
              .map(session -> (String) session.getAttribute(SIGNED_IN))
              .flatMap(id -> users.find(new UserId(id)))
              .map(user -> "Signed in as " + user.username())
              .orElse("Nobody is signed in");
      response.setContentType("text/html;charset=UTF-8");
      response
          .getWriter()
          .write(
              """
              <!doctype html><html lang="en"><head><title>Home</title>
              <link rel="icon" href="data:,"></head><body><h1>%s</h1>
              <form method="post" action="/local"><button>Sign in as lady</button></form>
              <form method="post" action="/out"><button>Sign out</button></form>
              </body></html>
              """
                  .formatted(who));
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      if (request.getRequestURI().equals("/local")) {
        HostUser lady = users.named(LOCAL_USER).orElseThrow();
        sessions.signIn(request, lady);
      } else {
        request.getSession().invalidate();
      }
      response.setStatus(303);
      response.setHeader("Location", "/");
    }
  }
}
