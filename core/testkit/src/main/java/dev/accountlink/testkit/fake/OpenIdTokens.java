package dev.accountlink.testkit.fake;

import dev.accountlink.testkit.fake.IssuedGrants.Grant;
import dev.accountlink.testkit.fake.IssuedGrants.Refresh;
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
  private static final IssuedGrants.Prefixes PREFIXES = new IssuedGrants.Prefixes("at-", "rt-");
  private final FakeOpenIdProvider forge;
  private final SigningKeys keys;
  private final OpenIdTwist twist;
  private volatile boolean emailsInIdToken;
  private volatile boolean profileInIdToken;
  private volatile RefreshedIdToken refreshedIdToken = RefreshedIdToken.RIGHT;

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

  void idTokenOfRefresh(RefreshedIdToken kind) {
    refreshedIdToken = kind;
  }

  private Reply token(RecordedRequest http) {
    Optional<FakeClient> client = ClientCheck.authenticate(forge, http);
    if (!http.method().equals("POST") || client.isEmpty()) {
      return error(401, "invalid_client", "The client is unknown or its secret is wrong.")
          .with("WWW-Authenticate", "Basic realm=\"token\"");
    }
    if (http.formParam("grant_type").equals(Optional.of("refresh_token"))) {
      return refreshed(http.formParam("refresh_token").orElse(""), client.get());
    }
    if (!http.formParam("grant_type").equals(Optional.of("authorization_code"))) {
      return error(400, "unsupported_grant_type", "This grant type is not supported.");
    }
    String code = http.formParam("code").orElse("");
    Optional<Grant> grant =
        forge.grants.redeem(code).filter(found -> isGood(found, client.get(), http));
    Optional<Person> person = grant.flatMap(found -> forge.person(found.subject()));
    if (grant.isEmpty() || person.isEmpty()) {
      return error(400, "invalid_grant", "The code is wrong, used, too old, or not for you.");
    }
    boolean offline = twist.isOffline(grant.get().request());
    IssuedGrants.Pair pair = forge.grants.issue(code, grant.get(), PREFIXES, offline);
    Map<String, @Nullable Object> claims =
        twist.claims(claims(grant.get(), person.get(), pair.access()));
    Map<String, @Nullable Object> answer = answer(pair, grant.get());
    answer.put("id_token", signed(claims, client.get()));
    return Reply.json(200, twist.tokens(answer)).with("Cache-Control", "no-store");
  }

  private Map<String, @Nullable Object> answer(IssuedGrants.Pair pair, Grant grant) {
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("access_token", pair.access());
    answer.put("token_type", "Bearer");
    answer.put("expires_in", forge.tokens().accessSeconds());
    pair.refresh().ifPresent(refresh -> answer.put("refresh_token", refresh));
    answer.put("scope", String.join(" ", grant.scopes()));
    return answer;
  }

  private String signed(Map<String, @Nullable Object> claims, FakeClient client) {
    String idToken = twist.idToken(claims, keys, client);
    forge.grants.remember(idToken);
    return idToken;
  }

  private Reply refreshed(String token, FakeClient client) {
    Refresh refresh = forge.grants.refresh(token, client, PREFIXES);
    if (refresh instanceof Refresh.Refused refused) {
      return Reply.json(400, twist.refusedRefresh(refused.flaw()));
    }
    Refresh.Given given = (Refresh.Given) refresh;
    Optional<Person> person = forge.person(given.grant().subject());
    if (person.isEmpty() || person.get().suspended()) {
      return error(400, "invalid_grant", "User disabled");
    }
    Map<String, @Nullable Object> answer = answer(given.pair(), given.grant());
    if (refreshedIdToken != RefreshedIdToken.ABSENT) {
      Map<String, @Nullable Object> claims =
          twist.claims(claims(given.grant(), person.get(), given.pair().access()));
      claims.remove("nonce");
      if (refreshedIdToken == RefreshedIdToken.OF_ANOTHER_ISSUER) {
        claims.put("iss", "https://issuer.example.net");
      }
      answer.put("id_token", signed(claims, client));
    }
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

  /** Whatever goes back to the same consent ends, whichever token of it comes. */
  private Reply revoke(RecordedRequest http) {
    String token = http.formParam("token").orElse("");
    if (twist.forgetsPerson()) {
      return revokeAll(token);
    }
    if (ClientCheck.authenticate(forge, http).isEmpty()) {
      return error(401, "invalid_client", "The client is unknown or its secret is wrong.");
    }
    forge.grants.endFamilyOf(token);
    return Reply.json(200, Map.of());
  }

  /** Asks for no client, and tells a token that it does not know from one that it does. */
  private Reply revokeAll(String token) {
    Optional<Grant> grant = forge.grants.ofToken(token);
    if (grant.isEmpty()) {
      return error(400, "invalid_token", "Token expired or revoked");
    }
    FakeClient client = grant.get().request().client();
    forge.grants.endAll(one -> one.isOf(client) && one.subject().equals(grant.get().subject()));
    return Reply.json(200, Map.of());
  }

  private static Reply error(int status, String code, String description) {
    return Reply.json(status, Map.of("error", code, "error_description", description));
  }
}
