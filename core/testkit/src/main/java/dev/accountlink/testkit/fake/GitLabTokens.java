package dev.accountlink.testkit.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.accountlink.testkit.fake.IssuedGrants.Grant;
import dev.accountlink.testkit.fake.IssuedGrants.Refresh;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The back channel of the fake GitLab: metadata, keys, tokens, UserInfo, and what ends them. */
final class GitLabTokens {
  private static final IssuedGrants.Prefixes PREFIXES = new IssuedGrants.Prefixes("", "");
  private static final long ID_TOKEN_SECONDS = 120;
  private final FakeGitLab forge;

  GitLabTokens(FakeGitLab forge) {
    this.forge = forge;
  }

  void open() {
    route(Endpoint.DISCOVERY, "/.well-known/openid-configuration", http -> metadata());
    route(Endpoint.JWKS, "/oauth/discovery/keys", http -> Reply.json(200, forge.keys.publicSet()));
    route(Endpoint.TOKEN, "/oauth/token", this::token);
    route(Endpoint.USERINFO, "/oauth/userinfo", this::userInfo);
    route(Endpoint.TOKEN_INFO, "/oauth/token/info", this::tokenInfo);
    route(Endpoint.INTROSPECT, "/oauth/introspect", this::introspect);
    route(Endpoint.REVOKE, "/oauth/revoke", this::revoke);
  }

  private void route(Endpoint endpoint, String path, Function<RecordedRequest, Reply> handler) {
    forge.server.route(endpoint, forge.path(path), handler);
  }

  /** It promises no {@code iss}. */
  private Reply metadata() {
    Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
    metadata.put("issuer", forge.issuer());
    metadata.put("authorization_endpoint", forge.url("/oauth/authorize"));
    metadata.put("token_endpoint", forge.url("/oauth/token"));
    metadata.put("revocation_endpoint", forge.url("/oauth/revoke"));
    metadata.put("introspection_endpoint", forge.url("/oauth/introspect"));
    metadata.put("userinfo_endpoint", forge.url("/oauth/userinfo"));
    metadata.put("jwks_uri", forge.url("/oauth/discovery/keys"));
    metadata.put("scopes_supported", GitLabScopes.ALL);
    metadata.put("response_types_supported", List.of("code"));
    metadata.put("response_modes_supported", List.of("query", "fragment", "form_post"));
    metadata.put("grant_types_supported", List.of("authorization_code", "refresh_token"));
    metadata.put(
        "token_endpoint_auth_methods_supported",
        List.of("client_secret_basic", "client_secret_post"));
    metadata.put("subject_types_supported", List.of("public"));
    metadata.put("id_token_signing_alg_values_supported", List.of("RS256"));
    metadata.put("claim_types_supported", List.of("normal"));
    metadata.put("code_challenge_methods_supported", List.of("plain", "S256"));
    return Reply.json(200, metadata);
  }

  private Reply token(RecordedRequest http) {
    if (http.header("authorization").isPresent() && http.formParam("client_secret").isPresent()) {
      return error(
          400,
          "invalid_request",
          "The request utilizes more than one mechanism for authenticating the client.");
    }
    Optional<FakeClient> client = authenticate(http);
    if (client.isEmpty()) {
      return error(
              401,
              "invalid_client",
              "Client authentication failed due to unknown client, no client authentication"
                  + " included, or unsupported authentication method.")
          .with("WWW-Authenticate", "Bearer realm=\"Doorkeeper\", error=\"invalid_client\"");
    }
    if (http.formParam("grant_type").equals(Optional.of("refresh_token"))) {
      return refreshed(http.formParam("refresh_token").orElse(""), client.get());
    }
    if (!http.formParam("grant_type").equals(Optional.of("authorization_code"))) {
      return error(
          400,
          "unsupported_grant_type",
          "The authorization grant type is not supported by the authorization server.");
    }
    String code = http.formParam("code").orElse("");
    Optional<Grant> grant =
        forge.grants.redeem(code).filter(found -> isGood(found, client.get(), http));
    Optional<Person> person = grant.flatMap(found -> forge.person(found.subject()));
    if (grant.isEmpty() || person.isEmpty()) {
      return invalidGrant();
    }
    return person.get().suspended()
        ? tripped()
        : granted(forge.grants.issue(code, grant.get(), PREFIXES), grant.get(), person.get());
  }

  private Reply refreshed(String token, FakeClient client) {
    if (!(forge.grants.refresh(token, client, PREFIXES) instanceof Refresh.Given given)) {
      return invalidGrant();
    }
    Optional<Person> person = forge.person(given.grant().subject());
    if (person.isEmpty()) {
      return invalidGrant();
    }
    return person.get().suspended()
        ? tripped()
        : granted(given.pair(), given.grant(), person.get());
  }

  private static Reply invalidGrant() {
    return error(
        400,
        "invalid_grant",
        "The provided authorization grant is invalid, expired, revoked, does not match the"
            + " redirection URI used in the authorization request, or was issued to another"
            + " client.");
  }

  /** Only active users have ID tokens, and GitLab trips over the one who is missing. */
  private static Reply tripped() {
    return Reply.html(500, "<h1>500</h1><p>We're sorry. Something went wrong on our end.</p>");
  }

