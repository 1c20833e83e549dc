package dev.accountlink.flows;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.accountlink.AccountLinking;
import dev.accountlink.AccountLinkingBuilder;
import dev.accountlink.flow.Event;
import dev.accountlink.memory.InMemoryLinkStore;
import dev.accountlink.memory.InMemoryReplayGuard;
import dev.accountlink.model.CurrentUser;
import dev.accountlink.model.HostUser;
import dev.accountlink.model.ReturnTo;
import dev.accountlink.model.Secret;
import dev.accountlink.model.Standing;
import dev.accountlink.model.UserId;
import dev.accountlink.provider.Provider;
import dev.accountlink.seal.FlowKeys;
import dev.accountlink.spi.HostPages;
import dev.accountlink.spi.HostPasswords.PasswordCheck;
import dev.accountlink.spi.HostSessions;
import dev.accountlink.spi.HostSessions.Reauthentication;
import dev.accountlink.spi.LinkStore;
import dev.accountlink.spi.ReplayGuard;
import dev.accountlink.spi.SignInProof;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.web.RehearsalButtons;
import dev.accountlink.web.WebReply;
import dev.accountlink.web.WebRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A small host on {@code http://localhost}, whose sessions are a cookie of its own. {@link
 * #configure} builds the library anew, as an administrator's change does: keys, used flows, links,
 * users and sessions stay.
 */
final class TestHost implements AutoCloseable {
  static final String PREFIX = "/-/sso";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Session> sessions = new ConcurrentHashMap<>();
  private final Queue<Seen> seen = new ConcurrentLinkedQueue<>();
  private final AtomicInteger turn = new AtomicInteger();
  private final AtomicInteger longestHead = new AtomicInteger();
  private final TestClock clock = new TestClock();
  private final FlowKeys keys = FlowKeys.processBorn();
  private final ReplayGuard guard =
      new InMemoryReplayGuard(clock, InMemoryReplayGuard.DEFAULT_CAPACITY);
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final LinkStore links;
  private final HostUsersInMemory users;
  private final String contextPath;
  private String sameSite = "Lax";
  private volatile Consumer<WebRequest> probe = request -> {};
  private volatile Function<URI, Reauthentication> reauthentication =
      continueTo -> new Reauthentication.ByPassword();
  private volatile Set<UserId> administrators = Set.of();
  private volatile Set<URI> formTargets = Set.of();
  private volatile List<AccountLinking> nodes;

  /**
   * A sign-in at this host.
   *
   * @param mark names it to the library; stays when the cookie is renewed
   */
  private record Session(UserId user, String mark, Instant authenticatedAt) {}

  /** An answer of the library. */
  record Seen(String method, String path, WebReply reply) {}

  private TestHost(LinkStore links, HostUsersInMemory users, String contextPath)
      throws IOException {
    this.links = links;
    this.users = users;
    this.contextPath = contextPath;
    this.server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 256);
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    this.nodes = List.of(build(builder -> builder));
    server.start();
  }

  /** A host without providers. */
  static TestHost start() {
    LinkStore links = new InMemoryLinkStore();
    return start(links, new HostUsersInMemory(links), "");
  }

  /** A host that shares its links and users with another node. */
  static TestHost start(LinkStore links, HostUsersInMemory users, String contextPath) {
    try {
      return new TestHost(links, users, contextPath);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Builds the library anew with these changes. */
  TestHost configure(UnaryOperator<AccountLinkingBuilder> changes) {
    return nodes(build(changes));
  }

  /** Lets several nodes behind one address answer in turn. */
  TestHost nodes(AccountLinking... several) {
    nodes = List.of(several);
    return this;
  }

  /** Builds the library anew with these providers. */
  TestHost with(Provider... providers) {
    return configure(
        builder -> {
          AccountLinkingBuilder all = builder;
          for (Provider provider : providers) {
            all = all.provider(provider);
          }
          return all;
        });
  }

  /** The library as it would be on one more node of this host. */
  AccountLinking build(UnaryOperator<AccountLinkingBuilder> changes) {
    return build(baseUrl(), changes);
  }

  /** The same at an address where nobody listens. */
  AccountLinking build(String base, UnaryOperator<AccountLinkingBuilder> changes) {
    return changes
        .apply(
            AccountLinking.builder(base)
                .users(users)
                .sessions(new CookieSessions())
                .passwords(TestHost::check)
                .links(links)
                .events(events::add)
                .flowKeys(keys)
                .replayGuard(guard)
                .clock(clock)
                .pages(new Places()))
        .build();
  }

  /** Hands the requests of {@code /host/probe} to somebody who wants to look at them. */
  void probe(Consumer<WebRequest> looker) {
    probe = looker;
  }

  /** Who may administer this host from now on. */
  void administers(HostUser... users) {
    administrators = Stream.of(users).map(HostUser::id).collect(Collectors.toSet());
  }

  /** How users of this host prove who is at the keyboard. */
  void proveBy(Function<URI, Reauthentication> way) {
    reauthentication = way;
  }

  /** Has pages of this host's own steps on other origins. */
  void stepsAlsoAt(URI... pages) {
    formTargets = Set.of(pages);
  }

  /** Makes the session cookie of this host SameSite=Strict. */
  void strictCookies() {
    sameSite = "Strict";
  }

  String baseUrl() {
    return "http://localhost:" + server.getAddress().getPort() + contextPath;
  }

  String sso(String below) {
    return baseUrl() + PREFIX + below;
  }

  /** The callback address of a provider. */
  String callback(String provider) {
    return sso("/" + provider + "/callback");
  }

  HostUsersInMemory users() {
    return users;
  }

  LinkStore links() {
    return links;
  }

  /** This host's sessions, to be wrapped. */
  HostSessions sessions() {
    return new CookieSessions();
  }

  /** The first node. */
  AccountLinking linking() {
    return nodes.get(0);
  }

  TestClock clock() {
    return clock;
  }

  /** Every answer of the library so far. */
  List<Seen> seen() {
    return List.copyOf(seen);
  }

  /** How long the longest request of the library was, in characters, without its body. */
  int longestHead() {
    return longestHead.get();
  }

  List<Event> events() {
    return events;
  }

  List<Event.Kind> happened() {
    return events.stream().map(Event::kind).toList();
  }

  /** Signs a user in at the host in the host's own way. */
  void signIn(TestBrowser browser, HostUser user) {
    browser.post(baseUrl() + "/host/sign-in", Map.of("user", user.id().value()));
  }

  void signOut(TestBrowser browser) {
    browser.post(baseUrl() + "/host/sign-out", Map.of());
  }

  /** The host gives the running session another cookie and notes that it was proven again. */
  void renew(TestBrowser browser) {
    browser.post(baseUrl() + "/host/renew", Map.of());
  }

  /** Who is signed in in this browser, by user name; empty for nobody. */
  String who(TestBrowser browser) {
    return browser.get(baseUrl() + "/host/who").body();
  }

  /** The mark of this browser's session. */
  String mark(TestBrowser browser) {
    return browser.get(baseUrl() + "/host/mark").body();
  }

  /** Clicks a provider on the sign-in page and stops before the first address that is not ours. */
  BrowserPage beginSignIn(TestBrowser browser, String label) {
    return browser.get(sso("/sign-in")).submit(label);
  }

  /** Clicks Connect on the page of links. */
  BrowserPage beginConnect(TestBrowser browser, String label) {
    return browser.get(sso("/links")).submit("Connect " + label);
  }

  /** Presses the button with which an administrator tries a provider. */
  BrowserPage beginRehearsal(TestBrowser browser, String label) {
    return browser.get(baseUrl() + "/host/rehearsals").formOf("Try " + label).submit();
  }

  BrowserPage linksPage(TestBrowser browser) {
    return browser.get(sso("/links"));
  }

  int sessionCount() {
    return sessions.size();
  }

  private void serve(HttpExchange http) throws IOException {
    try (http) {
      dispatch(http);
    }
  }

  private void dispatch(HttpExchange http) throws IOException {
    String path = http.getRequestURI().getRawPath();
    if (!path.startsWith(contextPath)) {
      send(http, 404, "Not here.");
    } else if (linking().owns(path.substring(contextPath.length()))) {
      longestHead.accumulateAndGet(head(http), Math::max);
      AccountLinking node = nodes.get(Math.floorMod(turn.getAndIncrement(), nodes.size()));
      WebReply reply = node.handle(new HostRequest(http, contextPath));
      seen.add(new Seen(http.getRequestMethod(), path, reply));
      answer(http, reply);
    } else {
      host(http, path.substring(contextPath.length()));
    }
  }

  private static int head(HttpExchange http) {
    int head = (http.getRequestMethod() + " " + http.getRequestURI() + " HTTP/1.1\r\n").length();
    for (Map.Entry<String, List<String>> header : http.getRequestHeaders().entrySet()) {
      for (String value : header.getValue()) {
        head += (header.getKey() + ": " + value + "\r\n").length();
      }
    }
    return head;
  }

  private void answer(HttpExchange http, WebReply reply) throws IOException {
    reply.headers().forEach(header -> http.getResponseHeaders().add(header.name(), header.value()));
    WebReply.Body body = reply.body();
    if (body instanceof WebReply.Body.Shown shown) {
      http.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
      send(http, reply.status(), HostPageWriter.html(shown.page()));
    } else if (body instanceof WebReply.Body.Location location) {
      send(http, reply.status(), location.address());
    } else {
      http.sendResponseHeaders(reply.status(), -1);
    }
  }

  private void host(HttpExchange http, String path) throws IOException {
    HostRequest request = new HostRequest(http, contextPath);
    switch (path) {
      case "/host/sign-in" -> {
        open(http, new UserId(request.form().single("user").orElseThrow()));
        send(http, 200, "");
      }
      case "/host/renew" -> {
        Session old = sessions.remove(session(request).orElseThrow());
        cookie(http, new Session(old.user(), old.mark(), clock.instant()));
        send(http, 200, "");
      }
      case "/host/rehearsals" -> {
        RehearsalButtons buttons = linking().rehearsalButtons(request, new ReturnTo("/admin"));
        buttons
            .setCookie()
            .ifPresent(cookie -> http.getResponseHeaders().add("Set-Cookie", cookie));
        send(http, 200, HostPageWriter.html(buttons.buttons(), "Try "));
      }
      case "/host/mark" ->
          send(http, 200, session(request).map(sessions::get).map(Session::mark).orElse(""));
      case "/host/probe" -> {
        probe.accept(request);
        send(http, 200, "");
      }
      case "/host/sign-out" -> {
        session(request).ifPresent(sessions::remove);
        send(http, 200, "");
      }
      default -> send(http, 200, current(request).map(HostUser::username).orElse(""));
    }
  }

  private Optional<HostUser> current(WebRequest request) {
    return session(request).map(sessions::get).map(Session::user).flatMap(users::find);
  }

  /**
   * The password of everybody is the user name and "-password"; two words stand for odd answers.
   */
  private static PasswordCheck check(WebRequest request, HostUser user, Secret password) {
    if (password.reveal().equals("too-many")) {
      return new PasswordCheck.TooManyTries();
    }
    if (password.reveal().equals("of-another")) {
      return new PasswordCheck.Right(new UserId("another"));
    }
    return password.reveal().equals(user.username() + "-password")
        ? new PasswordCheck.Right(user.id())
        : new PasswordCheck.Wrong();
  }

  private static boolean isActive(HostUser user) {
    return user.standing() == Standing.ACTIVE;
  }

  private Optional<String> session(WebRequest request) {
    return request.header("Cookie").stream()
        .flatMap(header -> List.of(header.split("; ")).stream())
        .filter(pair -> pair.startsWith("session="))
        .map(pair -> pair.substring("session=".length()))
        .filter(sessions::containsKey)
        .findFirst();
  }

  private void open(HttpExchange http, UserId user) {
    session(new HostRequest(http, contextPath)).ifPresent(sessions::remove);
    cookie(http, new Session(user, UUID.randomUUID().toString(), clock.instant()));
  }

  private void cookie(HttpExchange http, Session session) {
    String id = UUID.randomUUID().toString();
    sessions.put(id, session);
    http.getResponseHeaders()
        .add("Set-Cookie", "session=" + id + "; Path=/; HttpOnly; SameSite=" + sameSite);
  }

  private static void send(HttpExchange http, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    boolean empty = bytes.length == 0 || http.getRequestMethod().equals("HEAD");
    http.sendResponseHeaders(status, empty ? -1 : bytes.length);
    if (!empty) {
      http.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  /** A host whose cookie shows the new session only in the next request. */
  private final class CookieSessions implements HostSessions {
    @Override
    public Optional<CurrentUser> current(WebRequest request) {
      return session(request)
          .flatMap(id -> Optional.ofNullable(sessions.get(id)))
          .filter(found -> users.find(found.user()).isPresent())
          .map(
              found ->
                  new CurrentUser(
                      found.user(),
                      Optional.of(found.mark()),
                      Optional.of(found.authenticatedAt())));
    }

    @Override
    public SessionStart start(
        WebRequest request, HostUser user, SignInProof proof, URI continueTo) {
      if (users.find(user.id()).filter(TestHost::isActive).isEmpty()) {
        return new SessionStart.RefusedByHost("host.not-active");
      }
      open(request.unwrap(HttpExchange.class).orElseThrow(), user.id());
      return new SessionStart.StartedFromNextRequest();
    }

    @Override
    public Reauthentication reauthenticate(
        WebRequest request, CurrentUser user, Duration maxAge, URI continueTo) {
      return reauthentication.apply(continueTo);
    }

    @Override
    public boolean mayAdminister(WebRequest request) {
      return current(request).map(CurrentUser::id).filter(administrators::contains).isPresent();
    }

    @Override
    public SessionsEnded endSessions(UserId user, Optional<String> exceptSession) {
      sessions
          .values()
          .removeIf(
              session ->
                  session.user().equals(user)
                      && !exceptSession.equals(Optional.of(session.mark())));
      return SessionsEnded.ENDED;
    }
  }

  private final class Places implements HostPages {
    @Override
    public Optional<String> signInPage() {
      return Optional.of(contextPath + "/host/sign-in");
    }

    @Override
    public Optional<String> signInPage(ReturnTo continueTo) {
      return Optional.of(contextPath + "/host/sign-in-page?continue=" + continueTo.path());
    }

    @Override
    public Set<URI> formTargets() {
      return formTargets;
    }
  }
}
