package dev.accountlink.engine;

import dev.accountlink.model.CurrentUser;
import dev.accountlink.seal.SealKind;
import dev.accountlink.web.Parameters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether a POST came from a page of this site, and which browser and session that page was given
 * to.
 */
final class Origin {
  /** The hidden field. */
  static final String FIELD = "csrf";

  private final Parts parts;

  Origin(Parts parts) {
    this.parts = parts;
  }

  /** The token for one button: good for this browser, this session and this purpose only. */
  String token(Visit visit, Optional<CurrentUser> user, String purpose) {
    return token(visit.cookieToShow(), user, purpose);
  }

  /** The same for a browser whose cookie is left as it is. */
  String token(BrowserCookie cookie, Optional<CurrentUser> user, String purpose) {
    return parts.sealer().sign(SealKind.CSRF, signed(cookie.value(), user, purpose));
  }

  /** Whether the browser itself says that another site sent this. */
  boolean isForeign(Visit visit) {
    List<String> origins = visit.request().headers("Origin");
    List<String> sites = visit.request().headers("Sec-Fetch-Site");
    boolean foreignOrigin =
        !origins.isEmpty() && !origins.equals(List.of(parts.settings().origin()));
    boolean foreignSite = !sites.isEmpty() && !sites.equals(List.of("same-origin"));
    return foreignOrigin || foreignSite;
  }

  /** Whether the browser itself says that a page of this very origin sent this. */
  boolean isSurelyOwn(Visit visit) {
    return visit.request().headers("Sec-Fetch-Site").equals(List.of("same-origin"));
  }

  /** Whether the form carries a token that we gave to this browser, session and purpose. */
  boolean hasToken(Visit visit, Parameters form, Optional<CurrentUser> user, String purpose) {
    Optional<String> token = form.single(FIELD);
    if (token.isEmpty() || visit.cookie().isEmpty()) {
      return false;
    }
    List<String> values = new ArrayList<>(visit.cookie().get().goodFor(Instant.MIN, visit.now()));
    return values.stream()
        .anyMatch(
            value ->
                parts.sealer().isSigned(SealKind.CSRF, token.get(), signed(value, user, purpose)));
  }

  private static String[] signed(String cookie, Optional<CurrentUser> user, String purpose) {
    return new String[] {
      purpose,
      cookie,
      user.map(known -> known.id().value()).orElse(""),
      user.flatMap(CurrentUser::session).orElse("")
    };
  }
}
