package dev.accountlink.engine;

import dev.accountlink.exchange.ProviderExchange;
import dev.accountlink.flow.Outcome;
import dev.accountlink.flow.Refusal;
import dev.accountlink.model.CurrentUser;
import dev.accountlink.seal.SealKind;
import dev.accountlink.web.Page;
import dev.accountlink.web.RehearsalPage;
import dev.accountlink.web.WebReply;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Answers with the headers that every answer of ours has. */
final class Replies {
  private final Parts parts;

  Replies(Parts parts) {
    this.parts = parts;
  }

  /** 303, so that no POST is ever sent on. */
  WebReply seeOther(String address) {
    return bare(303, new WebReply.Body.Empty()).with("Location", address);
  }

  private WebReply location(String address) {
    return bare(200, new WebReply.Body.Location(address));
  }

  /** To an address; a script is told it and goes there itself. */
  WebReply onward(String address, Visit visit) {
    return visit.request().wantsJson() ? location(address) : seeOther(address);
  }

  /** To a page that tells what a begin or callback came to. */
  WebReply note(Note note, Visit visit) {
    String sealed =
        parts
            .sealer()
            .seal(SealKind.PAGE, ref -> Codec.write(note, visit.now(), visit.digest(ref)))
            .text();
    return seeOther(parts.settings().path("/pages/" + sealed));
  }

  /** To a page for nobody but this browser, user and session. */
  WebReply rehearsed(
      RehearsalPage.Rehearsal seen, Note.Context context, CurrentUser administrator, Visit visit) {
    BrowserCookie cookie = visit.cookie().orElseThrow();
    String sealed =
        parts
            .sealer()
            .seal(
                SealKind.PAGE,
                ref ->
                    Codec.write(
                        new Note.Rehearsed(
                            context, visit.bind(ref, cookie, Optional.of(administrator)), seen),
                        visit.now(),
                        visit.digest(ref)))
            .text();
    return seeOther(parts.settings().path("/pages/" + sealed));
  }

  WebReply refused(Refusal refusal, Note.Context context, Report.Trace trace, Visit visit) {
    parts.report().refused(refusal, trace);
    return note(new Note.Refused(context, refusal), visit);
  }

  WebReply failed(Outcome.Failed failed, Note.Context context, Visit visit) {
    return note(new Note.Failed(context, failed.stage(), failed.code(), failed.reference()), visit);
  }

  /** A page with its true status. Sets the cookie when a button on it needs one. */
  WebReply page(Page page, Visit visit) {
    WebReply reply =
        bare(page.status(), new WebReply.Body.Shown(page, visit.request().wantsJson()));
    Optional<String> cookie = visit.setCookie();
    return cookie.isPresent() ? reply.with("Set-Cookie", cookie.get()) : reply;
  }

  /** A page that depends on nothing but itself. */
  WebReply bare(Page page, boolean json) {
    return bare(page.status(), new WebReply.Body.Shown(page, json));
  }

  /** The same for a page whose buttons lead to providers: forms must be allowed to go there. */
  WebReply pageWithForms(Page page, List<Page.Button> buttons, Visit visit) {
    WebReply plain = page(page, visit);
    List<WebReply.Header> headers = new ArrayList<>();
    for (WebReply.Header header : plain.headers()) {
      headers.add(
          switch (header.name()) {
            // Chrome sends "Origin: null" with forms from pages without a referrer.
            case "Referrer-Policy" -> new WebReply.Header(header.name(), "same-origin");
            case "Content-Security-Policy" -> new WebReply.Header(header.name(), policy(buttons));
            default -> header;
          });
    }
    return new WebReply(plain.status(), headers, plain.body());
  }

  private String policy(List<Page.Button> buttons) {
    ProviderExchange exchange = parts.exchange();
    List<String> targets =
        buttons.stream()
            .map(button -> button.provider().id())
            .distinct()
            .flatMap(id -> parts.providers().all().stream().filter(p -> p.id().value().equals(id)))
            .map(exchange::authorizationOrigin)
            .toList();
    Set<String> all = new LinkedHashSet<>(targets);
    parts
        .pages()
        .formTargets()
        .forEach(target -> all.add(target.getScheme() + "://" + target.getRawAuthority()));
    return policy(String.join(" ", all));
  }

  private static String policy(String formTargets) {
    return "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none';"
        + " frame-ancestors 'none'; form-action 'self'"
        + (formTargets.isEmpty() ? "" : " " + formTargets);
  }

  private static WebReply bare(int status, WebReply.Body body) {
    return new WebReply(
        status,
        List.of(
            new WebReply.Header("Cache-Control", "no-store"),
            new WebReply.Header("Pragma", "no-cache"),
            new WebReply.Header("Referrer-Policy", "no-referrer"),
            new WebReply.Header("X-Content-Type-Options", "nosniff"),
            new WebReply.Header("X-Frame-Options", "DENY"),
            new WebReply.Header("Cross-Origin-Resource-Policy", "same-origin"),
            new WebReply.Header("Cross-Origin-Opener-Policy", "same-origin-allow-popups"),
            new WebReply.Header("Vary", "Accept, Cookie"),
            new WebReply.Header("Content-Security-Policy", policy(""))),
        body);
  }

  /** The browser goes on by itself, from a page of our own, so that Strict cookies come along. */
  WebReply onward(Visit visit, String path, int seconds) {
    return page(new Page.Onward(path, seconds), visit).with("Refresh", seconds + "; url=" + path);
  }
}
