package dev.accountlink.testkit.fake;

import dev.accountlink.testkit.fake.IssuedGrants.Grant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A fake Bitbucket Data Center with incoming application links.
 *
 * <p>Codes live ten seconds. A request may ask for what is ticked at the client ({@link #tick}) and
 * for what that includes. No address says who somebody is; answers to a good token name the user in
 * {@code X-AUSERNAME}, and answers to another one name nobody.
 */
public final class FakeBitbucketDataCenter extends FakeForge {
  private static final IssuedGrants.Prefixes PREFIXES = new IssuedGrants.Prefixes("eyJ", "eyJ");
  private static final Duration CODE_LIFETIME = Duration.ofSeconds(10);

  /** Each includes those before it. */
  private static final List<String> SCOPES =
      List.of("PUBLIC_REPOS", "REPO_READ", "REPO_WRITE", "REPO_ADMIN", "PROJECT_ADMIN");

  private static final Map<String, String> WORDS =
      Map.of(
          "PUBLIC_REPOS", "See your name and e-mail address, and public repositories",
          "REPO_READ", "Read the repositories that you can see",
          "REPO_WRITE", "Change the repositories that you can change",
          "REPO_ADMIN", "Administer the repositories that you administer",
          "PROJECT_ADMIN", "Administer the projects that you administer");

  private final Map<String, String> ticks = new ConcurrentHashMap<>();

  private FakeBitbucketDataCenter(FakeAddress address) {
    super(address, "Demo Bitbucket Data Center");
    tokens().begin(RefreshTokens.ROTATE, Duration.ofHours(1), Duration.ofDays(90));
    server.route(Endpoint.AUTHORIZE, path("/rest/oauth2/latest/authorize"), this::authorize);
    server.route(Endpoint.TOKEN, path("/rest/oauth2/latest/token"), this::token);
    new BitbucketDirectory(this).open();
    new BitbucketDataCenterApi(this).open();
  }

  /** Starts on any free port. */
  public static FakeBitbucketDataCenter start() {
    return start(FakeAddress.anyPort());
  }

  /** Starts at this address. */
  public static FakeBitbucketDataCenter start(FakeAddress address) {
    return new FakeBitbucketDataCenter(address);
  }

  /** Ticks this permission at a client, and with it the lesser ones; at the start none is. */
  public void tick(String clientId, String scope) {
    ticks.put(clientId, scope);
  }

  private static Set<String> withLesser(String scope) {
    return new LinkedHashSet<>(SCOPES.subList(0, SCOPES.indexOf(scope) + 1));
  }

  private Reply authorize(RecordedRequest http) {
    Map<String, List<String>> parameters = http.parameters();
    Optional<FakeClient> client = first(parameters, "client_id").flatMap(this::client);
    Optional<String> redirectUri = first(parameters, "redirect_uri");
    if (client.isEmpty() || redirectUri.filter(client.get().redirectUris()::contains).isEmpty()) {
      return ConsentPage.message(
          this, 400, "Invalid request", "The client or its redirect URL is not registered here.");
    }
    AuthorizationRequest request =
        new AuthorizationRequest(
            client.get(),
            redirectUri.get(),
            OpenIdScopes.parse(first(parameters, "scope").orElse("")),
            parameters);
    if (!request.parameter("response_type").equals(Optional.of("code"))) {
      return refused(request, "unsupported_response_type", "Only code is supported.");
    }
    Set<String> allowed = withLesser(ticks.getOrDefault(client.get().id(), "PUBLIC_REPOS"));
    if (request.scopes().isEmpty() || !allowed.containsAll(request.scopes())) {
      return refused(request, "invalid_scope", "The requested scope is invalid.");
    }
    if (!PkceCheck.isAcceptable(request)) {
      return refused(request, "invalid_request", "The code challenge method is invalid.");
    }
    return decide(request, http);
  }

  private static Optional<String> first(Map<String, List<String>> parameters, String name) {
    return parameters.getOrDefault(name, List.of()).stream().findFirst();
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

  private static Reply answer(
      AuthorizationRequest request, List<Map.Entry<String, String>> members) {
    List<Map.Entry<String, String>> answer = new ArrayList<>(members);
    request.parameter("state").ifPresent(state -> answer.add(Map.entry("state", state)));
    return Reply.redirect(302, FormCodec.append(request.redirectUri(), answer));
  }

  private Reply token(RecordedRequest http) {
    Optional<FakeClient> client =
        http.header("authorization").isPresent()
            ? Optional.empty()
            : ClientCheck.authenticate(this, http);
    if (client.isEmpty()) {
      return error(401, "invalid_client", "Client authentication failed.");
    }
    if (http.formParam("grant_type").equals(Optional.of("refresh_token"))) {
      return refreshed(http.formParam("refresh_token").orElse(""), client.get());
    }
    if (!http.formParam("grant_type").equals(Optional.of("authorization_code"))) {
      return error(400, "unsupported_grant_type", "The grant type is not supported.");
    }
    String code = http.formParam("code").orElse("");
    Optional<Grant> grant = grants.redeem(code).filter(found -> isGood(found, client.get(), http));
    if (grant.isEmpty()) {
      return error(400, "invalid_grant", "The authorization code is invalid or expired.");
    }
    return given(grant.get(), grants.issue(code, grant.get(), PREFIXES));
  }

  private Reply refreshed(String token, FakeClient client) {
    return grants.refresh(token, client, PREFIXES) instanceof IssuedGrants.Refresh.Given given
        ? given(given.grant(), given.pair())
        : error(400, "invalid_grant", "The refresh token is invalid or expired.");
  }

  private Reply given(Grant grant, IssuedGrants.Pair pair) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("access_token", pair.access());
    answer.put("token_type", "bearer");
    answer.put("expires_in", tokens().accessSeconds());
    pair.refresh().ifPresent(refresh -> answer.put("refresh_token", refresh));
    answer.put("created_at", now().getEpochSecond());
    answer.put("scope", String.join(" ", grant.scopes()));
    return Reply.json(200, answer);
  }

  private boolean isGood(Grant grant, FakeClient client, RecordedRequest http) {
    return grant.request().client().id().equals(client.id())
        && !now().isAfter(grant.issuedAt().plus(CODE_LIFETIME))
        && http.formParam("redirect_uri").equals(Optional.of(grant.request().redirectUri()))
        && PkceCheck.holds(grant.request(), http.formParam("code_verifier"));
  }

  private static Reply error(int status, String code, String description) {
    Map<String, String> answer = new LinkedHashMap<>();
    answer.put("error", code);
    answer.put("error_description", description);
    return Reply.json(status, answer);
  }

  /** {@code prompt} is not looked at. */
  @Override
  boolean mustAsk(AuthorizationRequest request, Instant authenticatedAt) {
    return false;
  }

  @Override
  List<String> inWords(Set<String> scopes) {
    return scopes.stream().map(scope -> WORDS.getOrDefault(scope, scope)).toList();
  }
}
