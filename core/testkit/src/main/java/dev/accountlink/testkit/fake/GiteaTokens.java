package dev.accountlink.testkit.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.accountlink.testkit.fake.IssuedGrants.Grant;
import dev.accountlink.testkit.fake.IssuedGrants.Refresh;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The back channel of the fake Gitea: metadata, keys, tokens, UserInfo and introspection. */
final class GiteaTokens {
  private static final String OAUTH = "/login/oauth";
  private static final IssuedGrants.Prefixes PREFIXES =
      new IssuedGrants.Prefixes(jwtLike("access"), jwtLike("refresh"));
  private final FakeGitea forge;

  GiteaTokens(FakeGitea forge) {
    this.forge = forge;
  }

  void open() {
    forge.server.route(
        Endpoint.DISCOVERY,
        forge.path("/.well-known/openid-configuration"),
        http -> Reply.json(200, metadata()));
    forge.server.route(
        Endpoint.JWKS,
        forge.path(OAUTH + "/keys"),
        http -> Reply.json(200, forge.keys.publicSet()));
    forge.server.route(Endpoint.TOKEN, forge.path(OAUTH + "/access_token"), this::token);
    forge.server.route(Endpoint.USERINFO, forge.path(OAUTH + "/userinfo"), this::userInfo);
    forge.server.route(Endpoint.INTROSPECT, forge.path(OAUTH + "/introspect"), this::introspect);
  }

  /** It says nothing of client authentication and promises no {@code iss}. */
  private Map<String, ?> metadata() {
    Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
    metadata.put("issuer", forge.issuer());
    metadata.put("authorization_endpoint", forge.url(OAUTH + "/authorize"));
    metadata.put("token_endpoint", forge.url(OAUTH + "/access_token"));
    metadata.put("jwks_uri", forge.url(OAUTH + "/keys"));
    metadata.put("userinfo_endpoint", forge.url(OAUTH + "/userinfo"));
    metadata.put("introspection_endpoint", forge.url(OAUTH + "/introspect"));
    metadata.put("response_types_supported", List.of("code", "id_token"));
    metadata.put("id_token_signing_alg_values_supported", List.of("RS256"));
    metadata.put("subject_types_supported", List.of("public"));
    metadata.put("scopes_supported", List.of("openid", "profile", "email", "groups"));
    metadata.put("code_challenge_methods_supported", List.of("plain", "S256"));
    metadata.put("grant_types_supported", List.of("authorization_code", "refresh_token"));
    return metadata;
  }

  private Reply token(RecordedRequest http) {
    Map<String, String> credentials = credentials(http);
    String clientId = credentials.getOrDefault("client_id", "");
    Optional<FakeClient> client = forge.client(clientId);
    if (client.isEmpty()) {
      return error("invalid_client", "cannot load client with client id: '" + clientId + "'");
    }
    String secret = credentials.getOrDefault("client_secret", "");
    if (!client.get().secret().equals(secret)) {
      return error(
          "unauthorized_client",
          secret.isEmpty() ? "invalid empty client secret" : "invalid client secret");
    }
    if (http.formParam("grant_type").equals(Optional.of("refresh_token"))) {
      return refreshed(http.formParam("refresh_token").orElse(""), client.get());
    }
    if (!http.formParam("grant_type").equals(Optional.of("authorization_code"))) {
      return error(
          "unsupported_grant_type",
          "Only refresh_token or authorization_code grant type is supported");
    }
    Optional<String> redirectUri = http.formParam("redirect_uri");
    if (redirectUri.isPresent() && !FakeGitea.isRegistered(client.get(), redirectUri.get())) {
      return error("unauthorized_client", "unexpected redirect URI");
    }
    return redeem(http, client.get(), http.formParam("code").orElse(""));
  }

  private Reply redeem(RecordedRequest http, FakeClient client, String code) {
    boolean used = forge.grants.wasUsed(code);
    Optional<Grant> grant = forge.grants.redeem(code);
    Optional<Person> person = grant.flatMap(found -> forge.person(found.subject()));
    if (grant.isEmpty() || person.isEmpty()) {
      return used && forge.flavour() == GiteaFlavour.GITEA
          ? error("invalid_grant", "authorization code already used")
          : error("unauthorized_client", "client is not authorized");
    }
    AuthorizationRequest request = grant.get().request();
    if (grant.get().isExpiredAt(forge.now())) {
      return error("invalid_grant", "authorization code expired");
    }
    if (!isVerified(request, http.formParam("code_verifier").orElse(""))) {
      return error("unauthorized_client", "failed PKCE code challenge");
    }
    if (!http.formParam("redirect_uri").equals(Optional.of(request.redirectUri()))) {
      return error("invalid_grant", "redirect_uri differs from the original authorization request");
    }
    if (!request.client().id().equals(client.id())) {
      return error("invalid_grant", "invalid grant");
    }
    return granted(forge.grants.issue(code, grant.get(), PREFIXES), grant.get(), person.get());
  }

  private Reply refreshed(String token, FakeClient client) {
    Refresh refresh = forge.grants.refresh(token, client, PREFIXES);
    if (refresh instanceof Refresh.Given given) {
      Optional<Person> person = forge.person(given.grant().subject());
      return person.isPresent()
          ? granted(given.pair(), given.grant(), person.get())
          : error("invalid_request", "cannot find user");
    }
    return switch (((Refresh.Refused) refresh).flaw()) {
      case UNKNOWN, EXPIRED -> error("unauthorized_client", "unable to parse refresh token");
      case USED, USED_LONG_AGO -> error("unauthorized_client", "token was already used");
      case ENDED, OF_ANOTHER_CLIENT -> error("invalid_grant", "grant does not exist");
    };
  }

