package dev.accountlink.testkit.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/** A server that answers what a test told it and remembers the last request. */
final class EchoServer implements AutoCloseable {

  /** A page or redirect to answer. */
  record Page(int status, Map<String, String> headers, String body) {}

  private final HttpServer http;
  private final Map<String, Page> pages = new ConcurrentHashMap<>();
  private final AtomicReference<Headers> last = new AtomicReference<>(new Headers());
  private final AtomicReference<String> lastLine = new AtomicReference<>("");

  EchoServer() {
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    http.createContext(
        "/",
        exchange -> {
          last.set(exchange.getRequestHeaders());
          String form = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          lastLine.set(
              exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestURI()
                  + (form.isEmpty() ? "" : " " + form));
          Page page =
              pages.getOrDefault(
                  exchange.getRequestURI().getPath(), new Page(200, Map.of(), "<p>ok</p>"));
          page.headers().forEach(exchange.getResponseHeaders()::add);
          byte[] body = page.body().getBytes(UTF_8);
          exchange.sendResponseHeaders(page.status(), body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    http.start();
  }

  void answer(String path, Page page) {
    pages.put(path, page);
  }

  void html(String path, String body) {
    answer(path, new Page(200, Map.of("Content-Type", "text/html"), body));
  }

  void redirect(String path, int status, String location) {
    answer(path, new Page(status, Map.of("Location", location), ""));
  }

  /** An address under a host name that leads here. */
  String at(String host, String path) {
    return "http://" + host + ":" + http.getAddress().getPort() + path;
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(last.get().getFirst(name));
  }

  /** Method, address and form of the last request. */
  String line() {
    return lastLine.get();
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
