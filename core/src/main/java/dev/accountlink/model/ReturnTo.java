package dev.accountlink.model;

import static java.lang.Integer.parseInt;
import static java.util.regex.Matcher.quoteReplacement;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Where the browser goes when a flow is done: a path on the host's own origin, so that nobody can
 * be sent elsewhere.
 *
 * @param path begins with a single {@code /}, at most 255 bytes, visible ASCII only (other
 *     characters percent-encoded)
 */
public record ReturnTo(String path) {
  /** The longest path that is carried, in bytes. */
  public static final int MAX_BYTES = 255;

  private static final Pattern SAFE =
      Pattern.compile("/(?![/\\\\])[!#$%&'()*+,\\-./0-9:;=?@A-Z_a-z~\\[\\]]*");
  private static final Pattern ENCODED = Pattern.compile("%([0-9a-fA-F]{2})");

  /** The start page of the origin. */
  public static final ReturnTo ROOT = new ReturnTo("/");

  /**
   * Checks the path.
   *
   * @throws IllegalArgumentException when it is not a path on this origin
   */
  public ReturnTo {
    if (!isSafe(path)) {
      throw new IllegalArgumentException(
          "A return path begins with one '/', stays on this origin and has at most 255 bytes.");
    }
  }

  /**
   * Reads an untrusted text. One whose query is too long or no good loses it; one that is not a
   * path on this origin is not read at all.
   */
  public static Optional<ReturnTo> read(String text) {
    if (isSafe(text)) {
      return Optional.of(new ReturnTo(text));
    }
    int query = text.indexOf('?');
    boolean onlyTheQuery = query > 0 && text.length() <= 8192 && SAFE.matcher(text).matches();
    return onlyTheQuery && isSafe(text.substring(0, query))
        ? Optional.of(new ReturnTo(text.substring(0, query)))
        : Optional.empty();
  }

  private static boolean isSafe(String text) {
    if (text.length() > MAX_BYTES || !SAFE.matcher(text).matches()) {
      return false;
    }
    try {
      URI parsed = new URI(text);
      return parsed.getScheme() == null
          && parsed.getRawAuthority() == null
          && staysSafeDecoded(parsed.getRawPath(), ReturnTo::staysHere)
          && staysSafeDecoded(text, ReturnTo::isPlain);
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /** Browsers, proxies and hosts decode once, some twice: it must be harmless each time. */
  private static boolean staysSafeDecoded(String text, Predicate<String> safe) {
    String stage = text;
    while (safe.test(stage)) {
      String next =
          ENCODED
              .matcher(stage)
              .replaceAll(hex -> quoteReplacement("" + (char) parseInt(hex.group(1), 16)));
      if (next.equals(stage)) {
        return true;
      }
      stage = next;
    }
    return false;
  }

  private static boolean isPlain(String text) {
    return text.indexOf('\\') < 0 && text.chars().noneMatch(c -> c < ' ' || c == 127);
  }

  /**
   * Two slashes in front would name another host. Dots must not climb, nor stand beside two slashes
   * elsewhere, which come to the front when a browser resolves them.
   */
  private static boolean staysHere(String path) {
    int depth = 0;
    boolean dots = false;
    for (String segment : path.split("/")) {
      dots |= segment.equals(".") || segment.equals("..");
      depth += segment.equals("..") ? -1 : segment.isEmpty() || segment.equals(".") ? 0 : 1;
      if (depth < 0) {
        return false;
      }
    }
    return !path.startsWith("//") && !(dots && path.contains("//"));
  }

  /** Prints no query: what the host keeps there is not for logs. */
  @Override
  public String toString() {
    int query = path.indexOf('?');
    return "ReturnTo[" + (query < 0 ? path : path.substring(0, query) + "?…") + "]";
  }
}
