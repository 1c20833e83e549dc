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
import java.util.stream.Collectors;

/**
 * A fake Bitbucket Cloud, with the API below {@code /2.0} of its own address, so that one port
 * serves both.
 *
 * <p>What a token may do is ticked at the client ({@link #tick}); {@code scope} in a request is not
 * looked at, nor are {@code prompt} and PKCE. The callback has to begin with the registered one. A
 * client that shows its secret in the form gets a page of HTML.
 */
public final class FakeBitbucket extends FakeForge {
  private static final IssuedGrants.Prefixes PREFIXES = new IssuedGrants.Prefixes("s5", "r5");
  private static final Map<String, String> API_TOKEN_SCOPES =
      Map.of(
          "read:user:bitbucket", "account",
          "read:workspace:bitbucket", "team",
          "read:repository:bitbucket", "repository",
          "write:repository:bitbucket", "repository:write",
          "admin:repository:bitbucket", "repository:admin");

  private static final Set<String> USUAL_TICKS = Set.of("email", "account", "team");
  private final Map<String, Set<String>> ticks = new ConcurrentHashMap<>();
  private volatile boolean usernames = true;

  private FakeBitbucket(FakeAddress address) {
    super(address, "Demo Bitbucket");
    TokenDesk.open(
        this,
        "/manage-profile/security/api-tokens",
        "read:user:bitbucket",
        "read:workspace:bitbucket",
        "read:repository:bitbucket",
        "admin:repository:bitbucket");
    tokens().begin(RefreshTokens.REPEAT, Duration.ofHours(2), Duration.ofDays(90));
    server.route(Endpoint.AUTHORIZE, path("/site/oauth2/authorize"), this::authorize);
    server.route(Endpoint.TOKEN, path("/site/oauth2/access_token"), this::token);
    new BitbucketApi(this).open();
    new BitbucketRepositoriesApi(this).open();
  }

  /** Starts on any free port. */
  public static FakeBitbucket start() {
    return start(FakeAddress.anyPort());
  }

  /** Starts at this address. */
  public static FakeBitbucket start(FakeAddress address) {
    return new FakeBitbucket(address);
  }

  /** The uuid, braces included, of the person or workspace with this number. */
  public static String uuid(String number) {
    return "{00000000-0000-4000-8000-%012d}".formatted(Long.valueOf(number));
  }

  /**
   * Ticks exactly these permissions at a client, for tokens from now on. At the start e-mail,
   * reading who somebody is, and workspaces are ticked.
   */
  public void tick(String clientId, String... scopes) {
    ticks.put(clientId, new LinkedHashSet<>(List.of(scopes)));
  }

  /** Leaves out {@code username} from now on, as Bitbucket may. */
  public void omitUsernames() {
    usernames = false;
  }

  boolean tellsUsernames() {
    return usernames;
  }

  private Set<String> ticked(FakeClient client) {
    return ticks.getOrDefault(client.id(), USUAL_TICKS);
  }

  private Reply authorize(RecordedRequest http) {
    Map<String, List<String>> parameters = http.parameters();
    Optional<FakeClient> client = first(parameters, "client_id").flatMap(this::client);
    if (client.isEmpty()) {
      return ConsentPage.message(
          this, 400, "Invalid client_id", "This integration is misconfigured. Tell its vendor.");
    }
    String registered = client.get().redirectUris().get(0);
    String redirectUri = first(parameters, "redirect_uri").orElse(registered);
    if (!redirectUri.startsWith(registered)) {
      return ConsentPage.message(
          this, 400, "Invalid redirect_uri", "This integration is misconfigured. Tell its vendor.");
    }
    AuthorizationRequest request =
        new AuthorizationRequest(client.get(), redirectUri, ticked(client.get()), parameters);
    if (!request.parameter("response_type").equals(Optional.of("code"))) {
      return refused(request, "unsupported_response_type", "Only code is known here.");
    }
    return decide(request, http);
  }

  private static Optional<String> first(Map<String, List<String>> parameters, String name) {
    return parameters.getOrDefault(name, List.of()).stream().findFirst();
  }

  /** Nobody can grant fewer scopes than are ticked. */
  @Override
  Reply approved(
      AuthorizationRequest request, Person person, Instant authenticatedAt, Set<String> scopes) {
    String code =
        grants.issueCode(
            new Grant(request, person.subject(), request.scopes(), authenticatedAt, now()));
    return answer(request, List.of(Map.entry("code", code)));
  }

