package dev.accountlink.engine;

import dev.accountlink.web.WebRequest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one cookie: 128 random bits that tell this browser from all others, so that a flow begun in
 * one browser cannot be finished in another. It identifies nobody and lives as long as the browser
 * session.
 *
 * <p>It changes after each sign-in and after a day, so that a value seen once is of no use for
 * ever. The value before it stays good for a quarter of an hour, for flows begun before the change
 * in other tabs.
 *
 * @param value today's value
 * @param changedAt since when, in whole seconds
 * @param former the value before
 */
record BrowserCookie(String value, Instant changedAt, Optional<String> former) {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Duration MAX_AGE = Duration.ofHours(24);
  private static final Duration FORMER_GOOD_FOR = Duration.ofMinutes(15);
  private static final Pattern SHAPE =
      Pattern.compile("([A-Za-z0-9_-]{22})\\.([0-9]{1,11})\\.([A-Za-z0-9_-]{22})?");

  /** A first one. */
  static BrowserCookie fresh(Instant now) {
    return new BrowserCookie(
        random(), Instant.ofEpochSecond(now.getEpochSecond()), Optional.empty());
  }

  /** The next one, which remembers this one for a while. */
  BrowserCookie changed(Instant now) {
    return new BrowserCookie(
        random(), Instant.ofEpochSecond(now.getEpochSecond()), Optional.of(value));
  }

  /** Whether it is time for the next one: a day old, from the future, or older than the sign-in. */
  boolean isDue(Instant now, Optional<Instant> signedInAt) {
    return changedAt.plus(MAX_AGE).isBefore(now)
        || changedAt.isAfter(now.plus(Settings.CLOCK_TOLERANCE))
        || signedInAt.map(at -> changedAt.isBefore(at.minusSeconds(1))).orElse(false);
  }

  /** The values with which something begun at a time may be finished now. */
  List<String> goodFor(Instant begun, Instant now) {
    List<String> good = new ArrayList<>(List.of(value));
    if (!begun.isAfter(changedAt) && now.isBefore(changedAt.plus(FORMER_GOOD_FOR))) {
      former.ifPresent(good::add);
    }
    return good;
  }

  /** The cookie that a browser sent, if it is one of ours. */
  static Optional<BrowserCookie> read(WebRequest request, Settings settings) {
    return CookieHeader.single(request, name(settings)).flatMap(BrowserCookie::parse);
  }

  private static Optional<BrowserCookie> parse(String text) {
    Matcher matcher = SHAPE.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new BrowserCookie(
                matcher.group(1),
                Instant.ofEpochSecond(Long.parseLong(matcher.group(2))),
                Optional.ofNullable(matcher.group(3))))
        : Optional.empty();
  }

  /**
   * The value of {@code Set-Cookie}. On https the prefix keeps sibling domains from planting it.
   */
  String header(Settings settings) {
    return name(settings)
        + "="
        + value
        + "."
        + changedAt.getEpochSecond()
        + "."
        + former.orElse("")
        + "; Path=/; HttpOnly; SameSite=Lax"
        + (settings.isHttps() ? "; Secure" : "");
  }

  static String name(Settings settings) {
    return (settings.isHttps() ? "__Host-accountlink-" : "accountlink-") + settings.mark();
  }

  private static String random() {
    byte[] bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Prints when it changed, never the value. */
  @Override
  public String toString() {
    return "BrowserCookie[" + changedAt + "]";
  }
}