  /** The header or the form; what stands in the header is not decoded. */
  private Optional<FakeClient> authenticate(RecordedRequest http) {
    Map<String, String> found = new LinkedHashMap<>();
    for (String name : List.of("client_id", "client_secret")) {
      http.formParam(name).ifPresent(value -> found.put(name, value));
    }
    http.header("authorization")
        .filter(value -> value.startsWith("Basic "))
        .map(value -> new String(Base64.getDecoder().decode(value.substring(6)), UTF_8))
        .map(pair -> pair.split(":", 2))
        .filter(pair -> pair.length == 2)
        .ifPresent(pair -> found.putAll(Map.of("client_id", pair[0], "client_secret", pair[1])));
    return forge
        .client(found.getOrDefault("client_id", ""))
        .filter(client -> client.secret().equals(found.get("client_secret")));
  }

  private boolean isGood(Grant grant, FakeClient client, RecordedRequest http) {
    return grant.request().client().id().equals(client.id())
        && !grant.isExpiredAt(forge.now())
        && http.formParam("redirect_uri").equals(Optional.of(grant.request().redirectUri()))
        && isVerified(grant.request(), http.formParam("code_verifier"));
  }

  private static boolean isVerified(AuthorizationRequest request, Optional<String> verifier) {
    return request.parameter("code_challenge_method").equals(Optional.of("plain"))
        ? verifier.equals(request.parameter("code_challenge"))
        : PkceCheck.holds(request, verifier);
  }

  private Reply granted(IssuedGrants.Pair pair, Grant grant, Person person) {
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("access_token", pair.access());
    answer.put("token_type", "Bearer");
    answer.put("expires_in", forge.tokens().accessSeconds());
    pair.refresh().ifPresent(refresh -> answer.put("refresh_token", refresh));
    if (forge.hasScopeInAnswer()) {
      answer.put("scope", String.join(" ", grant.scopes()));
    }
    answer.put("created_at", forge.now().getEpochSecond());
    if (grant.scopes().contains("openid")) {
      String idToken = forge.keys.sign(idToken(grant, person));
      forge.grants.remember(idToken);
      answer.put("id_token", idToken);
    }
    return Reply.json(200, answer).with("Cache-Control", "no-store");
  }

  private Map<String, @Nullable Object> idToken(Grant grant, Person person) {
    long now = forge.now().getEpochSecond();
    Map<String, @Nullable Object> claims = new LinkedHashMap<>();
    claims.put("iss", forge.issuer());
    claims.put("sub", person.subject());
    claims.put("aud", grant.request().client().id());
    claims.put("exp", now + ID_TOKEN_SECONDS);
    claims.put("iat", now);
    grant.request().parameter("nonce").ifPresent(nonce -> claims.put("nonce", nonce));
    claims.put("auth_time", grant.authenticatedAt().getEpochSecond());
    claims.putAll(GitLabClaims.inBoth(grant, person));
    claims.put("groups_direct", GitLabClaims.paths(person));
    return claims;
  }

  private Reply userInfo(RecordedRequest http) {
    Optional<Grant> grant = http.bearerToken().flatMap(forge.grants::find);
    Optional<Person> person = grant.flatMap(found -> forge.person(found.subject()));
    if (grant.isEmpty() || person.isEmpty()) {
      return Reply.of(401, "text/html", "")
          .with("WWW-Authenticate", "Bearer realm=\"Doorkeeper\", error=\"invalid_token\"");
    }
    if (!grant.get().scopes().contains("openid")) {
      return Reply.of(403, "text/html", "");
    }
    return person.get().suspended()
        ? Reply.html(500, "<h1>500</h1>")
        : Reply.json(200, GitLabClaims.userInfo(forge, grant.get(), person.get()));
  }

  private Reply tokenInfo(RecordedRequest http) {
    Optional<Grant> grant = http.bearerToken().flatMap(forge.grants::find);
    if (grant.isEmpty()) {
      return error(400, "invalid_request", "The request is missing a required parameter.");
    }
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("resource_owner_id", Long.valueOf(grant.get().subject()));
    answer.put("scope", List.copyOf(grant.get().scopes()));
    answer.put("expires_in", forge.tokens().accessSeconds());
    answer.put("application", Map.of("uid", grant.get().request().client().id()));
    answer.put("created_at", grant.get().issuedAt().getEpochSecond());
    answer.put("scopes", List.copyOf(grant.get().scopes()));
    answer.put("expires_in_seconds", forge.tokens().accessSeconds());
    return Reply.json(200, answer);
  }

  private Reply introspect(RecordedRequest http) {
    if (authenticate(http).isEmpty()) {
      return error(401, "invalid_client", "Client authentication failed.");
    }
    Optional<Grant> grant = http.formParam("token").flatMap(forge.grants::find);
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("active", grant.isPresent());
    grant.ifPresent(
        found -> {
          answer.put("scope", String.join(" ", found.scopes()));
          answer.put("client_id", found.request().client().id());
          answer.put("token_type", "Bearer");
        });
    return Reply.json(200, answer);
  }

  /** 200 for a token that nobody knows, 403 for one of another client. */
  private Reply revoke(RecordedRequest http) {
    Optional<FakeClient> client = authenticate(http);
    String token = http.formParam("token").orElse("");
    boolean foreign =
        forge
            .grants
            .ofToken(token)
            .filter(grant -> client.filter(grant.request().client()::equals).isEmpty())
            .isPresent();
    if (client.isEmpty() || foreign) {
      return error(403, "unauthorized_client", "You are not authorized to revoke this token");
    }
    forge.grants.revoke(token);
    return Reply.json(200, Map.of());
  }

  private static Reply error(int status, String code, String description) {
    return Reply.json(status, Map.of("error", code, "error_description", description));
  }
}
