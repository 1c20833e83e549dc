package dev.accountlink.jdbc;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.accountlink.AccountLinking;
import dev.accountlink.model.CurrentUser;
import dev.accountlink.model.HostUser;
import dev.accountlink.model.LinkDraft;
import dev.accountlink.model.NewUser;
import dev.accountlink.model.Standing;
import dev.accountlink.model.UserId;
import dev.accountlink.model.UserProblem;
import dev.accountlink.model.WayIn;
import dev.accountlink.spi.HostSessions;
import dev.accountlink.spi.HostUsers;
import dev.accountlink.spi.LinkStore;
import dev.accountlink.spi.SignInProof;
import dev.accountlink.web.Page;
import dev.accountlink.web.Parameters;
import dev.accountlink.web.StepPage;
import dev.accountlink.web.WebReply;
import dev.accountlink.web.WebRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One address with several nodes behind it, which answer in turn. Users and sessions are shared, as
 * a host with several nodes must share them.
 */
final class NodeHost implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger turn = new AtomicInteger();
  private final Map<String, UserId> sessions = new ConcurrentHashMap<>();
  private final Map<UserId, HostUser> users = new ConcurrentHashMap<>();
  private volatile List<AccountLinking> nodes = List.of();

  NodeHost() {
    try {
      server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 256);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  String baseUrl() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  void nodes(AccountLinking... several) {
    nodes = List.of(several);
  }

  int userCount() {
    return users.size();
  }

  int sessionCount() {
    return sessions.size();
  }

  HostSessions sessions() {
    return new CookieSessions();
  }

  HostUsers users(LinkStore links) {
    return new Users(links);
  }

  private void serve(HttpExchange http) throws IOException {
    try (http) {
      Request request = new Request(http);
      if (!nodes.get(0).owns(request.path())) {
        Optional<HostUser> user = new CookieSessions().current(request).map(c -> users.get(c.id()));
        write(http, 200, user.map(HostUser::username).orElse("nobody"));
        return;
      }
      AccountLinking node = nodes.get(Math.floorMod(turn.getAndIncrement(), nodes.size()));
      WebReply reply = node.handle(request);
      reply.headers().forEach(h -> http.getResponseHeaders().add(h.name(), h.value()));
      boolean shown = reply.body() instanceof WebReply.Body.Shown;
      write(http, reply.status(), shown ? html(((WebReply.Body.Shown) reply.body()).page()) : "");
    }
  }

  private static String html(Page page) {
    StringBuilder html = new StringBuilder("<h1>" + page.getClass().getSimpleName() + "</h1>");
    if (page instanceof Page.SignIn signIn) {
      signIn.buttons().forEach(button -> form(html, button.form(), button.provider().label()));
    } else if (page instanceof Page.Links links) {
      links.connect().forEach(b -> form(html, b.form(), "Connect " + b.provider().label()));
      links.links().forEach(link -> form(html, link.disconnect(), "Disconnect " + link.id()));
    } else if (page instanceof StepPage.Confirm confirm) {
      form(html, confirm.confirm(), "Confirm");
    } else if (page instanceof Page.Refused refused) {
      html.append(refused.refusal().code());
    }
    return html.toString();
  }

  private static void form(StringBuilder html, Page.Form form, String label) {
    html.append("<form method=post action='").append(form.action()).append("'>");
    form.fields()
        .forEach(
            field ->
                html.append("<input type=hidden name='")
                    .append(field.name())
                    .append("' value='")
                    .append(field.value())
                    .append("'>"));
    html.append("<button>").append(label).append("</button></form>");
  }

  private static void write(HttpExchange http, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    http.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      http.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private final class CookieSessions implements HostSessions {
    @Override
    public Optional<CurrentUser> current(WebRequest request) {
      return request.headers("Cookie").stream()
          .flatMap(header -> List.of(header.split("; ")).stream())
          .filter(pair -> pair.startsWith("session="))
          .map(pair -> pair.substring("session=".length()))
          .filter(sessions::containsKey)
          .findFirst()
          .map(
              id -> new CurrentUser(sessions.get(id), Optional.of(id), Optional.of(Instant.now())));
    }

    @Override
    public SessionStart start(
        WebRequest request, HostUser user, SignInProof proof, URI continueTo) {
      String id = UUID.randomUUID().toString();
      sessions.put(id, user.id());
      request
          .unwrap(HttpExchange.class)
          .orElseThrow()
          .getResponseHeaders()
          .add("Set-Cookie", "session=" + id + "; Path=/; HttpOnly; SameSite=Lax");
      return new SessionStart.StartedFromNextRequest();
    }
  }

  private final class Users implements HostUsers {
    private final LinkStore links;

    Users(LinkStore links) {
      this.links = links;
    }

    @Override
    public Optional<HostUser> find(UserId id) {
      return Optional.ofNullable(users.get(id));
    }

    @Override
    public Set<UserProblem> check(NewUser draft) {
      return Set.of();
    }

    @Override
    public Creation createLinked(NewUser draft, LinkDraft first) {
      return HostUsers.createThenLink(draft, first, links, this::create, users::remove);
    }

    private Creation create(NewUser draft) {
      HostUser user =
          new HostUser(
              new UserId(UUID.randomUUID().toString()),
              draft.username(),
              draft.displayName(),
              Standing.ACTIVE,
              Optional.of(Instant.now()));
      users.put(user.id(), user);
      return new Creation.Created(user);
    }

    @Override
    public Set<WayIn> otherWaysIn(UserId id) {
      return Set.of();
    }
  }

  private record Request(HttpExchange http) implements WebRequest {
    @Override
    public String method() {
      return http.getRequestMethod();
    }

    @Override
    public String path() {
      return http.getRequestURI().getRawPath();
    }

    @Override
    public Parameters query() {
      String query = http.getRequestURI().getRawQuery();
      return query == null ? Parameters.NONE : Parameters.parse(query);
    }

    @Override
    public Parameters form() {
      try {
        byte[] body = http.getRequestBody().readAllBytes();
        return Parameters.parse(new String(body, StandardCharsets.ISO_8859_1));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public List<String> headers(String name) {
      return http.getRequestHeaders().getOrDefault(name, List.of());
    }

    @Override
    public List<Locale> locales() {
      return List.of();
    }

    @Override
    public <T> Optional<T> unwrap(Class<T> type) {
      return type.isInstance(http) ? Optional.of(type.cast(http)) : Optional.empty();
    }
  }
}
