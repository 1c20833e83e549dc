package dev.accountlink.testkit.browser;

import java.net.URI;
import java.util.Optional;

/**
 * One step of a top-level navigation: what to ask for, and what began it.
 *
 * @param method GET, POST, or what a test wants
 * @param target the address
 * @param form the encoded form; empty for none
 * @param initiator the page that began it; empty when a person typed the address
 * @param policy the referrer policy in force
 * @param worst the worst relation to the initiator on the way so far: a redirect back home stays
 *     cross-site in {@code Sec-Fetch-Site}
 * @param tainted whether a redirect crossed origins twice, so that a POST carries {@code Origin:
 *     null}
 */
record Navigation(
    String method,
    URI target,
    Optional<String> form,
    Optional<URI> initiator,
    ReferrerPolicy policy,
    Relation worst,
    boolean tainted) {

  /**
   * How an address relates to the page that asks for it, from near to far; NONE is a typed address.
   */
  enum Relation {
    NONE("none"),
    SAME_ORIGIN("same-origin"),
    SAME_SITE("same-site"),
    CROSS_SITE("cross-site");

    final String header;

    Relation(String header) {
      this.header = header;
    }
  }

  static Navigation typed(String method, URI target, Optional<String> form) {
    return new Navigation(
        method,
        target,
        form,
        Optional.empty(),
        ReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN,
        Relation.NONE,
        false);
  }

  static Navigation from(
      URI page, ReferrerPolicy policy, String method, URI target, Optional<String> form) {
    return new Navigation(
        method, target, form, Optional.of(page), policy, relation(page, target), false);
  }

  /** The step after a redirect; 303 always becomes GET, 301 and 302 make a POST one. */
  Navigation redirected(int status, URI next, Optional<ReferrerPolicy> newPolicy) {
    boolean toGet = status == 303 || (method.equals("POST") && (status == 301 || status == 302));
    Relation now = initiator.map(page -> relation(page, next)).orElse(Relation.NONE);
    boolean crossed =
        !Site.sameOrigin(target, next)
            && initiator.map(page -> !Site.sameOrigin(page, target)).orElse(false);
    return new Navigation(
        toGet && !method.equals("HEAD") ? "GET" : method,
        next,
        toGet ? Optional.empty() : form,
        initiator,
        newPolicy.orElse(policy),
        now.compareTo(worst) > 0 ? now : worst,
        tainted || crossed);
  }

  /**
   * Whether Strict cookies go along: Chrome looks at the initiator and the target, not at the
   * redirects between.
   */
  boolean isSameSite() {
    return initiator.map(page -> Site.sameSite(page, target)).orElse(true);
  }

  boolean isSafe() {
    return method.equals("GET") || method.equals("HEAD");
  }

  Optional<String> originHeader() {
    if (isSafe()) {
      return Optional.empty();
    }
    return Optional.of(
        initiator
            .filter(page -> !tainted)
            .flatMap(page -> policy.origin(page, target))
            .orElse("null"));
  }

  Optional<String> refererHeader() {
    return initiator.flatMap(page -> policy.referer(page, target));
  }

  private static Relation relation(URI page, URI target) {
    if (Site.sameOrigin(page, target)) {
      return Relation.SAME_ORIGIN;
    }
    return Site.sameSite(page, target) ? Relation.SAME_SITE : Relation.CROSS_SITE;
  }
}
