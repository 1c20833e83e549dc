package dev.accountlink.testkit.browser;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The referrer policies of the W3C specification, with what each lets through in {@code Referer}
 * and {@code Origin}.
 */
enum ReferrerPolicy {
  NO_REFERRER,
  NO_REFERRER_WHEN_DOWNGRADE,
  SAME_ORIGIN,
  ORIGIN,
  STRICT_ORIGIN,
  ORIGIN_WHEN_CROSS_ORIGIN,
  STRICT_ORIGIN_WHEN_CROSS_ORIGIN,
  UNSAFE_URL;

  /** The last known word of a header, as browsers read it. */
  static Optional<ReferrerPolicy> parse(String header) {
    return Arrays.stream(header.split(","))
        .map(word -> word.trim().toUpperCase(Locale.ROOT).replace('-', '_'))
        .flatMap(word -> Arrays.stream(values()).filter(policy -> policy.name().equals(word)))
        .reduce((earlier, later) -> later);
  }

  Optional<String> referer(URI page, URI target) {
    boolean same = Site.sameOrigin(page, target);
    boolean downgrade = page.getScheme().equals("https") && target.getScheme().equals("http");
    String origin = Site.origin(page) + "/";
    String full = page.toString().replaceFirst("#.*$", "");
    return switch (this) {
      case NO_REFERRER -> Optional.empty();
      case NO_REFERRER_WHEN_DOWNGRADE -> downgrade ? Optional.empty() : Optional.of(full);
      case SAME_ORIGIN -> same ? Optional.of(full) : Optional.empty();
      case ORIGIN -> Optional.of(origin);
      case STRICT_ORIGIN -> downgrade ? Optional.empty() : Optional.of(origin);
      case ORIGIN_WHEN_CROSS_ORIGIN -> Optional.of(same ? full : origin);
      case STRICT_ORIGIN_WHEN_CROSS_ORIGIN ->
          same ? Optional.of(full) : downgrade ? Optional.empty() : Optional.of(origin);
      case UNSAFE_URL -> Optional.of(full);
    };
  }

  /**
   * What a POST says of its origin; empty is {@code null} (Fetch, "append a request Origin
   * header").
   */
  Optional<String> origin(URI page, URI target) {
    boolean downgrade = page.getScheme().equals("https") && target.getScheme().equals("http");
    return switch (this) {
      case NO_REFERRER -> Optional.empty();
      case SAME_ORIGIN ->
          Site.sameOrigin(page, target) ? Optional.of(Site.origin(page)) : Optional.empty();
      case NO_REFERRER_WHEN_DOWNGRADE, STRICT_ORIGIN, STRICT_ORIGIN_WHEN_CROSS_ORIGIN ->
          downgrade ? Optional.empty() : Optional.of(Site.origin(page));
      case ORIGIN, ORIGIN_WHEN_CROSS_ORIGIN, UNSAFE_URL -> Optional.of(Site.origin(page));
    };
  }
}
