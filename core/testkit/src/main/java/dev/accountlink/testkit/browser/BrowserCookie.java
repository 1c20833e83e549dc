package dev.accountlink.testkit.browser;

import java.time.Instant;
import java.util.Optional;

/**
 * A cookie in the jar of a {@link TestBrowser}.
 *
 * @param name the name
 * @param value the value
 * @param domain the host, or the domain that was asked for
 * @param hostOnly whether it goes to exactly that host
 * @param path the path below which it is sent
 * @param secure whether it goes over https only
 * @param httpOnly whether scripts are kept from it
 * @param sameSite {@code Strict}, {@code Lax}, {@code None}, or empty when the server said nothing,
 *     which Chrome reads as Lax with two minutes of grace
 * @param created when it was set first
 * @param expires when it ends; empty for a session cookie
 */
public record BrowserCookie(
    String name,
    String value,
    String domain,
    boolean hostOnly,
    String path,
    boolean secure,
    boolean httpOnly,
    Optional<String> sameSite,
    Instant created,
    Optional<Instant> expires) {

  boolean replaces(BrowserCookie other) {
    return name.equals(other.name)
        && domain.equals(other.domain)
        && path.equals(other.path)
        && hostOnly == other.hostOnly;
  }

  boolean hasEnded(Instant now) {
    return expires.map(end -> !now.isBefore(end)).orElse(false);
  }
}
