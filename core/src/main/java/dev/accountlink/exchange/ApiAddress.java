package dev.accountlink.exchange;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** Addresses below a base, and none other. */
final class ApiAddress {
  private ApiAddress() {}

  /**
   * The address of a path below a base; empty when it would lead out of it: by another host, by
   * dots however written, or by not being a path.
   */
  static Optional<URI> below(URI base, String path) {
    String root = base.toString();
    String trimmed = root.endsWith("/") ? root.substring(0, root.length() - 1) : root;
    if (!path.startsWith("/")) {
      return Optional.empty();
    }
    try {
      URI whole = new URI(trimmed + path);
      boolean inside =
          base.getScheme().equals(whole.getScheme())
              && base.getRawAuthority().equals(whole.getRawAuthority())
              && whole.getRawFragment() == null
              && !climbs(whole.getRawPath());
      return inside ? Optional.of(whole) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static boolean climbs(String path) {
    String plain = path.toLowerCase(Locale.ROOT).replace("%2e", ".");
    return plain.contains("%2f")
        || plain.contains("%5c")
        || plain.contains("%25")
        || (plain + "/").contains("/../")
        || (plain + "/").contains("/./");
  }
}