  /** In the form, in the header, or in both with the same values; nothing is decoded. */
  private static Map<String, String> credentials(RecordedRequest http) {
    Map<String, String> found = new LinkedHashMap<>();
    basic(http).forEach(found::put);
    for (String name : List.of("client_id", "client_secret")) {
      http.formParam(name).ifPresent(value -> found.merge(name, value, GiteaTokens::same));
    }
    return found;
  }

  private static String same(String one, String other) {
    return one.equals(other) ? one : "";
  }

  private static Map<String, String> basic(RecordedRequest http) {
    return http.header("authorization")
        .filter(value -> value.startsWith("Basic "))
        .map(
            value ->
                new String(Base64.getDecoder().decode(value.substring(6)), UTF_8).split(":", 2))
        .filter(pair -> pair.length == 2)
        .map(pair -> Map.of("client_id", pair[0], "client_secret", pair[1]))
        .orElse(Map.of());
  }

  /** A verifier without a challenge is passed over. */
  private static boolean isVerified(AuthorizationRequest request, String verifier) {
    String method = request.parameter("code_challenge_method").orElse("");
    Optional<String> challenge = request.parameter("code_challenge");
    return method.isEmpty()
        || challenge.equals(
            Optional.of(method.equals("S256") ? PkceCheck.challenge(verifier) : verifier));
  }

  private Reply granted(IssuedGrants.Pair pair, Grant grant, Person person) {
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("access_token", pair.access());
    answer.put("token_type", "bearer");
    answer.put("expires_in", forge.tokens().accessSeconds());
    pair.refresh().ifPresent(refresh -> answer.put("refresh_token", refresh));
    if (grant.scopes().contains("openid")) {
      String idToken = forge.keys.sign(claims(grant, person));
      forge.grants.remember(idToken);
      answer.put("id_token", idToken);
    }
    return Reply.json(200, answer);
  }

  private static String jwtLike(String kind) {
    Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
    return encoder.encodeToString("{\"alg\":\"RS256\",\"typ\":\"JWT\"}".getBytes(UTF_8))
        + "."
        + encoder.encodeToString(("{\"gnt\":1,\"tt\":\"" + kind + "\"}").getBytes(UTF_8))
        + ".";
  }

  /** {@code email_verified} is there with the scope, and only for whoever is active. */
  private Map<String, @Nullable Object> claims(Grant grant, Person person) {
    Map<String, @Nullable Object> claims = new LinkedHashMap<>();
    claims.put("iss", forge.issuer());
    claims.put("sub", FakeGitea.number(person));
    claims.put("aud", List.of(grant.request().client().id()));
    claims.put("exp", forge.now().getEpochSecond() + forge.tokens().accessSeconds());
    claims.put("iat", forge.now().getEpochSecond());
    forge.nonce(grant.request(), person).ifPresent(nonce -> claims.put("nonce", nonce));
    if (grant.scopes().contains("profile")) {
      claims.put("name", person.displayName());
      claims.put("preferred_username", person.login());
    }
    if (grant.scopes().contains("email")) {
      person.primaryEmail().ifPresent(email -> claims.put("email", email.address()));
      if (!person.suspended()) {
        claims.put("email_verified", true);
      }
    }
    if (grant.scopes().contains("groups")) {
      claims.put("groups", GiteaApi.names(person));
    }
    return claims;
  }

  /** The address without a word whether it is proven, whatever the scopes. */
  private Reply userInfo(RecordedRequest http) {
    Optional<Person> person =
        http.bearerToken()
            .flatMap(forge.grants::find)
            .flatMap(grant -> forge.person(grant.subject()));
    if (person.isEmpty()) {
      return Reply.of(401, "text/plain; charset=utf-8", "no valid authorization")
          .with("WWW-Authenticate", "Bearer realm=\"Gitea OAuth2\"");
    }
    Map<String, @Nullable Object> claims = new LinkedHashMap<>();
    claims.put("sub", FakeGitea.number(person.get()));
    claims.put("name", person.get().displayName());
    claims.put("preferred_username", person.get().login());
    claims.put("email", person.get().primaryEmail().map(PersonEmail::address).orElse(""));
    claims.put("picture", person.get().picture());
    claims.put("groups", GiteaApi.names(person.get()));
    return Reply.json(200, claims);
  }

  private Reply introspect(RecordedRequest http) {
    Map<String, String> basic = basic(http);
    Optional<FakeClient> client =
        Optional.ofNullable(basic.get("client_id"))
            .flatMap(forge::client)
            .filter(known -> known.secret().equals(basic.get("client_secret")));
    if (client.isEmpty()) {
      return Reply.of(401, "text/plain; charset=utf-8", "no valid authorization")
          .with("WWW-Authenticate", "Basic realm=\"Gitea OAuth2\"");
    }
    Optional<Grant> grant = http.formParam("token").flatMap(forge.grants::find);
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("active", grant.isPresent());
    grant.ifPresent(
        found -> {
          answer.put("scope", String.join(" ", found.scopes()));
          forge.person(found.subject()).ifPresent(one -> answer.put("username", one.login()));
          answer.put("iss", forge.issuer());
          answer.put("sub", found.subject());
          answer.put("aud", List.of(found.request().client().id()));
        });
    return Reply.json(200, answer);
  }

  private static Reply error(String code, String description) {
    return Reply.json(400, Map.of("error", code, "error_description", description));
  }
}
