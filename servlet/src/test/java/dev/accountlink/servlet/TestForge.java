package dev.accountlink.servlet;

import dev.accountlink.AccountLinking;
import dev.accountlink.AccountLinkingBuilder;
import dev.accountlink.memory.InMemoryLinkStore;
import dev.accountlink.model.HostUser;
import dev.accountlink.model.LinkDraft;
import dev.accountlink.model.NewUser;
import dev.accountlink.model.ReturnTo;
import dev.accountlink.model.Standing;
import dev.accountlink.model.UserId;
import dev.accountlink.model.UserProblem;
import dev.accountlink.model.WayIn;
import dev.accountlink.provider.Client;
import dev.accountlink.provider.GitHub;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.Registration;
import dev.accountlink.spi.HostUsers;
import dev.accountlink.testkit.fake.FakeGitHub;
import dev.accountlink.web.Page;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A host in a container, with the filter before it and a fake GitHub beside it. Its servlet answers
 * every path that reaches it.
 */
final class TestForge implements AutoCloseable {
  static final String USER = "forge.user";

  final FakeGitHub github = FakeGitHub.start();
  final HttpSessions sessions = new HttpSessions(USER);
  final Users users = new Users();
  final InMemoryLinkStore links = new InMemoryLinkStore();
  final AtomicReference<AccountLinking> linking = new AtomicReference<>();
  final List<Object> arrivedAtHost = new ArrayList<>();
  final List<Object> sentOut = new ArrayList<>();
  private final Container container;
  private final String contextPath;

  TestForge(Container.Kind kind) throws Exception {
    this(kind, "", List.of(), UnaryOperator.identity());
  }

  TestForge(
      Container.Kind kind,
      String contextPath,
      List<Filter> before,
      UnaryOperator<AccountLinkingBuilder> configuration)
      throws Exception {
    this(kind, contextPath, before, configuration, UnaryOperator.identity());
  }

  TestForge(
      Container.Kind kind,
      String contextPath,
      List<Filter> before,
      UnaryOperator<AccountLinkingBuilder> configuration,
      UnaryOperator<Provider> rules)
      throws Exception {
    this.contextPath = contextPath;
    List<Filter> filters = new ArrayList<>(before);
    filters.add(new Noting(sentOut));
    filters.add(new AccountLinkFilter(linking::get));
    container = kind.starter().start(contextPath, filters, new Host());
    github.register("client", "secret", base() + "/-/sso/github/callback");
    linking.set(
        configuration
            .apply(
                AccountLinking.builder(base())
                    .provider(
                        rules.apply(
                            GitHub.provider(
                                    "github",
                                    "GitHub",
                                    github.baseUrl(),
                                    Client.of("client", "secret"))
                                .withRegistration(Registration.ON)))
                    .users(users)
                    .sessions(sessions)
                    .links(links))
            .build());
  }

  int port() {
    return container.port();
  }

  String base() {
    return "http://localhost:" + container.port() + contextPath;
  }

  @Override
  public void close() throws Exception {
    container.close();
    github.close();
  }

  /** Notes which request and response went into the filter. */
  private record Noting(List<Object> seen) implements Filter {
    @Override
    public void init(FilterConfig configuration) {}

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      seen.add(request);
      seen.add(response);
      chain.doFilter(request, response);
    }

    @Override
    public void destroy() {}
  }

  /** The host's own pages. */
  private final class Host extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      arrivedAtHost.add(request);
      arrivedAtHost.add(response);
      String path = request.getRequestURI().substring(contextPath.length());
      response.setContentType("text/html;charset=UTF-8");
      if (path.endsWith("/git-receive-pack")) {
        byte[] pack = request.getInputStream().readAllBytes();
        response.setContentType("application/octet-stream");
        response.setContentLength(pack.length);
        response.getOutputStream().write(pack);
        return;
      }
      String text =
          switch (path) {
            case "/whoami" -> whoAmI(request);
            case "/note" -> {
              request.getSession(true).setAttribute("note", request.getQueryString());
              yield request.getSession().getId();
            }
            case "/renew" -> request.changeSessionId();
            case "/mark" -> mark(request, response);
            case "/types" -> types(request.getSession());
            case "/signed-in" -> {
              request.getSession(true).setAttribute(USER, request.getQueryString());
              sessions.signedIn(request, new UserId(request.getQueryString()));
              yield whoAmI(request);
            }
            case "/switch" -> {
              request.getSession(true).setAttribute(USER, request.getQueryString());
              yield whoAmI(request);
            }
            case "/buttons" -> {
              SocialButtons buttons = new SocialButtons(linking::get);
              List<Page.Button> found = buttons.signIn(request, response, new ReturnTo("/whoami"));
              yield form(found.get(0)) + buttons.icon(found.get(0).provider());
            }
            case "/sign-up-buttons" -> {
              SocialButtons buttons = new SocialButtons(linking::get);
              yield form(buttons.signUp(request, response, new ReturnTo("/whoami")).get(0));
            }
            case "/settings" -> {
              SocialButtons buttons = new SocialButtons(linking::get);
              yield buttons
                  .links(request, response)
                  .map(page -> page.links().size() + " links " + form(page.connect().get(0)))
                  .orElse("nobody");
            }
            case "/login" -> {
              sessions.signIn(request, users.named(request.getQueryString()));
              yield whoAmI(request);
            }
            default -> "host " + path;
          };
      response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    private String mark(HttpServletRequest request, HttpServletResponse response) {
      return sessions
          .current(new ServletWebRequest(request, response))
          .map(user -> user.id().value() + " " + user.session() + " " + user.authenticatedAt())
          .orElse("nobody");
    }

    private static String types(HttpSession session) {
      return Collections.list(session.getAttributeNames()).stream()
          .map(name -> session.getAttribute(name).getClass().getSimpleName())
          .distinct()
          .collect(Collectors.joining(" "));
    }

    private static String form(Page.Button button) {
      return "<form method=post action='"
          + button.form().action()
          + "'>"
          + button.form().fields().stream()
              .map(f -> "<input type=hidden name='" + f.name() + "' value='" + f.value() + "'>")
              .collect(Collectors.joining())
          + "<button>"
          + button.provider().label()
          + "</button></form>";
    }

    private static String whoAmI(HttpServletRequest request) {
      HttpSession session = request.getSession(false);
      if (session == null) {
        return "nobody";
      }
      return "user=" + session.getAttribute(USER) + " note=" + session.getAttribute("note");
    }
  }

  /** Users in memory. */
  final class Users implements HostUsers {
    final Map<UserId, HostUser> byId = new ConcurrentHashMap<>();
    volatile Function<UserId, Optional<HostUser>> finder = id -> Optional.ofNullable(byId.get(id));

    HostUser named(String name) {
      return byId.computeIfAbsent(
          new UserId(name), id -> new HostUser(id, name, name, Standing.ACTIVE, Optional.empty()));
    }

    @Override
    public Optional<HostUser> find(UserId id) {
      return finder.apply(id);
    }

    @Override
    public Set<UserProblem> check(NewUser draft) {
      return byId.containsKey(new UserId(draft.username()))
          ? Set.of(UserProblem.USERNAME_TAKEN)
          : Set.of();
    }

    @Override
    public Creation createLinked(NewUser draft, LinkDraft first) {
      return HostUsers.createThenLink(
          draft,
          first,
          links,
          wanted -> new Creation.Created(named(wanted.username())),
          byId::remove);
    }

    @Override
    public Set<WayIn> otherWaysIn(UserId id) {
      return Set.of(WayIn.LOCAL_PASSWORD);
    }
  }
}
