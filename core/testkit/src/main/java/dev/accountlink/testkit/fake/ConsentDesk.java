package dev.accountlink.testkit.fake;

import dev.accountlink.testkit.fake.BrowserSessions.SignedIn;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Decides an authorization request by script, by the browser's session, or by asking at the page.
 * Thread-safe.
 */
final class ConsentDesk {
  private final FakeForge forge;
  private final Map<String, AuthorizationRequest> waiting = new ConcurrentHashMap<>();

  ConsentDesk(FakeForge forge) {
    this.forge = forge;
  }

  void open(String consentPath, String stylePath, String homePath) {
    forge.server.route(Endpoint.CONSENT, consentPath, this::answerOfThePage);
    forge.server.route(
        Endpoint.OTHER, stylePath, request -> Reply.of(200, "text/css; charset=utf-8", style()));
    forge.server.route(Endpoint.OTHER, homePath, this::home);
  }

  Reply decide(AuthorizationRequest request, RecordedRequest http) {
    Choice choice = forge.script().apply(request);
    if (choice instanceof Choice.Approve approve) {
      forge.putIfAbsent(approve.person());
      Set<String> scopes = approve.scopes().orElse(request.scopes());
      return approved(request, approve.person(), forge.now(), scopes);
    }
    if (choice instanceof Choice.Cancel) {
      return denied(request);
    }
    if (choice instanceof Choice.Fail fail) {
      return forge.refused(request, fail.error(), fail.description());
    }
    return silently(request, http).orElseGet(() -> ask(request, http));
  }

  private Optional<Reply> silently(AuthorizationRequest request, RecordedRequest http) {
    Optional<SignedIn> session = forge.sessions.find(http);
    Optional<Person> person = session.flatMap(signedIn -> forge.person(signedIn.subject()));
    if (person.isEmpty() || forge.mustAsk(request, session.get().since())) {
      return Optional.empty();
    }
    return forge
        .sessions
        .consented(person.get().subject(), request.client().id())
        .filter(granted -> forge.covers(granted, request.scopes()))
        .map(granted -> approved(request, person.get(), session.get().since(), request.scopes()));
  }

  private Reply ask(AuthorizationRequest request, RecordedRequest http) {
    if (request.prompts("none")) {
      boolean signedIn = forge.sessions.find(http).isPresent();
      return forge.refused(
          request, signedIn ? "consent_required" : "login_required", "No page may be shown.");
    }
    String ticket = UUID.randomUUID().toString();
    waiting.put(ticket, request);
    return ConsentPage.ask(forge, request, ticket);
  }

  private Reply answerOfThePage(RecordedRequest http) {
    AuthorizationRequest request = waiting.remove(http.formParam("ticket").orElse(""));
    if (request == null) {
      return ConsentPage.message(
          forge, 400, "This page was used already", "Go back to the application and start again.");
    }
    Optional<Person> person = http.formParam("person").flatMap(forge::person);
    if (person.isEmpty()) {
      return denied(request);
    }
    Optional<SignedIn> session =
        forge
            .sessions
            .find(http)
            .filter(signedIn -> signedIn.subject().equals(person.get().subject()))
            .filter(signedIn -> !forge.mustAsk(request, signedIn.since()));
    if (session.isPresent()) {
      return approved(request, person.get(), session.get().since(), request.scopes());
    }
    Instant now = forge.now();
    return approved(request, person.get(), now, request.scopes())
        .with("Set-Cookie", forge.sessions.signIn(person.get().subject(), now));
  }

  private Reply approved(
      AuthorizationRequest request, Person person, Instant authenticatedAt, Set<String> scopes) {
    forge.sessions.consent(person.subject(), request.client().id(), scopes);
    return forge.approved(request, person, authenticatedAt, scopes);
  }

  private Reply denied(AuthorizationRequest request) {
    return forge.refused(request, "access_denied", "The user has denied your application access.");
  }

  private Reply home(RecordedRequest http) {
    if (http.method().equals("POST")) {
      return Reply.redirect(303, forge.url("/")).with("Set-Cookie", forge.sessions.signOut(http));
    }
    Optional<Person> person =
        forge.sessions.find(http).flatMap(signedIn -> forge.person(signedIn.subject()));
    return ConsentPage.home(forge, person);
  }

  private static String style() {
    try (InputStream in = ConsentDesk.class.getResourceAsStream("fake.css")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }
}
