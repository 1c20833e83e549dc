package dev.accountlink.testkit.browser;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The cookie rules of RFC 6265bis that matter to a sign-in, on the strict side: {@code Secure}
 * means https, on loopback too. Thread-safe.
 */
final class CookieJar {
  private static final Duration GRACE = Duration.ofMinutes(2);
  private final Clock clock;
  private final List<BrowserCookie> cookies = new ArrayList<>();

  CookieJar(Clock clock) {
    this.clock = clock;
  }

  synchronized List<BrowserCookie> all() {
    Instant now = clock.instant();
    cookies.removeIf(cookie -> cookie.hasEnded(now));
    return List.copyOf(cookies);
  }

  synchronized void clear() {
    cookies.clear();
  }

  /** Drops what ends when the browser is closed. */
  synchronized void endSession() {
    cookies.removeIf(cookie -> cookie.expires().isEmpty());
  }

  synchronized void add(BrowserCookie cookie) {
    Optional<BrowserCookie> before = cookies.stream().filter(cookie::replaces).findFirst();
    before.ifPresent(cookies::remove);
    if (!cookie.hasEnded(clock.instant())) {
      cookies.add(cookie);
    }
  }

  /** The {@code Cookie} header of a step; longer paths first, then older cookies. */
  synchronized Optional<String> header(Navigation navigation) {
    String header =
        all().stream()
            .filter(cookie -> goesAlong(cookie, navigation))
            .sorted(
                Comparator.comparing((BrowserCookie cookie) -> -cookie.path().length())
                    .thenComparing(BrowserCookie::created))
            .map(cookie -> cookie.name() + "=" + cookie.value())
            .collect(Collectors.joining("; "));
    return header.isEmpty() ? Optional.empty() : Optional.of(header);
  }

  private boolean goesAlong(BrowserCookie cookie, Navigation navigation) {
    URI target = navigation.target();
    return (!cookie.secure() || target.getScheme().equals("https"))
        && domainMatches(cookie, Site.host(target))
        && pathMatches(cookie.path(), path(target))
        && sameSiteAllows(cookie, navigation);
  }

  private boolean sameSiteAllows(BrowserCookie cookie, Navigation navigation) {
    if (navigation.isSameSite() || cookie.sameSite().equals(Optional.of("None"))) {
      return true;
    }
    if (cookie.sameSite().equals(Optional.of("Strict"))) {
      return false;
    }
    boolean fresh = clock.instant().isBefore(cookie.created().plus(GRACE));
    return navigation.isSafe() || (cookie.sameSite().isEmpty() && fresh);
  }

  /** Takes a {@code Set-Cookie} header, or leaves it where a browser would. */
  synchronized void store(URI from, String header) {
    String[] parts = header.split(";");
    int equals = parts[0].indexOf('=');
    if (equals < 0) {
      return;
    }
    String name = parts[0].substring(0, equals).trim();
    Map<String, String> attributes = attributes(parts);
    Optional<BrowserCookie> cookie =
        read(from, name, parts[0].substring(equals + 1).trim(), attributes);
    cookie.filter(found -> isAllowed(found, from, attributes)).ifPresent(this::addKeepingBirth);
  }

  private void addKeepingBirth(BrowserCookie cookie) {
    Instant created =
        cookies.stream()
            .filter(cookie::replaces)
            .map(BrowserCookie::created)
            .findFirst()
            .orElse(cookie.created());
    add(
        new BrowserCookie(
            cookie.name(),
            cookie.value(),
            cookie.domain(),
            cookie.hostOnly(),
            cookie.path(),
            cookie.secure(),
            cookie.httpOnly(),
            cookie.sameSite(),
            created,
            cookie.expires()));
  }

  private static Map<String, String> attributes(String[] parts) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (int i = 1; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      String key = (equals < 0 ? parts[i] : parts[i].substring(0, equals)).trim();
      attributes.put(
          key.toLowerCase(Locale.ROOT), equals < 0 ? "" : parts[i].substring(equals + 1).trim());
    }
    return attributes;
  }

  private Optional<BrowserCookie> read(
      URI from, String name, String value, Map<String, String> attributes) {
    String host = Site.host(from);
    String domain =
        attributes.getOrDefault("domain", "").replaceFirst("^\\.", "").toLowerCase(Locale.ROOT);
    boolean hostOnly = domain.isEmpty() || (domain.equals(host) && Site.isAddress(host));
    if (!hostOnly && (!within(host, domain) || isPublic(domain, host))) {
      return Optional.empty();
    }
    String path = attributes.getOrDefault("path", "");
    return Optional.of(
        new BrowserCookie(
            name,
            value,
            hostOnly ? host : domain,
            hostOnly,
            path.startsWith("/") ? path : defaultPath(from),
            attributes.containsKey("secure"),
            attributes.containsKey("httponly"),
            sameSite(attributes.getOrDefault("samesite", "")),
            clock.instant(),
            expires(attributes)));
  }

  /** Secure only from https, None only with Secure, and the two name prefixes. */
  private static boolean isAllowed(BrowserCookie cookie, URI from, Map<String, String> attributes) {
    boolean https = from.getScheme().equals("https");
    String name = cookie.name().toLowerCase(Locale.ROOT);
    if (cookie.secure() && !https) {
      return false;
    }
    if (cookie.sameSite().equals(Optional.of("None")) && !cookie.secure()) {
      return false;
    }
    if (name.startsWith("__secure-") && !cookie.secure()) {
      return false;
    }
    return !name.startsWith("__host-")
        || (cookie.secure() && !attributes.containsKey("domain") && cookie.path().equals("/"));
  }

  private Optional<Instant> expires(Map<String, String> attributes) {
    String maxAge = attributes.getOrDefault("max-age", "");
    if (maxAge.matches("-?[0-9]{1,10}")) {
      long seconds = Long.parseLong(maxAge);
      return Optional.of(seconds <= 0 ? Instant.EPOCH : clock.instant().plusSeconds(seconds));
    }
    String date = attributes.getOrDefault("expires", "").replace('-', ' ');
    try {
      return date.isEmpty()
          ? Optional.empty()
          : Optional.of(
              ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeParseException unreadable) {
      return Optional.empty();
    }
  }

  private static Optional<String> sameSite(String value) {
    return List.of("Strict", "Lax", "None").stream().filter(value::equalsIgnoreCase).findFirst();
  }

  private static boolean domainMatches(BrowserCookie cookie, String host) {
    return cookie.hostOnly() ? host.equals(cookie.domain()) : within(host, cookie.domain());
  }

  private static boolean within(String host, String domain) {
    return host.equals(domain) || (host.endsWith("." + domain) && !Site.isAddress(host));
  }

  private static boolean isPublic(String domain, String host) {
    return domain.indexOf('.') < 0 && !domain.equals(host);
  }

  private static boolean pathMatches(String cookiePath, String path) {
    return path.equals(cookiePath)
        || (path.startsWith(cookiePath)
            && (cookiePath.endsWith("/") || path.charAt(cookiePath.length()) == '/'));
  }

  private static String defaultPath(URI from) {
    int slash = path(from).lastIndexOf('/');
    return slash <= 0 ? "/" : path(from).substring(0, slash);
  }

  private static String path(URI uri) {
    return uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
  }
}
