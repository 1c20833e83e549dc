package dev.accountlink.testkit.browser;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/** Origins and sites of addresses, as browsers compare them. */
final class Site {
  private Site() {}

  /** Scheme, host and port, the port left out where it is the usual one. */
  static String origin(URI uri) {
    int port = uri.getPort();
    boolean usual = port < 0 || port == usualPort(uri);
    return uri.getScheme() + "://" + host(uri) + (usual ? "" : ":" + port);
  }

  static boolean sameOrigin(URI one, URI other) {
    return origin(one).equals(origin(other));
  }

  /**
   * Same scheme and same registrable domain; ports do not matter. Names ending in one public label
   * only are known.
   */
  static boolean sameSite(URI one, URI other) {
    return one.getScheme().equals(other.getScheme())
        && registrable(host(one)).equals(registrable(host(other)));
  }

  static String host(URI uri) {
    return Optional.ofNullable(uri.getHost()).orElse("").toLowerCase(Locale.ROOT);
  }

  static boolean isAddress(String host) {
    return host.startsWith("[") || host.matches("[0-9.]+");
  }

  static int usualPort(URI uri) {
    return uri.getScheme().equals("https") ? 443 : 80;
  }

  static String registrable(String host) {
    if (isAddress(host)) {
      return host;
    }
    String[] labels = host.split("\\.");
    return labels.length < 3 ? host : labels[labels.length - 2] + "." + labels[labels.length - 1];
  }

  /** Whether names of this host lead to this machine. */
  static boolean isLoopback(String host) {
    return host.equals("localhost")
        || host.endsWith(".localhost")
        || host.startsWith("127.")
        || host.equals("[::1]");
  }
}
