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
 * A fake Gitea or Forgejo: OpenID Connect with discovery, introspection, and the API.
 *
 * <p>Every error of the token endpoint has status 400, and most are {@code unauthorized_client}.
 * Who has consented once is never shown a page again. A bot has the number of Gitea's own machines,
 * which is negative.
 */
public final class FakeGitea extends FakeForge {
  final SigningKeys keys = new SigningKeys();
  private volatile GiteaFlavour flavour;
  private volatile int largestPage = 50;
  private final Map<String, String> nonces = new ConcurrentHashMap<>();

  private FakeGitea(FakeAddress address, GiteaFlavour flavour) {
    super(address, flavour == GiteaFlavour.FORGEJO ? "Demo Forgejo" : "Demo Gitea");
    TokenDesk.open(
        this, "/user/settings/applications", "read:user", "write:repository", "read:issue");
    this.flavour = flavour;
    RefreshTokens rule =
        flavour.invalidatesRefreshTokens ? RefreshTokens.ROTATE : RefreshTokens.MULTIPLY;
    tokens().begin(rule, Duration.ofHours(1), Duration.ofHours(730));
    server.route(Endpoint.AUTHORIZE, path("/login/oauth/authorize"), this::authorize);
    new GiteaTokens(this).open();
    new GiteaApi(this).open();
    new GiteaRepositoriesApi(this).open();
  }

  /** Starts a Gitea of today on any free port. */
  public static FakeGitea start() {
    return start(FakeAddress.anyPort(), GiteaFlavour.GITEA);
  }

  /** Starts at this address. */
  public static FakeGitea start(FakeAddress address, GiteaFlavour flavour) {
    return new FakeGitea(address, flavour);
  }

  /** Behaves like another from now on, as after an update. */
  public void behaveLike(GiteaFlavour other) {
    flavour = other;
  }

  /** The issuer of metadata and ID tokens. */
  public String issuer() {
    return url(flavour.issuerWithSlash ? "/" : "");
  }

  /** Gives no more than this on a page of the API, whatever is asked for. */
  public void limitPages(int entries) {
    largestPage = entries;
  }

  GiteaFlavour flavour() {
    return flavour;
  }

  int largestPage() {
    return largestPage;
  }

  /** The number in ID tokens and the API. */
  static String number(Person person) {
    return person.bot() ? "-2" : person.subject();
  }

  private Reply authorize(RecordedRequest http) {
    Map<String, List<String>> parameters = http.parameters();
    Optional<FakeClient> client = first(parameters, "client_id").flatMap(this::client);
    Optional<String> redirectUri = first(parameters, "redirect_uri");
    if (client.isEmpty()
        || redirectUri.isEmpty()
        || !isRegistered(client.get(), redirectUri.get())) {
      return ConsentPage.message(
          this,
          400,
          client.isEmpty() ? "Client ID not registered" : "Unregistered Redirect URI",
          "The administrator of the application has to mend this; you are not sent back to it.");
    }
    AuthorizationRequest request =
        new AuthorizationRequest(
            client.get(),
            redirectUri.get(),
            OpenIdScopes.parse(first(parameters, "scope").orElse("")),
            parameters);
    if (!request.parameter("response_type").equals(Optional.of("code"))) {
      return refused(request, "unsupported_response_type", "Only code response type is supported.");
    }
    String method = request.parameter("code_challenge_method").orElse("");
    if (!Set.of("", "plain", "S256").contains(method)) {
      return refused(request, "invalid_request", "unsupported code challenge method");
    }
    return decide(request, http);
  }

  private static Optional<String> first(Map<String, List<String>> parameters, String name) {
    return parameters.getOrDefault(name, List.of()).stream().findFirst();
  }

  /** Exactly, but any port where an http address is a loopback's. */
  static boolean isRegistered(FakeClient client, String redirectUri) {
    return client.redirectUris().stream()
        .anyMatch(known -> withoutLoopbackPort(known).equals(withoutLoopbackPort(redirectUri)));
  }

  private static String withoutLoopbackPort(String address) {
    return address.replaceFirst("^http://(127\\.0\\.0\\.1|\\[::1])(:[0-9]+)?/", "http://$1/");
  }

  /** One grant per person and application; older ones keep the scopes of the first consent. */
  @Override
  Reply approved(
      AuthorizationRequest request, Person person, Instant authenticatedAt, Set<String> scopes) {
    Set<String> granted =
        flavour.followsChangedScopes
            ? scopes
            : sessions.firstConsented(person.subject(), request.client().id()).orElse(scopes);
    request.parameter("nonce").ifPresent(nonce -> nonces.put(grant(request, person), nonce));
    String code =
        grants.issueCode(new Grant(request, person.subject(), granted, authenticatedAt, now()));
    return answer(request, List.of(Map.entry("code", code)));
  }

  private static String grant(AuthorizationRequest request, Person person) {
    return person.subject() + " " + request.client().id();
  }

  /** It is kept with the grant and not with the code, so of two tabs' the later one. */
  Optional<String> nonce(AuthorizationRequest request, Person person) {
    return Optional.ofNullable(nonces.get(grant(request, person)));
  }

  @Override
  Reply refused(AuthorizationRequest request, String error, String description) {
    String text = error.equals("access_denied") ? "the request is denied" : description;
    return answer(
        request, List.of(Map.entry("error", error), Map.entry("error_description", text)));
  }

  private static Reply answer(
      AuthorizationRequest request, List<Map.Entry<String, String>> members) {
    List<Map.Entry<String, String>> answer = new ArrayList<>(members);
    answer.add(Map.entry("state", request.parameter("state").orElse("")));
    return Reply.redirect(303, FormCodec.append(request.redirectUri(), answer));
  }

  /** {@code prompt} and {@code max_age} are not looked at. */
  @Override
  boolean mustAsk(AuthorizationRequest request, Instant authenticatedAt) {
    return false;
  }

  /** Whoever has a grant gets a code, whatever is asked for now. */
  @Override
  boolean covers(Set<String> granted, Set<String> asked) {
    return true;
  }

  @Override
  List<String> inWords(Set<String> scopes) {
    return GiteaGrants.inWords(scopes, flavour);
  }

  @Override
  public void close() {
    super.close();
    keys.close();
  }
}
