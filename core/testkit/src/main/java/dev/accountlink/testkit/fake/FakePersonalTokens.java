package dev.accountlink.testkit.fake;

import dev.accountlink.testkit.fake.IssuedGrants.Grant;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Personal access tokens that people of a fake provider have made. Scopes are spelt as the real
 * provider spells those of such tokens. Thread-safe.
 */
public final class FakePersonalTokens {
  private static final FakeClient NOBODY = FakeClient.of("nobody", "unused", "http://localhost/");

  /**
   * A token.
   *
   * @param text the token itself
   * @param subject whose
   * @param scopes what it may do
   * @param until when it runs out
   * @param telling whether answers name its scopes, where the provider names any
   * @param organization where it is good, at a provider that has tokens for one organisation
   */
  record Made(
      String text,
      String subject,
      Set<String> scopes,
      Optional<Instant> until,
      boolean telling,
      String organization) {}

  private final FakeForge forge;
  private final Map<String, Made> made = new ConcurrentHashMap<>();

  FakePersonalTokens(FakeForge forge) {
    this.forge = forge;
  }

  /** Makes a token that does not run out. */
  public String make(Person person, String... scopes) {
    return make(person, Optional.empty(), true, "", scopes);
  }

  /** Makes a token that runs out. */
  public String makeUntil(Instant until, Person person, String... scopes) {
    return make(person, Optional.of(until), true, "", scopes);
  }

  /** Makes a token of the sort of which no answer names the scopes. */
  public String makeSilent(Person person, String... scopes) {
    return make(person, Optional.empty(), false, "", scopes);
  }

  /** Makes a token that is good for one organisation. */
  public String makeFor(String organization, Person person, String... scopes) {
    return make(person, Optional.empty(), false, organization, scopes);
  }

  private String make(
      Person person, Optional<Instant> until, boolean telling, String place, String... scopes) {
    forge.putIfAbsent(person);
    String text = forge.personalPrefix() + UUID.randomUUID().toString().replace("-", "");
    Set<String> all = new LinkedHashSet<>(Arrays.asList(scopes));
    made.put(text, new Made(text, person.subject(), all, until, telling, place));
    forge.grants.remember(text);
    return text;
  }

  /** Ends a token, as its person does on the provider's page. */
  public void end(String token) {
    made.remove(token);
  }

  /** Whether the API takes a token at this moment. */
  public boolean takes(String token) {
    return Optional.ofNullable(made.get(token)).filter(this::isGood).isPresent();
  }

  private boolean isGood(Made token) {
    return token.until().filter(end -> !forge.now().isBefore(end)).isEmpty();
  }

  /** The good one that came with a request, in the way that this provider wants. */
  Optional<Made> of(RecordedRequest http) {
    return forge.shownPersonal(http).flatMap(text -> find(text));
  }

  private Optional<Made> find(String text) {
    return Optional.ofNullable(made.get(text)).filter(this::isGood);
  }

  /** Whose a token is that came without a name beside it. */
  Optional<FakeForge.Caller> caller(String text) {
    return find(text)
        .flatMap(
            token ->
                forge
                    .person(token.subject())
                    .map(
                        person ->
                            new FakeForge.Caller(person, forge.scopesOfPersonal(token.scopes()))))
        .filter(caller -> !caller.person().suspended());
  }

  /** What it may do, as if a client had it. */
  Optional<Grant> grant(RecordedRequest http) {
    return of(http)
        .map(
            token ->
                new Grant(
                    new AuthorizationRequest(
                        NOBODY, NOBODY.redirectUris().get(0), token.scopes(), Map.of()),
                    token.subject(),
                    forge.scopesOfPersonal(token.scopes()),
                    forge.now(),
                    forge.now()));
  }
}
