package dev.accountlink.testkit.fake;

import dev.accountlink.testkit.fake.IssuedGrants.Grant;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The back channel of the fake OpenID provider: token, UserInfo and revocation endpoints. */
final class OpenIdTokens {
  private static final long LIFETIME_SECONDS = 300;
  private final FakeOpenIdProvider forge;
  private final SigningKeys keys;
  private final OpenIdTwist twist;
  private volatile boolean emailsInIdToken;
  private volatile boolean profileInIdToken;

  OpenIdTokens(FakeOpenIdProvider forge, SigningKeys keys, OpenIdTwist twist) {
    this.forge = forge;
    this.keys = keys;
    this.twist = twist;
  }

  void open() {
    forge.server.route(Endpoint.TOKEN, forge.path("/token"), this::token);
    forge.server.route(Endpoint.USERINFO, forge.path("/userinfo"), this::userInfo);
    forge.server.route(Endpoint.REVOKE, forge.path("/revoke"), this::revoke);
  }

  void emailsInIdToken(boolean there) {
    emailsInIdToken = there;
  }

  void profileInIdToken(boolean there) {
    profileInIdToken = there;
  }

  private Reply token(RecordedRequest http) {
    Optional<FakeClient> client = ClientCheck.authenticate(forge, http);
    if (!http.method().equals("POST") || client.isEmpty()) {
      return error(401, "invalid_client", "The client is unknown or its secret is wrong.")
          .with("WWW-Authenticate", "Basic realm=\"token\"");
    }
    if (!http.formParam("grant_type").equals(Optional.of("authorization_code"))) {
      return error(400, "unsupported_grant_type", "Only authorization_code is supported.");
    }
    String code = http.formParam("code").orElse("");
    Optional<Grant> grant =
        forge.grants.redeem(code).filter(found -> isGood(found, client.get(), http));
    Optional<Person> person = grant.flatMap(found -> forge.person(found.subject()));
    if (grant.isEmpty() || person.isEmpty()) {
      return error(400, "invalid_grant", "The code is wrong, used, too old, or not for you.");
    }
    String accessToken = forge.grants.issueToken("at-", code, grant.get());
    Map<String, @Nullable Object> claims =
        twist.claims(claims(grant.get(), person.get(), accessToken));
    String idToken = twist.idToken(claims, keys, client.get());
    forge.grants.remember(idToken);
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("access_token", accessToken);
    answer.put("token_type", "Bearer");
    answer.put("expires_in", LIFETIME_SECONDS);
    answer.put("scope", String.join(" ", grant.get().scopes()));
    answer.put("id_token", idToken);
    return Reply.json(200, twist.tokens(answer)).with("Cache-Control", "no-store");
  }

  private boolean isGood(Grant grant, FakeClient client, RecordedRequest http) {
    return grant.request().client().id().equals(client.id())
        && !grant.isExpiredAt(forge.now())
        && http.formParam("redirect_uri").equals(Optional.of(grant.request().redirectUri()))
        && PkceCheck.holds(grant.request(), http.formParam("code_verifier"));
  }

  private Map<String, @Nullable Object> claims(Grant grant, Person person, String accessToken) {
    Instant now = forge.now();
    Map<String, @Nullable Object> claims = new LinkedHashMap<>();
    claims.put("iss", forge.issuer());
    claims.put("sub", person.subject());
    claims.put("aud", grant.request().client().id());
    claims.put("exp", now.getEpochSecond() + LIFETIME_SECONDS);
    claims.put("iat", now.getEpochSecond());
    claims.put("auth_time", grant.authenticatedAt().getEpochSecond());
    grant.request().parameter("nonce").ifPresent(nonce -> claims.put("nonce", nonce));
    claims.put("at_hash", halfHash(accessToken));
    if (profileInIdToken && grant.scopes().contains("profile")) {
      claims.putAll(OpenIdScopes.profile(person));
    }
    if (emailsInIdToken && grant.scopes().contains("email")) {
      claims.putAll(OpenIdScopes.email(person));
    }
    return claims;
  }

  /** The left half of the SHA-256 hash (OpenID Connect Core section 3.1.3.6). */
  private static String halfHash(String token) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Arrays.copyOf(PkceCheck.sha256(token), 16));
  }

  private Reply userInfo(RecordedRequest http) {
    Optional<Grant> grant = http.bearerToken().flatMap(forge.grants::find);
    Optional<Person> person =
        grant.flatMap(found -> forge.person(found.subject())).filter(found -> !found.suspended());
    if (grant.isEmpty() || person.isEmpty()) {
      return error(401, "invalid_token", "The access token is wrong or was withdrawn.")
          .with("WWW-Authenticate", "Bearer error=\"invalid_token\"");
    }
    Map<String, @Nullable Object> claims = new LinkedHashMap<>();
    claims.put("sub", person.get().subject());
    if (grant.get().scopes().contains("profile")) {
      claims.putAll(OpenIdScopes.profile(person.get()));
    }
    if (grant.get().scopes().contains("email")) {
      claims.putAll(OpenIdScopes.email(person.get()));
    }
    return Reply.json(200, twist.userInfo(claims));
  }

  private Reply revoke(RecordedRequest http) {
    if (ClientCheck.authenticate(forge, http).isEmpty()) {
      return error(401, "invalid_client", "The client is unknown or its secret is wrong.");
    }
    http.formParam("token").ifPresent(forge.grants::revoke);
    return Reply.json(200, Map.of());
  }

  private static Reply error(int status, String code, String description) {
    return Reply.json(status, Map.of("error", code, "error_description", description));
  }
}
