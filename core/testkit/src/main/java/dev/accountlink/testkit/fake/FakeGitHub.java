package dev.accountlink.testkit.fake;

import dev.accountlink.testkit.fake.IssuedGrants.Grant;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A fake GitHub in the shape of GitHub Enterprise Server, so that one port serves the pages and the
 * API.
 *
 * <p>Errors of the token endpoint come with status 200, answers are form-encoded unless JSON is
 * asked for, scopes are separated by commas and those that another one includes are left out,
 * callbacks match by prefix: all as docs.github.com describes for OAuth apps.
 */
public final class FakeGitHub extends FakeForge {
  private static final String OAUTH = "/login/oauth";
  private final Set<String> suspendedClients = ConcurrentHashMap.newKeySet();
  private final Set<String> demandingSignOn = ConcurrentHashMap.newKeySet();
  private final GitHubApi api = new GitHubApi(this);
  private volatile IssParameter issParameter = IssParameter.CORRECT;

  private FakeGitHub(FakeAddress address) {
    super(address, "Demo GitHub");
    TokenDesk.open(this, "/settings/tokens", "repo");
    server.route(Endpoint.AUTHORIZE, path(OAUTH + "/authorize"), this::authorize);
    server.route(Endpoint.TOKEN, path(OAUTH + "/access_token"), this::token);
    new GitHubRevocation(this).open();
    api.open();
    new GitHubRepositoriesApi(this).open();
  }

  /** Starts on any free port. */
  public static FakeGitHub start() {
    return start(FakeAddress.anyPort());
  }

  /** Starts at this address. */
  public static FakeGitHub start(FakeAddress address) {
    return new FakeGitHub(address);
  }

  /** The issuer in {@code iss} parameters: the base address with {@code /login/oauth}. */
  public String issuer() {
    return url(OAUTH);
  }

  /** What to send as {@code iss} from now on; an Enterprise Server of some age sends none. */
  public void sendIss(IssParameter kind) {
    issParameter = kind;
  }

  /** Behaves as to a GitHub App, whose tokens run out and are refreshed, from now on. */
  public void giveTokensThatRunOut() {
    tokens().begin(RefreshTokens.ROTATE, Duration.ofHours(8), Duration.ofDays(184));
    tokens().endOldAccess();
  }

  /** Answers requests of this client with {@code application_suspended} from now on. */
  public void suspendClient(String clientId) {
    suspendedClients.add(clientId);
  }

  /**
   * Lets tokens see what this organisation has only once their person has authorised them there,
   * from now on: as one whose people sign on with SAML.
   */
  public void demandSignOn(String organization) {
    demandingSignOn.add(organization);
  }

  /** Takes all tokens of now and later as authorised. */
  public void signOn() {
    demandingSignOn.clear();
  }

  boolean demandsSignOn(String organization) {
    return demandingSignOn.contains(organization);
  }

  /** How often {@code /user} was asked. */
  public int userCalls() {
    return count(Endpoint.USER);
  }

  /** How often {@code /user/emails} was asked. */
  public int emailCalls() {
    return count(Endpoint.EMAILS);
  }

  private Reply authorize(RecordedRequest http) {
    Map<String, List<String>> parameters = http.parameters();
    Optional<FakeClient> known =
        parameters.getOrDefault("client_id", List.of()).stream().findFirst().flatMap(this::client);
    if (known.isEmpty()) {
      return ConsentPage.message(
          this, 404, "There is no such application", "The client_id is not registered here.");
    }
    String registered = known.get().redirectUris().get(0);
    Optional<String> asked =
        parameters.getOrDefault("redirect_uri", List.of()).stream().findFirst();
    AuthorizationRequest request =
        new AuthorizationRequest(
            known.get(),
            asked.filter(uri -> matches(known.get(), uri)).orElse(registered),
            GitHubScopes.parse(String.join(" ", parameters.getOrDefault("scope", List.of()))),
            parameters);
    if (asked.isPresent() && !matches(known.get(), asked.get())) {
      return refused(
          request,
          "redirect_uri_mismatch",
          "The redirect_uri MUST match the registered callback URL for this application.");
    }
    if (suspendedClients.contains(known.get().id())) {
      return refused(request, "application_suspended", "Your application has been suspended.");
    }
    if (!PkceCheck.isAcceptable(request)) {
      return refused(request, "invalid_request", "Only S256 is supported.");
    }
    return decide(request, http);
  }

  /** Same port, same host or one below it, and a path at or below the registered one. */
  private static boolean matches(FakeClient client, String asked) {
    try {
      URI uri = new URI(asked);
      return client.redirectUris().stream().map(URI::create).anyMatch(base -> isBelow(base, uri));
    } catch (URISyntaxException malformed) {
      return false;
    }
  }

  private static boolean isBelow(URI base, URI uri) {
    if (uri.getHost() == null || uri.getPath() == null || uri.getRawUserInfo() != null) {
      return false;
    }
    boolean host =
        uri.getHost().equals(base.getHost()) || uri.getHost().endsWith("." + base.getHost());
    boolean path =
        uri.getPath().equals(base.getPath())
            || uri.getPath().startsWith(base.getPath().replaceAll("/?$", "/"));
    return host
        && path
        && uri.getPort() == base.getPort()
        && base.getScheme().equals(uri.getScheme());
  }

