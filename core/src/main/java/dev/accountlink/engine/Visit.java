package dev.accountlink.engine;

import dev.accountlink.flow.Binding;
import dev.accountlink.flow.Digest;
import dev.accountlink.model.CurrentUser;
import dev.accountlink.model.UserId;
import dev.accountlink.seal.SealRef;
import dev.accountlink.seal.Sealer;
import dev.accountlink.web.WebRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One request and what is known of its browser. Lives as long as the request, in one thread. */
final class Visit {
  private final Parts parts;
  private final WebRequest request;
  private final Instant now;
  private final Optional<BrowserCookie> sent;
  private Optional<BrowserCookie> shown = Optional.empty();
  private Optional<BrowserCookie> issued = Optional.empty();

  Visit(Parts parts, WebRequest request) {
    this.parts = parts;
    this.request = request;
    this.now = parts.clock().instant();
    this.sent = BrowserCookie.read(request, parts.settings());
  }

  WebRequest request() {
    return request;
  }

  Instant now() {
    return now;
  }

  Optional<BrowserCookie> cookie() {
    return sent;
  }

  /** Who is signed in, asked of the host each time: it can change in the middle of a request. */
  Optional<CurrentUser> current() {
    return parts.sessions().current(request);
  }

  /** Whether who is signed in may administer; asked each time as well. */
  boolean mayAdminister() {
    return current().isPresent() && parts.sessions().mayAdminister(request);
  }

  /**
   * The cookie for a page or button of ours: the one that was sent, unless it is missing or due.
   */
  BrowserCookie cookieToShow() {
    if (shown.isEmpty()) {
      Optional<BrowserCookie> good = sent.filter(cookie -> !isDue(cookie));
      if (good.isEmpty()) {
        issued = sent.map(old -> old.changed(now)).or(() -> Optional.of(BrowserCookie.fresh(now)));
      }
      shown = good.or(() -> issued);
    }
    return shown.orElseThrow();
  }

  /** What {@code Set-Cookie} has to say, if this visit made a cookie. */
  Optional<String> setCookie() {
    return issued.map(cookie -> cookie.header(parts.settings()));
  }

  private boolean isDue(BrowserCookie cookie) {
    return cookie.isDue(now, current().flatMap(CurrentUser::authenticatedAt));
  }

  /** To whom something sealed now belongs. */
  Binding bind(SealRef ref, BrowserCookie cookie, Optional<CurrentUser> user) {
    return new Binding(
        browser(ref, cookie.value()),
        user.map(known -> user(ref, known.id())),
        user.flatMap(CurrentUser::session).map(session -> session(ref, session)));
  }

  /** Whether something sealed earlier was given to this browser. */
  boolean isSameBrowser(SealRef ref, Binding binding, Instant begun) {
    return isBrowser(ref, binding.browser(), begun);
  }

  /** What stands for this browser in something that only it should see, if it sent our cookie. */
  Optional<Digest> digest(SealRef ref) {
    return sent.map(cookie -> browser(ref, cookie.value()));
  }

  /** Whether a digest made at some time is this browser's. */
  boolean isBrowser(SealRef ref, Digest digest, Instant at) {
    List<String> good = sent.map(cookie -> cookie.goodFor(at, now)).orElse(List.of());
    return good.stream().anyMatch(value -> browser(ref, value).equals(digest));
  }

  /** Whether the same user, or again nobody, is signed in as when it was sealed. */
  boolean isSameUser(SealRef ref, Binding binding, Optional<CurrentUser> user) {
    boolean sameUser = user.map(known -> user(ref, known.id())).equals(binding.user());
    boolean sameSession =
        binding.session().isEmpty()
            || user.flatMap(CurrentUser::session)
                .map(session -> session(ref, session))
                .equals(binding.session());
    return sameUser && sameSession;
  }

  private Digest browser(SealRef ref, String value) {
    return digest(ref, Codec.BROWSER, "browser", value);
  }

  private Digest user(SealRef ref, UserId id) {
    return digest(ref, Codec.USER, "user", id.value());
  }

  private Digest session(SealRef ref, String session) {
    return digest(ref, Codec.SESSION, "session", session);
  }

  private Digest digest(SealRef ref, int length, String what, String value) {
    Sealer sealer = parts.sealer();
    return new Digest(sealer.digest(ref, length, what, value));
  }
}
