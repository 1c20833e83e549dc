package dev.accountlink.exchange;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.openid.connect.sdk.claims.AccessTokenHash;
import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.Secret;
import dev.accountlink.provider.Issuers;
import dev.accountlink.provider.ProviderException;
import dev.accountlink.provider.ProviderException.Code;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The rules of OpenID Connect Core section 3.1.3.7 for the claims of an ID token whose signature is
 * good. All of them stand here, because Nimbus takes its time from the system and lets pass what
 * must not: further audiences, old tokens, {@code nbf}, subjects of any shape. Thread-safe.
 */
final class IdTokens {
  private static final Duration SKEW = Duration.ofSeconds(60);
  private static final Duration MAX_AGE = Duration.ofMinutes(10);

  /**
   * What a good token says.
   *
   * @param authority who vouches for the subject
   * @param issuers who may have issued it
   * @param clientId whom it must be for
   * @param nonce of which flow it must be
   * @param accessToken that came with it
   * @param providerTime the provider's clock, where its answer told it
   */
  record Expected(
      String authority,
      Issuers issuers,
      String clientId,
      String nonce,
      Secret accessToken,
      Optional<Instant> providerTime) {
    /** Prints the authority only. */
    @Override
    public String toString() {
      return "Expected[" + authority + "]";
    }
  }

  private final Clock clock;

  IdTokens(Clock clock) {
    this.clock = clock;
  }

  /**
   * Judges a token. Its times come last, so that whoever reads CLOCK knows that all else is right.
   *
   * @throws ProviderException ID_TOKEN_INVALID, NOT_A_PERSON or CLOCK
   */
  void check(SignedTokens.Verified token, Expected expected) throws ProviderException {
    JsonObject claims = token.claims();
    requireIssuerAndAudience(claims, expected.issuers(), expected.clientId());
    requireNonce(claims, expected.nonce());
    requireSubject(claims, expected.authority());
    requireAccessTokenHash(claims, token.algorithm(), expected.accessToken());
    requireTimes(claims, expected.providerTime());
  }

  /**
   * Judges a token that came with a refresh: of no flow, so there is no nonce to compare (OpenID
   * Connect Core section 12.2). Whose it is, the caller compares. Its times are not judged: it
   * opens nothing, and a clock that is wrong for an hour must not end everybody's grants.
   *
   * @throws ProviderException ID_TOKEN_INVALID or NOT_A_PERSON
   */
  void checkRefreshed(SignedTokens.Verified token, Expected expected) throws ProviderException {
    JsonObject claims = token.claims();
    requireIssuerAndAudience(claims, expected.issuers(), expected.clientId());
    requireSubject(claims, expected.authority());
    requireAccessTokenHash(claims, token.algorithm(), expected.accessToken());
  }

  /** No further audience is trusted: whoever else a token is for could have taken it there. */
  static void requireIssuerAndAudience(JsonObject claims, Issuers issuers, String clientId)
      throws ProviderException {
    if (claims.text("iss").filter(iss -> issuers.inToken(iss, claims.claims())).isEmpty()) {
      throw invalid("is from another issuer");
    }
    List<String> audience =
        claims.text("aud").map(List::of).or(() -> claims.texts("aud")).orElse(List.of());
    if (!audience.contains(clientId)) {
      throw invalid("is for another client");
    }
    if (!audience.stream().allMatch(clientId::equals)) {
      throw invalid("is for further audiences as well");
    }
    if (claims.has("azp") && !claims.text("azp").equals(Optional.of(clientId))) {
      throw invalid("was issued to another client (azp)");
    }
  }

  private static void requireNonce(JsonObject claims, String nonce) throws ProviderException {
    boolean same =
        claims.text("nonce").filter(given -> isEqual(given, nonce)).isPresent() && !nonce.isEmpty();
    if (!same) {
      throw invalid("is not of this flow (nonce)");
    }
  }

  private static void requireSubject(JsonObject claims, String authority) throws ProviderException {
    Optional<String> subject = claims.text("sub");
    try {
      subject.ifPresent(text -> new IdentityKey(authority, text));
    } catch (IllegalArgumentException e) {
      subject = Optional.empty();
    }
    if (subject.isEmpty()) {
      throw new ProviderException(
          Code.NOT_A_PERSON,
          "The ID token's subject is missing or cannot be one: not a text, empty, over-long or with"
              + " control characters.");
    }
  }

  private static void requireAccessTokenHash(
      JsonObject claims, JWSAlgorithm algorithm, Secret accessToken) throws ProviderException {
    if (!claims.has("at_hash")) {
      return;
    }
    AccessTokenHash right =
        AccessTokenHash.compute(new BearerAccessToken(accessToken.reveal()), algorithm, null);
    String given = claims.text("at_hash").orElse("");
    if (right == null || !isEqual(given, right.getValue())) {
      throw invalid("is of another access token (at_hash)");
    }
  }

  private void requireTimes(JsonObject claims, Optional<Instant> providerTime)
      throws ProviderException {
    Optional<Instant> expires = claims.time("exp");
    Optional<Instant> issued = claims.time("iat");
    if (expires.isEmpty() || issued.isEmpty()) {
      throw invalid("does not say when it was issued and when it expires");
    }
    if (claims.has("nbf") && claims.time("nbf").isEmpty()) {
      throw invalid("has an nbf that is no time");
    }
    Instant now = clock.instant();
    if (!expires.get().plus(SKEW).isAfter(now)) {
      throw clock("has expired", providerTime);
    }
    if (issued.get().isAfter(now.plus(SKEW))) {
      throw clock("was issued in the future", providerTime);
    }
    if (issued.get().plus(MAX_AGE).plus(SKEW).isBefore(now)) {
      throw clock("was issued more than " + MAX_AGE.toMinutes() + " minutes ago", providerTime);
    }
    if (claims.time("nbf").filter(from -> from.isAfter(now.plus(SKEW))).isPresent()) {
      throw clock("is not valid yet", providerTime);
    }
  }

  private ProviderException clock(String what, Optional<Instant> providerTime) {
    String clocks =
        providerTime
            .map(theirs -> Duration.between(clock.instant(), theirs).toSeconds())
            .map(
                offset ->
                    "the provider's is "
                        + Math.abs(offset)
                        + " s "
                        + (offset < 0 ? "behind" : "ahead of")
                        + " this machine's")
            .orElse("the provider did not tell its own");
    return new ProviderException(
        Code.CLOCK, "The ID token " + what + ". Compare the clocks: " + clocks + ".");
  }

  private static boolean isEqual(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  private static ProviderException invalid(String what) {
    return new ProviderException(Code.ID_TOKEN_INVALID, "The ID token " + what + ".");
  }
}
