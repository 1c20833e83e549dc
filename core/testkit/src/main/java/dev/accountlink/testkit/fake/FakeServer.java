package dev.accountlink.testkit.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** The HTTP half of every fake: routes, records what came, plays planted faults. Thread-safe. */
final class FakeServer implements AutoCloseable {
  private static final int MAXIMUM_BODY = 1 << 20;

  private record Route(Endpoint endpoint, Function<RecordedRequest, Reply> handler) {}

  private final HttpServer http;
  private final ExecutorService threads;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Map<String, Route> routes = new ConcurrentHashMap<>();
  private final Queue<RecordedRequest> requests = new ConcurrentLinkedQueue<>();
  private volatile Optional<GitDoor> git = Optional.empty();
  final Faults faults = new Faults(closed);

  FakeServer(int port) {
    // Without it each answer waits 40 ms for a delayed acknowledgement; read once by the JDK's
    // server.
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 256);
    } catch (IOException failed) {
      throw new UncheckedIOException("A fake provider cannot listen on port " + port, failed);
    }
    threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "fake-provider");
              thread.setDaemon(true);
              return thread;
            });
    http.setExecutor(threads);
    http.createContext("/", this::serve);
    http.start();
  }

  int port() {
    return http.getAddress().getPort();
  }

  void route(Endpoint endpoint, String path, Function<RecordedRequest, Reply> handler) {
    routes.put(path, new Route(endpoint, handler));
  }

  /** Serves at one path more what is served at another. */
  void alsoAt(String path, String known) {
    routes.put(path, Objects.requireNonNull(routes.get(known)));
  }

  /** Lets git in from now on. */
  void serveGit(GitDoor door) {
    git = Optional.of(door);
  }

  /** Serves what is directly below a path that ends in a slash. */
  void routeBelow(Endpoint endpoint, String path, Function<RecordedRequest, Reply> handler) {
    routes.put(path + "*", new Route(endpoint, handler));
  }

  /** Serves whatever is below a path that ends in a slash and has no route of its own. */
  void routeUnder(Endpoint endpoint, String path, Function<RecordedRequest, Reply> handler) {
    routes.put(path + "**", new Route(endpoint, handler));
  }

  private Optional<Route> find(String path) {
    return Optional.ofNullable(routes.get(path))
        .or(
            () ->
                Optional.ofNullable(routes.get(path.substring(0, path.lastIndexOf('/') + 1) + "*")))
        .or(() -> under(path));
  }

  private Optional<Route> under(String path) {
    for (int end = path.lastIndexOf('/'); end >= 0; end = path.lastIndexOf('/', end - 1)) {
      Optional<Route> found = Optional.ofNullable(routes.get(path.substring(0, end + 1) + "**"));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  List<RecordedRequest> requests() {
    return List.copyOf(requests);
  }

  void clearRequests() {
    requests.clear();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (git.isPresent() && GitDoor.isFor(exchange.getRequestURI().getRawPath())) {
        serveGit(git.get(), exchange);
        return;
      }
      Optional<Route> route = find(exchange.getRequestURI().getRawPath());
      RecordedRequest request = read(exchange, route.map(Route::endpoint).orElse(Endpoint.OTHER));
      requests.add(request);
      Optional<Fault> fault = faults.next(request.endpoint());
      if (fault.isPresent()) {
        faults.play(fault.get(), exchange, () -> answer(route, request));
      } else {
        send(exchange, answer(route, request));
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** The body is left for git to read. */
  private void serveGit(GitDoor door, HttpExchange exchange)
      throws IOException, InterruptedException {
    RecordedRequest request = record(exchange, Endpoint.GIT, "");
    requests.add(request);
    Optional<Fault> fault = faults.next(Endpoint.GIT);
    if (fault.isPresent()) {
      faults.play(fault.get(), exchange, () -> Reply.of(503, "text/plain", "Git is away."));
    } else {
      door.serve(request, exchange);
    }
  }

  private static Reply answer(Optional<Route> route, RecordedRequest request) {
    try {
      return route
          .map(found -> found.handler().apply(request))
          .orElseGet(() -> Reply.json(404, Map.of("message", "Not Found")));
    } catch (RuntimeException bug) {
      return Reply.of(500, "text/plain; charset=utf-8", "The fake provider broke: " + bug);
    }
  }

  private static RecordedRequest read(HttpExchange exchange, Endpoint endpoint) throws IOException {
    return record(
        exchange, endpoint, new String(exchange.getRequestBody().readNBytes(MAXIMUM_BODY), UTF_8));
  }

  private static RecordedRequest record(HttpExchange exchange, Endpoint endpoint, String body) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
    String query = exchange.getRequestURI().getRawQuery();
    boolean form =
        headers
            .getOrDefault("content-type", List.of(""))
            .get(0)
            .startsWith("application/x-www-form");
    return new RecordedRequest(
        endpoint,
        exchange.getRequestMethod(),
        exchange.getRequestURI().getRawPath(),
        query == null ? Map.of() : FormCodec.parse(query),
        form ? FormCodec.parse(body) : Map.of(),
        Map.copyOf(headers),
        body);
  }

  static void send(HttpExchange exchange, Reply reply) throws IOException {
    boolean empty = reply.body().length == 0 || exchange.getRequestMethod().equals("HEAD");
    sendHead(exchange, reply, empty ? -1 : reply.body().length);
    if (!empty) {
      exchange.getResponseBody().write(reply.body());
    }
  }

  /** Length 0 means chunked, -1 means no body, as the JDK's server has it. */
  static void sendHead(HttpExchange exchange, Reply reply, long length) throws IOException {
    reply
        .headers()
        .forEach(header -> exchange.getResponseHeaders().add(header.getKey(), header.getValue()));
    exchange.sendResponseHeaders(reply.status(), length);
  }

  @Override
  public void close() {
    closed.countDown();
    http.stop(0);
    threads.shutdownNow();
  }
}