  @Override
  Reply approved(
      AuthorizationRequest request, Person person, Instant authenticatedAt, Set<String> scopes) {
    Set<String> granted = scopes;
    if (request.parameter("scope").isEmpty()) {
      granted = sessions.consented(person.subject(), request.client().id()).orElse(scopes);
    }
    String code =
        grants.issueCode(
            new Grant(
                request,
                person.subject(),
                GitHubScopes.normalize(granted),
                authenticatedAt,
                now()));
    return answer(request, List.of(Map.entry("code", code)));
  }

  @Override
  Reply refused(AuthorizationRequest request, String error, String description) {
    return answer(
        request,
        List.of(
            Map.entry("error", error),
            Map.entry("error_description", description),
            Map.entry("error_uri", "/apps/managing-oauth-apps/troubleshooting")));
  }

  private Reply answer(AuthorizationRequest request, List<Map.Entry<String, String>> members) {
    List<Map.Entry<String, String>> answer = new ArrayList<>(members);
    request.parameter("state").ifPresent(state -> answer.add(Map.entry("state", state)));
    if (issParameter == IssParameter.CORRECT) {
      answer.add(Map.entry("iss", issuer()));
    } else if (issParameter == IssParameter.WRONG) {
      answer.add(Map.entry("iss", "https://github.example.net/login/oauth"));
    }
    return Reply.redirect(302, FormCodec.append(request.redirectUri(), answer));
  }

  private Reply token(RecordedRequest http) {
    if (!http.method().equals("POST")) {
      return Reply.json(404, Map.of("error", "Not Found"));
    }
    Optional<FakeClient> client = ClientCheck.authenticate(this, http);
    if (client.isEmpty()) {
      return error(
          http,
          "incorrect_client_credentials",
          "The client_id and/or client_secret passed are incorrect.");
    }
    if (http.formParam("grant_type").equals(Optional.of("refresh_token"))) {
      return refreshed(http, client.get());
    }
    String code = http.formParam("code").orElse("");
    Optional<Grant> grant = grants.redeem(code).filter(found -> isGood(found, client.get(), http));
    if (grant.isEmpty()) {
      return error(http, "bad_verification_code", "The code passed is incorrect or expired.");
    }
    Optional<String> redirectUri = http.formParam("redirect_uri");
    if (redirectUri.isPresent() && !redirectUri.get().equals(grant.get().request().redirectUri())) {
      return error(
          http,
          "redirect_uri_mismatch",
          "The redirect_uri MUST match the registered callback URL for this application.");
    }
    return given(http, grant.get(), grants.issue(code, grant.get(), prefixes()));
  }

  /** Those of a GitHub App when tokens run out. */
  private IssuedGrants.Prefixes prefixes() {
    return new IssuedGrants.Prefixes(isApp() ? "ghu_" : "gho_", "ghr_");
  }

  /** Whether it behaves as to a GitHub App, to which no scopes are granted. */
  boolean isApp() {
    return tokens().accessLife().isPresent();
  }

  private Reply refreshed(RecordedRequest http, FakeClient client) {
    String token = http.formParam("refresh_token").orElse("");
    return grants.refresh(token, client, prefixes()) instanceof IssuedGrants.Refresh.Given given
        ? given(http, given.grant(), given.pair())
        : error(http, "bad_refresh_token", "The refresh token passed is incorrect or expired.");
  }

  private Reply given(RecordedRequest http, Grant grant, IssuedGrants.Pair pair) {
    Map<String, String> answer = new LinkedHashMap<>();
    answer.put("access_token", pair.access());
    tokens()
        .accessLife()
        .ifPresent(life -> answer.put("expires_in", String.valueOf(life.toSeconds())));
    pair.refresh()
        .ifPresent(
            refresh -> {
              answer.put("refresh_token", refresh);
              answer.put(
                  "refresh_token_expires_in", String.valueOf(tokens().refreshLife().toSeconds()));
            });
    answer.put("scope", isApp() ? "" : String.join(",", grant.scopes()));
    answer.put("token_type", "bearer");
    return encoded(http, answer);
  }

  private boolean isGood(Grant grant, FakeClient client, RecordedRequest http) {
    return grant.request().client().id().equals(client.id())
        && !grant.isExpiredAt(now())
        && PkceCheck.holds(grant.request(), http.formParam("code_verifier"));
  }

  private static Reply error(RecordedRequest http, String code, String description) {
    Map<String, String> answer = new LinkedHashMap<>();
    answer.put("error", code);
    answer.put("error_description", description);
    answer.put(
        "error_uri",
        "/apps/managing-oauth-apps/troubleshooting-oauth-app-access-token-request-errors/#"
            + code.replace('_', '-'));
    return encoded(http, answer);
  }

  private static Reply encoded(RecordedRequest http, Map<String, String> answer) {
    if (http.header("accept").orElse("").contains("application/json")) {
      return Reply.json(200, answer);
    }
    return Reply.of(
        200,
        "application/x-www-form-urlencoded; charset=utf-8",
        FormCodec.encode(List.copyOf(answer.entrySet())));
  }

  @Override
  List<String> inWords(Set<String> scopes) {
    return GitHubScopes.inWords(scopes);
  }

  @Override
  boolean covers(Set<String> granted, Set<String> asked) {
    return GitHubScopes.covers(granted, asked);
  }

  @Override
  String personalPrefix() {
    return "ghp_";
  }
}
