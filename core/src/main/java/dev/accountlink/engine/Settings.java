package dev.accountlink.engine;

import dev.accountlink.model.ProviderId;
import dev.accountlink.model.ReturnTo;
import dev.accountlink.provider.Part;
import dev.accountlink.provider.Provider;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where this application is, and how it wants its browsers treated.
 *
 * @param baseUrl the application's address as people see it, with its context path and without a
 *     slash at the end. Configured, never taken from a request
 * @param prefix where this library's pages begin, below the base URL
 * @param strictSession whether the host's session cookie is SameSite=Strict, so that a browser
 *     coming back from a provider must take one more step on our own site before it shows the
 *     cookie
 * @param importParts what the host can do something with when people import
 */
public record Settings(
    String baseUrl, String prefix, boolean strictSession, Set<Part> importParts) {
  /** How long a flow may take. */
  static final Duration FLOW_AGE = Duration.ofMinutes(10);

  /** How long a step waits for its user. */
  static final Duration STEP_AGE = Duration.ofMinutes(15);

  /** How long ago a user may have proven who is at the keyboard before ways in are changed. */
  static final Duration RECENT = Duration.ofMinutes(15);

  /** How long an outcome can be looked at. */
  static final Duration PAGE_AGE = Duration.ofHours(1);

  /** How far the clocks of two nodes may differ. */
  static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(60);

  private static final Pattern PREFIX = Pattern.compile("(/[A-Za-z0-9._~-]{1,40}){1,4}");

  /**
   * Checks both.
   *
   * @throws IllegalArgumentException that says what to write instead
   */
  public Settings {
    importParts = Set.copyOf(importParts);
    if (!PREFIX.matcher(prefix).matches() || prefix.contains("/.")) {
      throw new IllegalArgumentException(
          "Write the prefix as a path such as /-/sso, of letters, digits and . _ ~ -");
    }
    URI uri = parse(baseUrl);
    boolean plain =
        Provider.isSecureAddress(uri)
            && uri.getRawQuery() == null
            && uri.getRawFragment() == null
            && !baseUrl.endsWith("/")
            && Provider.isCanonical(uri);
    if (!plain) {
      throw new IllegalArgumentException(
          "Write the base URL as https://host or https://host/path, the host in small letters, without"
              + " the usual port and without a slash at the end (http only for localhost, 127.0.0.1 and"
              + " [::1]).");
    }
  }

  private static URI parse(String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("The base URL is not an address: write https://host.", e);
    }
  }

  /** Scheme, host and port: what {@code Origin} must say. */
  String origin() {
    URI uri = URI.create(baseUrl);
    return uri.getScheme() + "://" + uri.getRawAuthority();
  }

  /** Host and port: what {@code Host} must say. */
  String authority() {
    return URI.create(baseUrl).getRawAuthority();
  }

  boolean isHttps() {
    return baseUrl.startsWith("https:");
  }

  /** The application's context path: empty, or beginning with a slash. */
  String contextPath() {
    return URI.create(baseUrl).getRawPath();
  }

  /** A path on the origin, for something below the prefix. */
  public String path(String below) {
    return contextPath() + prefix + below;
  }

  /** The exact address to register at a provider. */
  public URI callback(ProviderId provider) {
    return URI.create(baseUrl + prefix + "/" + provider.value() + "/callback");
  }

  /** Whether a return path would lead back into this library's own pages. */
  boolean isOwn(ReturnTo returnTo) {
    try {
      String decoded = URI.create(returnTo.path()).getPath();
      URI resolved = new URI(null, null, decoded, null).normalize();
      return isBelowPrefix(decoded) || isBelowPrefix(resolved.getPath());
    } catch (URISyntaxException e) {
      return true;
    }
  }

  /** Whether a return path resumes a step that waits in a cookie. */
  boolean isStep(ReturnTo returnTo) {
    return stepId(returnTo).isPresent();
  }

  /** The id of the step that a return path resumes. */
  Optional<String> stepId(ReturnTo returnTo) {
    String below = path("/steps/");
    return Optional.of(returnTo.path())
        .filter(path -> path.startsWith(below))
        .map(path -> path.substring(below.length()))
        .filter(StepCookies::isId);
  }

  /** Whether a browser may be sent to a path at the end: not into our own pages, save a step. */
  boolean mayReturnTo(ReturnTo returnTo) {
    return isStep(returnTo) || !isOwn(returnTo);
  }

  private boolean isBelowPrefix(String path) {
    return path.equals(path("")) || path.startsWith(path("/"));
  }

  /** Six characters that tell applications on one host apart. */
  String mark() {
    return Hashes.text(baseUrl.getBytes(StandardCharsets.UTF_8)).substring(0, 6);
  }
}
