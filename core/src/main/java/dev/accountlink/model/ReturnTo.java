package dev.accountlink.model;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
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
  private static final Pattern ENCODED_TRICK =
      Pattern.compile(
          "%(?:0[0-9a-f]|1[0-9a-f]|7f|5c|25(?:2f|5c|0[0-9a-f]))", Pattern.CASE_INSENSITIVE);

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
   * Reads an untrusted text. One that is too long loses its query; one that is not a path on this
   * origin is not read at all.
   */
  public static Optional<ReturnTo> read(String text) {
    if (isSafe(text)) {
      return Optional.of(new ReturnTo(text));
    }
    int query = text.indexOf('?');
    boolean onlyTooLong = query > 0 && text.length() <= 8192 && SAFE.matcher(text).matches();
    return onlyTooLong && isSafe(text.substring(0, query))
        ? Optional.of(new ReturnTo(text.substring(0, query)))
        : Optional.empty();
  }

  private static boolean isSafe(String text) {
    if (text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES
        || !SAFE.matcher(text).matches()
        || ENCODED_TRICK.matcher(text).find()
        || text.startsWith("/%2f")
        || text.startsWith("/%2F")) {
      return false;
    }
    try {
      URI parsed = new URI(text);
      return parsed.getScheme() == null
          && parsed.getRawAuthority() == null
          && parsed.getRawPath() != null
          && parsed.normalize().getRawPath().startsWith("/")
          && !parsed.normalize().getRawPath().startsWith("//")
          && !parsed.normalize().getRawPath().startsWith("/..");
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
