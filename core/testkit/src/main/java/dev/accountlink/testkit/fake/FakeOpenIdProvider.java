package dev.accountlink.testkit.fake;

import com.nimbusds.jose.jwk.JWKSet;
import dev.accountlink.testkit.fake.IssuedGrants.Grant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A fake OpenID Connect provider: discovery, code flow with PKCE, RS256 ID tokens, UserInfo, {@code
 * form_post}, RFC 9207 and key rotation.
 *
 * <p>Its issuer is its base address. An honest one until a BadOp takes it over.
 */
public final class FakeOpenIdProvider extends FakeForge {
  final SigningKeys keys = new SigningKeys();
  private final OpenIdTokens tokens;
  private final OpenIdTwist twist;
  private volatile IssParameter issParameter = IssParameter.CORRECT;
  private volatile boolean advertiseIss = true;
  private volatile boolean requirePkce;

  private FakeOpenIdProvider(FakeAddress address, OpenIdTwist twist) {
    super(address, "Demo OpenID");
    this.twist = twist;
    this.tokens = new OpenIdTokens(this, keys, twist);
    tokens().begin(RefreshTokens.MULTIPLY, Duration.ofMinutes(5), Duration.ofMinutes(30));
    server.route(
        Endpoint.DISCOVERY,
        path("/.well-known/openid-configuration"),
        http -> Reply.json(200, twist.metadata(OpenIdMetadata.of(this, advertiseIss))));
    server.route(Endpoint.JWKS, path("/jwks"), http -> Reply.json(200, keys.publicSet()));
    server.route(Endpoint.AUTHORIZE, path("/authorize"), this::authorize);
    tokens.open();
  }

  /** Starts on any free port with the base address as issuer. */
  public static FakeOpenIdProvider start() {
    return start(FakeAddress.anyPort());
  }

  /**
   * Starts at this address; its path, with or without a slash at the end, is part of the issuer.
   */
  public static FakeOpenIdProvider start(FakeAddress address) {
    return new FakeOpenIdProvider(address, OpenIdTwist.NONE);
  }

  static FakeOpenIdProvider start(FakeAddress address, OpenIdTwist twist) {
    return new FakeOpenIdProvider(address, twist);
  }

  /** The issuer: the base address. */
  public String issuer() {
    return baseUrl();
  }

  /** Refuses authorization requests without an S256 challenge from now on, or not. */
  public void requirePkce(boolean required) {
    requirePkce = required;
  }

  /** What to send as {@code iss} from now on. */
  public void sendIss(IssParameter kind) {
    issParameter = kind;
  }

  /** Whether the metadata promises an {@code iss} parameter. */
  public void advertiseIss(boolean promised) {
    advertiseIss = promised;
  }

  /** Whether e-mail claims stand in the ID token too and not in UserInfo alone. */
  public void emailsInIdToken(boolean there) {
    tokens.emailsInIdToken(there);
  }

  /** Whether profile claims stand in the ID token too and not in UserInfo alone. */
  public void profileInIdToken(boolean there) {
    tokens.profileInIdToken(there);
  }

  /** What ID token comes with a refresh from now on. */
  public void idTokenOfRefresh(RefreshedIdToken kind) {
    tokens.idTokenOfRefresh(kind);
  }

  /** Replaces the signing key; the former one disappears from the key set at once. */
  public void rotateKey() {
    keys.rotate();
  }

  /** Publishes a second key and signs with it; the former one stays in the key set. */
  public void addKey() {
    keys.addAnother();
  }

  /** Whether keys and ID tokens carry a key id. */
  public void nameKeys(boolean withKeyId) {
    keys.nameThem(withKeyId);
  }

  /** How often the metadata were read. */
  public int discoveryCalls() {
    return count(Endpoint.DISCOVERY);
  }

  /** How often the keys were read. */
  public int jwksCalls() {
    return count(Endpoint.JWKS);
  }

  /** How often UserInfo was asked. */
  public int userinfoCalls() {
    return count(Endpoint.USERINFO);
  }

  /** Serves the keys at one path more. */
  void alsoServeKeysAt(String keysPath) {
    server.route(Endpoint.JWKS, path(keysPath), http -> Reply.json(200, keys.publicSet()));
  }

