package dev.accountlink.testkit.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One person's browser: a cookie jar, and navigation step by step with the headers Chrome would
 * send.
 *
 * <p>Each {@link #fresh()} has a jar of its own, so that a test can have an attacker's and a
 * victim's. Names below {@code .localhost} lead to this machine, which gives as many hosts and
 * sites as a test needs. Thread-safe: tabs may be clicked at once.
 */
public final class TestBrowser {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final HttpClient HTTP = client();

  private final CookieJar jar;
  private final Map<String, String> extraHeaders;

  private TestBrowser(CookieJar jar, Map<String, String> extraHeaders) {
    this.jar = jar;
    this.extraHeaders = extraHeaders;
  }

  /** A browser with an empty jar. */
  public static TestBrowser fresh() {
    return fresh(Clock.systemUTC());
  }

  /** A browser with an empty jar whose cookies age by this clock. */
  public static TestBrowser fresh(Clock clock) {
    return new TestBrowser(new CookieJar(clock), Map.of());
  }

  /**
   * The same browser and jar, sending one header more, or another value for one: {@code Accept}, a
   * forged {@code Origin}, {@code Host} …
   */
  public TestBrowser with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(extraHeaders);
    more.put(header, value);
    return new TestBrowser(jar, Map.copyOf(more));
  }

  /** Asks for an address that the person typed; a redirect is not followed. */
  public BrowserPage get(String address) {
    return send(Navigation.typed("GET", uri(address), Optional.empty()));
  }

  /** Asks for an address that the person typed and follows every redirect. */
  public BrowserPage open(String address) {
    return get(address).followAll();
  }

  /** Asks with any method and no body, as no page can: a bot, a link preview. */
  public BrowserPage request(String method, String address) {
    return send(Navigation.typed(method, uri(address), Optional.empty()));
  }

  /** Posts a form from a page of the same origin. */
  public BrowserPage post(String address, Map<String, String> form) {
    return at(address).post(address, form);
  }

  /**
   * An empty page that stands at this address although nobody was asked for it: where an attacker's
   * links and forms start.
   */
  public BrowserPage at(String address) {
    return new BrowserPage(this, uri(address), 200, Map.of(), "");
  }

  /** Every cookie in the jar. */
  public List<BrowserCookie> cookies() {
    return jar.all();
  }

  /** The cookie of this name, whichever host set it. */
  public Optional<BrowserCookie> cookie(String name) {
    return cookies().stream().filter(cookie -> cookie.name().equals(name)).findFirst();
  }

  /**
   * Puts a cookie into the jar as if this address had answered with the {@code Set-Cookie} header,
   * by a browser's rules.
   */
  public void setCookie(String address, String setCookieHeader) {
    jar.store(uri(address), setCookieHeader);
  }

  /** Puts a cookie into the jar against all rules: what an attack on the jar has achieved. */
  public void plant(BrowserCookie cookie) {
    jar.add(cookie);
  }

  /** Plants a plain session cookie for the host of this address. */
  public void plant(String address, String name, String value) {
    String host = Site.host(uri(address));
    plant(
        new BrowserCookie(
            name,
            value,
            host,
            true,
            "/",
            false,
            true,
            Optional.of("Lax"),
            Instant.EPOCH,
            Optional.empty()));
  }

  /** Empties the jar. */
  public void clearCookies() {
    jar.clear();
  }

  /** Closes and opens the browser: session cookies are gone. */
  public void restart() {
    jar.endSession();
  }

  BrowserPage send(Navigation navigation) {
    HttpRequest.Builder request = HttpRequest.newBuilder(reachable(navigation.target()));
    request.timeout(PATIENCE);
    request.method(
        navigation.method(),
        navigation.form().map(BodyPublishers::ofString).orElse(BodyPublishers.noBody()));
    headers(navigation).forEach(request::setHeader);
    try {
      HttpResponse<byte[]> response = HTTP.send(request.build(), BodyHandlers.ofByteArray());
      Map<String, List<String>> headers = response.headers().map();
      headers
          .getOrDefault("set-cookie", List.of())
          .forEach(header -> jar.store(navigation.target(), header));
      return new BrowserPage(
          this,
          navigation.target(),
          response.statusCode(),
          headers,
          new String(response.body(), UTF_8),
          navigation);
    } catch (IOException failed) {
      throw new UncheckedIOException(navigation.method() + " " + navigation.target(), failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  private Map<String, String> headers(Navigation navigation) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");
    headers.put("Accept-Language", "en-US,en;q=0.9");
    headers.put("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) TestBrowser/1.0");
    headers.put("Upgrade-Insecure-Requests", "1");
    String host = Site.host(navigation.target());
    if (navigation.target().getScheme().equals("https") || Site.isLoopback(host)) {
      headers.put("Sec-Fetch-Site", navigation.worst().header);
      headers.put("Sec-Fetch-Mode", "navigate");
      headers.put("Sec-Fetch-Dest", "document");
      headers.put("Sec-Fetch-User", "?1");
    }
    if (host.endsWith(".localhost")) {
      headers.put("Host", navigation.target().getRawAuthority());
    }
    navigation
        .form()
        .ifPresent(form -> headers.put("Content-Type", "application/x-www-form-urlencoded"));
    navigation.originHeader().ifPresent(origin -> headers.put("Origin", origin));
    navigation.refererHeader().ifPresent(referer -> headers.put("Referer", referer));
    jar.header(navigation).ifPresent(cookies -> headers.put("Cookie", cookies));
    extraHeaders.forEach(
        (name, value) -> {
          headers.keySet().removeIf(name::equalsIgnoreCase);
          headers.put(name, value);
        });
    headers.values().removeIf(String::isEmpty);
    return headers;
  }

  /** The address with a name below {@code .localhost} replaced by that of this machine. */
  private static URI reachable(URI target) {
    if (!Site.host(target).endsWith(".localhost")) {
      return uri(target.toString().replaceFirst("#.*$", ""));
    }
    String port = target.getPort() < 0 ? "" : ":" + target.getPort();
    String query = target.getRawQuery() == null ? "" : "?" + target.getRawQuery();
    return uri(target.getScheme() + "://127.0.0.1" + port + target.getRawPath() + query);
  }

  static URI uri(String address) {
    try {
      return new URI(address.replace(" ", "%20"));
    } catch (URISyntaxException malformed) {
      throw new IllegalArgumentException("No browser can open " + address, malformed);
    }
  }

  private static HttpClient client() {
    // The Host header has to name sub.localhost while the connection goes to 127.0.0.1; read once
    // by the JDK.
    if (System.getProperty("jdk.httpclient.allowRestrictedHeaders") == null) {
      System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
    }
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(PATIENCE)
        .build();
  }
}
