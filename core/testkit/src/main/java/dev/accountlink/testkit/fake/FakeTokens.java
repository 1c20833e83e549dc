package dev.accountlink.testkit.fake;

import java.time.Duration;
import java.util.Optional;

/**
 * How the tokens of a fake provider live and die, from the next one on. At the start as the real
 * provider has it. Thread-safe.
 */
public final class FakeTokens {
  private final FakeForge forge;
  private volatile RefreshTokens refreshTokens = RefreshTokens.NONE;
  private volatile Optional<Duration> accessLife = Optional.empty();
  private volatile Duration refreshLife = Duration.ofDays(30);
  private volatile boolean endsOldAccess;
  private volatile Optional<Person> mixedUpWith = Optional.empty();

  FakeTokens(FakeForge forge) {
    this.forge = forge;
  }

  void begin(RefreshTokens rule, Duration access, Duration refresh) {
    refreshTokens = rule;
    accessLife = Optional.of(access);
    refreshLife = refresh;
  }

  /** The access tokens of before die with a refresh. */
  void endOldAccess() {
    endsOldAccess = true;
  }

  /** What a refresh does to the refresh token. */
  public void refreshTokens(RefreshTokens rule) {
    refreshTokens = rule;
  }

  /** How long access tokens live. */
  public void live(Duration life) {
    accessLife = Optional.of(life);
  }

  /** How long access tokens live; empty when they do not run out. */
  public Optional<Duration> accessLife() {
    return accessLife;
  }

  /** How long refresh tokens live. */
  public void refreshTokensLive(Duration life) {
    refreshLife = life;
  }

  /** Gives whoever refreshes the tokens of this person instead, ID token and all. */
  public void mixUpWith(Person person) {
    mixedUpWith = Optional.of(person);
  }

  /** Ends everything that a person gave to anybody, as on the provider's own page. */
  public void endGrantsOf(Person person) {
    forge.grants.endAll(grant -> grant.subject().equals(person.subject()));
  }

  /** Whether anything that a person gave to anybody can still be refreshed. */
  public boolean canRefreshFor(Person person) {
    return forge.grants.canRefresh(grant -> grant.subject().equals(person.subject()));
  }

  /** How often somebody came with a refresh token. */
  public int refreshCalls() {
    return (int)
        forge.requests(Endpoint.TOKEN).stream()
            .filter(request -> request.formParam("grant_type").equals(Optional.of("refresh_token")))
            .count();
  }

  /** How often somebody gave a token back. */
  public int revokeCalls() {
    return forge.count(Endpoint.REVOKE);
  }

  /** Whether the API takes an access token at this moment. */
  public boolean takes(String accessToken) {
    return forge.grants.find(accessToken).isPresent();
  }

  /** Whether a refresh token is worth something at this moment. */
  public boolean takesRefresh(String refreshToken) {
    return forge.grants.isGoodForRefresh(refreshToken);
  }

  /** Of whom a token of either sort is that was not taken back, whether or not it has run out. */
  public Optional<String> subjectOf(String token) {
    return forge.grants.ofToken(token).map(IssuedGrants.Grant::subject);
  }

  RefreshTokens refreshTokens() {
    return refreshTokens;
  }

  boolean endsOldAccess() {
    return endsOldAccess;
  }

  long accessSeconds() {
    return accessLife.orElseThrow().toSeconds();
  }

  Duration refreshLife() {
    return refreshLife;
  }

  Optional<Person> mixedUpWith() {
    return mixedUpWith;
  }
}