  /** Serves a key that is not this provider's, which a token's header may point to. */
  void serveStrangersKeyAt(String keysPath) {
    keys.makeStrangersKey();
    server.route(
        Endpoint.OTHER,
        path(keysPath),
        http -> Reply.json(200, new JWKSet(keys.strangersKey()).toJSONObject(true)));
  }

  private Reply authorize(RecordedRequest http) {
    Map<String, List<String>> parameters = http.parameters();
    Optional<FakeClient> client =
        parameters.getOrDefault("client_id", List.of()).stream().findFirst().flatMap(this::client);
    Optional<String> redirectUri =
        parameters.getOrDefault("redirect_uri", List.of()).stream().findFirst();
    if (client.isEmpty()
        || redirectUri.isEmpty()
        || !client.get().redirectUris().contains(redirectUri.get())) {
      return ConsentPage.message(
          this,
          400,
          "This application is not registered in this way",
          "The client or its callback address is unknown here, so you are not sent back to it.");
    }
    AuthorizationRequest request =
        new AuthorizationRequest(
            client.get(),
            redirectUri.get(),
            OpenIdScopes.parse(String.join(" ", parameters.getOrDefault("scope", List.of()))),
            parameters);
    Optional<Reply> flaw = flaw(request).map(text -> refused(request, "invalid_request", text));
    return flaw.or(() -> twist.instead(request)).orElseGet(() -> decide(request, http));
  }

  private Optional<String> flaw(AuthorizationRequest request) {
    if (request.parameters().values().stream().anyMatch(values -> values.size() > 1)) {
      return Optional.of("A parameter is there twice.");
    }
    if (!request.parameter("response_type").equals(Optional.of("code"))) {
      return Optional.of("Only response_type=code is supported.");
    }
    if (!request.scopes().contains("openid")) {
      return Optional.of("The scope openid is missing.");
    }
    if (requirePkce && request.parameter("code_challenge").isEmpty()) {
      return Optional.of("A code_challenge is required.");
    }
    return PkceCheck.isAcceptable(request)
        ? Optional.empty()
        : Optional.of("Only the code_challenge_method S256 is supported.");
  }

  @Override
  Reply approved(
      AuthorizationRequest request, Person person, Instant authenticatedAt, Set<String> scopes) {
    String code =
        grants.issueCode(new Grant(request, person.subject(), scopes, authenticatedAt, now()));
    return answer(request, List.of(Map.entry("code", code)));
  }

  @Override
  Reply refused(AuthorizationRequest request, String error, String description) {
    return answer(
        request, List.of(Map.entry("error", error), Map.entry("error_description", description)));
  }

  private Reply answer(AuthorizationRequest request, List<Map.Entry<String, String>> members) {
    List<Map.Entry<String, String>> answer = new ArrayList<>(members);
    request.parameter("state").ifPresent(state -> answer.add(Map.entry("state", state)));
    if (issParameter == IssParameter.CORRECT) {
      answer.add(Map.entry("iss", issuer()));
    } else if (issParameter == IssParameter.WRONG) {
      answer.add(Map.entry("iss", "https://issuer.example.net"));
    }
    List<Map.Entry<String, String>> sent = twist.response(answer);
    if (request.parameter("response_mode").equals(Optional.of("form_post"))) {
      return ConsentPage.formPost(request.redirectUri(), sent);
    }
    return Reply.redirect(303, FormCodec.append(request.redirectUri(), sent));
  }

  @Override
  boolean mustAsk(AuthorizationRequest request, Instant authenticatedAt) {
    boolean tooLongAgo =
        request
            .parameter("max_age")
            .filter(text -> text.matches("[0-9]{1,9}"))
            .map(seconds -> authenticatedAt.plusSeconds(Long.parseLong(seconds)))
            .filter(until -> !now().isBefore(until))
            .isPresent();
    return tooLongAgo || super.mustAsk(request, authenticatedAt);
  }

  @Override
  List<String> inWords(Set<String> scopes) {
    return OpenIdScopes.inWords(scopes);
  }

  @Override
  public void close() {
    super.close();
    keys.close();
  }

  /** As Azure DevOps wants it: the password beside an empty name. */
  @Override
  Optional<String> shownPersonal(RecordedRequest http) {
    return http.basic()
        .filter(pair -> pair.name().isEmpty())
        .map(RecordedRequest.NameAndPassword::password);
  }
}
