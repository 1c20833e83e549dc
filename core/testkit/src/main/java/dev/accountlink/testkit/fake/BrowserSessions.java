package dev.accountlink.testkit.fake;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who is signed in at the fake provider in which browser, and what each person has consented to.
 * Thread-safe.
 */
final class BrowserSessions {

  /** A person signed in at the provider since a moment. */
  record SignedIn(String subject, Instant since) {}

  private record ConsentKey(String subject, String clientId) {}

  private final String cookieName;
  private final Map<String, SignedIn> sessions = new ConcurrentHashMap<>();
  private final Map<ConsentKey, Set<String>> consents = new ConcurrentHashMap<>();
  private final Map<ConsentKey, Set<String>> firstConsents = new ConcurrentHashMap<>();

  /** The port is part of the name because browsers share cookies among the ports of a host. */
  BrowserSessions(int port) {
    cookieName = "fake_provider_" + port;
  }

  Optional<SignedIn> find(RecordedRequest request) {
    return request.cookie(cookieName).flatMap(id -> Optional.ofNullable(sessions.get(id)));
  }

  /** Signs in and gives the {@code Set-Cookie} value. */
  String signIn(String subject, Instant now) {
    String id = UUID.randomUUID().toString();
    sessions.put(id, new SignedIn(subject, now));
    return cookieName + "=" + id + "; Path=/; HttpOnly; SameSite=Lax";
  }

  /** Signs out and gives the {@code Set-Cookie} value. */
  String signOut(RecordedRequest request) {
    request.cookie(cookieName).ifPresent(sessions::remove);
    return cookieName + "=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax";
  }

  void signOutEverybody() {
    sessions.clear();
  }

  void consent(String subject, String clientId, Set<String> scopes) {
    firstConsents.putIfAbsent(
        new ConsentKey(subject, clientId),
        Collections.unmodifiableSet(new LinkedHashSet<>(scopes)));
    consents.merge(new ConsentKey(subject, clientId), Set.copyOf(scopes), BrowserSessions::union);
  }

  /** Everything this person ever granted to the client; empty when there was no consent. */
  Optional<Set<String>> consented(String subject, String clientId) {
    return Optional.ofNullable(consents.get(new ConsentKey(subject, clientId)));
  }

  /** What this person granted to the client the first time; empty when there was no consent. */
  Optional<Set<String>> firstConsented(String subject, String clientId) {
    return Optional.ofNullable(firstConsents.get(new ConsentKey(subject, clientId)));
  }

  void forgetConsent(String subject, String clientId) {
    firstConsents.remove(new ConsentKey(subject, clientId));
    consents.remove(new ConsentKey(subject, clientId));
  }

  void forgetConsents() {
    firstConsents.clear();
    consents.clear();
  }

  private static Set<String> union(Set<String> before, Set<String> now) {
    Set<String> all = new LinkedHashSet<>(before);
    all.addAll(now);
    return Set.copyOf(all);
  }
}