  @Override
  Reply refused(AuthorizationRequest request, String error, String description) {
    String text =
        error.equals("access_denied") ? "The resource owner denied the request" : description;
    return answer(
        request, List.of(Map.entry("error_description", text), Map.entry("error", error)));
  }

  private static Reply answer(
      AuthorizationRequest request, List<Map.Entry<String, String>> members) {
    List<Map.Entry<String, String>> answer = new ArrayList<>();
    request.parameter("state").ifPresent(state -> answer.add(Map.entry("state", state)));
    answer.addAll(members);
    return Reply.redirect(302, FormCodec.append(request.redirectUri(), answer));
  }

  private Reply token(RecordedRequest http) {
    if (http.header("authorization").filter(value -> value.startsWith("Basic ")).isEmpty()) {
      return Reply.html(401, "<!DOCTYPE html><html><body><h1>Log in</h1></body></html>");
    }
    Optional<FakeClient> client = ClientCheck.authenticate(this, http);
    if (client.isEmpty()) {
      return error("unauthorized_client", "Invalid OAuth client credentials");
    }
    if (http.formParam("grant_type").equals(Optional.of("refresh_token"))) {
      return refreshed(http.formParam("refresh_token").orElse(""), client.get());
    }
    if (!http.formParam("grant_type").equals(Optional.of("authorization_code"))) {
      return error("unsupported_grant_type", "Unsupported grant type");
    }
    String code = http.formParam("code").orElse("");
    Optional<Grant> grant = grants.redeem(code).filter(found -> isGood(found, client.get(), http));
    if (grant.isEmpty()) {
      return error("invalid_grant", "The specified code is not valid.");
    }
    return given(grant.get(), grants.issue(code, grant.get(), PREFIXES), "authorization_code");
  }

  private Reply refreshed(String token, FakeClient client) {
    return grants.refresh(token, client, PREFIXES) instanceof IssuedGrants.Refresh.Given given
        ? given(given.grant(), given.pair(), "refresh_token")
        : error("invalid_grant", "Invalid refresh_token");
  }

  private Reply given(Grant grant, IssuedGrants.Pair pair, String state) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("access_token", pair.access());
    answer.put("scopes", String.join(" ", grant.scopes()));
    answer.put("expires_in", tokens().accessSeconds());
    pair.refresh().ifPresent(refresh -> answer.put("refresh_token", refresh));
    answer.put("token_type", "bearer");
    answer.put("state", state);
    return Reply.json(200, answer);
  }

  /** The callback is named here exactly when it was named in the browser. */
  private boolean isGood(Grant grant, FakeClient client, RecordedRequest http) {
    return grant.request().client().id().equals(client.id())
        && !grant.isExpiredAt(now())
        && http.formParam("redirect_uri").equals(grant.request().parameter("redirect_uri"));
  }

  private static Reply error(String code, String description) {
    Map<String, String> answer = new LinkedHashMap<>();
    answer.put("error_description", description);
    answer.put("error", code);
    return Reply.json(400, answer);
  }

  /** {@code prompt} is not looked at. */
  @Override
  boolean mustAsk(AuthorizationRequest request, Instant authenticatedAt) {
    return false;
  }

  @Override
  Optional<String> gitUserOfPersonal() {
    return Optional.of("x-bitbucket-api-token-auth");
  }

  @Override
  Optional<String> gitUser() {
    return Optional.of("x-token-auth");
  }

  @Override
  List<String> inWords(Set<String> scopes) {
    return BitbucketApi.inWords(scopes);
  }

  @Override
  String personalPrefix() {
    return "ATATT3xF";
  }

  /** Beside the address of its own account only. */
  @Override
  Optional<String> shownPersonal(RecordedRequest http) {
    return http.basic()
        .filter(
            pair ->
                people().stream()
                    .flatMap(person -> person.primaryEmail().stream())
                    .anyMatch(email -> email.address().equals(pair.name())))
        .map(RecordedRequest.NameAndPassword::password);
  }

  /** None includes another. */
  @Override
  Set<String> scopesOfPersonal(Set<String> scopes) {
    return scopes.stream()
        .map(scope -> API_TOKEN_SCOPES.getOrDefault(scope, scope))
        .collect(Collectors.toSet());
  }
}
