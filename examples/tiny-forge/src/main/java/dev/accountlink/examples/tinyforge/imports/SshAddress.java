package dev.accountlink.examples.tinyforge.imports;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server that is reached over SSH.
 *
 * @param host in small letters
 * @param port a number
 */
record SshAddress(String host, int port) {
  private static final int USUAL_PORT = 22;
  private static final Pattern SHAPE = Pattern.compile("\\[?([^\\[\\]:]+)]?(?::([0-9]{1,5}))?");

  static SshAddress of(String host, int port) {
    return new SshAddress(host.toLowerCase(Locale.ROOT), port <= 0 ? USUAL_PORT : port);
  }

  /**
   * Reads {@code host} or {@code [host]:port}.
   *
   * @throws IllegalArgumentException when it is neither
   */
  static SshAddress read(String text) {
    Matcher matcher = SHAPE.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("this is no host with or without a port: " + text);
    }
    String port = matcher.group(2);
    return of(matcher.group(1), port == null ? USUAL_PORT : Integer.parseInt(port));
  }
}
