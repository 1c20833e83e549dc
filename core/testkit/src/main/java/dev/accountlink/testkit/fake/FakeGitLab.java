package dev.accountlink.testkit.fake;

import dev.accountlink.testkit.fake.IssuedGrants.Grant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A fake GitLab, self-managed or Heptapod: OpenID Connect with discovery, and the API below {@code
 * /api/v4}.
 *
 * <p>Names stand at UserInfo and not in ID tokens. Whoever is blocked or a bot does not get past
 * GitLab's own pages. An application gets no scope that is not ticked where it is registered, and
 * one that asks for none gets {@code api}. An address that was never proven is like that of a user
 * whom GitLab made without one: others are kept on a page until they have confirmed theirs.
 */
public final class FakeGitLab extends FakeForge {
  final SigningKeys keys = new SigningKeys();
  private final Map<String, Set<String>> ticked = new ConcurrentHashMap<>();
  private volatile boolean preferredUsernames = true;
  private volatile boolean scopeInAnswer = true;

  private FakeGitLab(FakeAddress address) {
    super(address, "Demo GitLab");
    TokenDesk.open(this, "/-/user_settings/personal_access_tokens", "api");
    tokens().begin(RefreshTokens.ROTATE, Duration.ofHours(2), Duration.ofDays(365));
    tokens().endOldAccess();
    server.route(Endpoint.AUTHORIZE, path("/oauth/authorize"), this::authorize);
    new GitLabTokens(this).open();
    new GitLabApi(this).open();
    new GitLabProjectsApi(this).open();
  }

  /** Starts on any free port. */
  public static FakeGitLab start() {
    return start(FakeAddress.anyPort());
  }

  /** Starts at this address; its path is part of the issuer. */
  public static FakeGitLab start(FakeAddress address) {
    return new FakeGitLab(address);
  }

  /** The issuer of metadata and ID tokens: the base address. */
  public String issuer() {
    return baseUrl();
  }

  /** Ticks exactly these scopes where the application is registered; at first all are. */
  public void tick(String clientId, String... scopes) {
    ticked.put(clientId, Set.of(scopes));
  }

  /** Whether UserInfo has {@code preferred_username}; older servers have {@code nickname} only. */
  public void preferredUsernames(boolean there) {
    preferredUsernames = there;
  }

  /** Whether the token endpoint says what was granted, or {@code /oauth/token/info} alone. */
  public void scopeInAnswer(boolean there) {
    scopeInAnswer = there;
  }

  boolean hasPreferredUsernames() {
    return preferredUsernames;
  }

  boolean hasScopeInAnswer() {
    return scopeInAnswer;
  }

  private Reply authorize(RecordedRequest http) {
    Map<String, List<String>> parameters = http.parameters();
    Optional<FakeClient> client = first(parameters, "client_id").flatMap(this::client);
    Optional<String> redirectUri = first(parameters, "redirect_uri");
    if (client.isEmpty()) {
      return page("Client authentication failed due to unknown client.");
    }
    if (redirectUri.isEmpty() || !client.get().redirectUris().contains(redirectUri.get())) {
      return page("The redirect URI included is not valid.");
    }
    AuthorizationRequest request =
        new AuthorizationRequest(
            client.get(),
            redirectUri.get(),
            OpenIdScopes.parse(first(parameters, "scope").orElse(GitLabScopes.USUAL)),
            parameters);
    if (!request.parameter("response_type").equals(Optional.of("code"))) {
      return page("The authorization server does not support this response type.");
    }
    Set<String> allowed = ticked.getOrDefault(client.get().id(), Set.copyOf(GitLabScopes.ALL));
    if (!allowed.containsAll(request.scopes())) {
      return page("The requested scope is invalid, unknown, or malformed.");
    }
    if (request.parameter("code_challenge").isPresent()
        && !List.of("plain", "S256")
            .contains(request.parameter("code_challenge_method").orElse(""))) {
      return page("The code challenge method must be plain or S256.");
    }
    // GitLab has no page on which to choose among several users.
    return request.prompts("select_account")
        ? refused(request, "account_selection_required", "No account can be chosen here.")
        : decide(request, http);
  }

  private static Optional<String> first(Map<String, List<String>> parameters, String name) {
    return parameters.getOrDefault(name, List.of()).stream().findFirst();
  }

  /** Errors other than the person's own refusal stay on a page of GitLab's. */
  private Reply page(String text) {
    return ConsentPage.message(this, 200, "An error has occurred", text);
  }

  @Override
  Reply approved(
      AuthorizationRequest request, Person person, Instant authenticatedAt, Set<String> scopes) {
    if (person.suspended() || person.bot()) {
      return ConsentPage.message(
          this,
          200,
          "Sign in",
          "Your account has been blocked. Please contact your GitLab administrator.");
    }
    String code =
        grants.issueCode(new Grant(request, person.subject(), scopes, authenticatedAt, now()));
    return answer(request, List.of(Map.entry("code", code)));
  }

  @Override
  Reply refused(AuthorizationRequest request, String error, String description) {
    String text =
        error.equals("access_denied")
            ? "The resource owner or authorization server denied the request."
            : description;
    return answer(
        request, List.of(Map.entry("error", error), Map.entry("error_description", text)));
  }

  private static Reply answer(
      AuthorizationRequest request, List<Map.Entry<String, String>> members) {
    List<Map.Entry<String, String>> answer = new ArrayList<>(members);
    request.parameter("state").ifPresent(state -> answer.add(Map.entry("state", state)));
    return Reply.redirect(302, FormCodec.append(request.redirectUri(), answer));
  }

  /** The age of a sign-in is looked at, and 0 counts as one second. */
  @Override
  boolean mustAsk(AuthorizationRequest request, Instant authenticatedAt) {
    boolean tooLongAgo =
        request
            .parameter("max_age")
            .filter(text -> text.matches("[0-9]{1,9}"))
            .map(text -> authenticatedAt.plusSeconds(Math.max(1, Long.parseLong(text))))
            .filter(until -> now().isAfter(until))
            .isPresent();
    return tooLongAgo || super.mustAsk(request, authenticatedAt);
  }

  @Override
  Optional<String> gitUser() {
    return Optional.of("oauth2");
  }

  @Override
  List<String> inWords(Set<String> scopes) {
    return GitLabScopes.inWords(scopes);
  }

  @Override
  public void close() {
    super.close();
    keys.close();
  }

  @Override
  String personalPrefix() {
    return "glpat-";
  }

  @Override
  Optional<String> shownPersonal(RecordedRequest http) {
    return http.header("private-token").or(http::bearerToken);
  }
}
