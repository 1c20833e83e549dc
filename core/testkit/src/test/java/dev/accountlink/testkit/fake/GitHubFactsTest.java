package dev.accountlink.testkit.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.exchange.Arrival;
import dev.accountlink.exchange.IssuerCheck;
import dev.accountlink.model.EmailAddress;
import dev.accountlink.model.Scope;
import dev.accountlink.provider.CallbackRule;
import dev.accountlink.provider.ClientAuthentication;
import dev.accountlink.provider.GitHub;
import dev.accountlink.provider.GitLogin;
import dev.accountlink.provider.Part;
import dev.accountlink.provider.Protocol;
import dev.accountlink.provider.ProviderException.Code;
import dev.accountlink.provider.ScopeCatalogue;
import dev.accountlink.provider.TokenRules;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is true of GitHub's protocol and of nobody else's. */
class GitHubFactsTest {
  private static final ScopeCatalogue SCOPES = GitHub.KIND.scopes();

  private final FakeGitHub github = FakeGitHub.start(FakeAddress.anyPort().withPath("/github"));
  private final RelyingParty party = RelyingParty.of(github);

  @AfterEach
  void close() {
    github.close();
  }

  @Test
  void theAddressesOfGitHubComOfAServerAndOfTheEnterpriseCloud() {
    assertThat(GitHub.provider("gh", "GitHub", RelyingParty.CLIENT).protocol())
        .isEqualTo(protocol("https://github.com", "https://api.github.com"));
    assertThat(GitHub.KIND.protocol("https://git.example.com/hub/"))
        .isEqualTo(protocol("https://git.example.com/hub", "https://git.example.com/hub/api/v3"));
    assertThat(GitHub.KIND.protocol("https://octo-corp.ghe.com"))
        .isEqualTo(protocol("https://octo-corp.ghe.com", "https://api.octo-corp.ghe.com"));
    assertThat(GitHub.KIND.protocol("https://ghe.com.example.org"))
        .isEqualTo(protocol("https://ghe.com.example.org", "https://ghe.com.example.org/api/v3"));
  }

  private static Protocol protocol(String base, String api) {
    return new Protocol.OAuth2(
        base,
        URI.create(base + "/login/oauth/authorize"),
        URI.create(base + "/login/oauth/access_token"),
        URI.create(api),
        ClientAuthentication.POST,
        Optional.of(base + "/login/oauth"));
  }

  @Test
  void theCallbackMayNameItsIssuerAndNobodyElses() throws Exception {
    assertThat(check(party.wentThere().get("iss"))).isEqualTo(IssuerCheck.FINE);
    assertThat(check(null)).as("older servers send none").isEqualTo(IssuerCheck.FINE);
    assertThat(check(github.baseUrl())).isEqualTo(IssuerCheck.WRONG);
  }

  private IssuerCheck check(@Nullable String issuer) throws Exception {
    return party.exchange.checkIssuer(party.provider, Optional.ofNullable(issuer));
  }

  @Test
  @DisplayName("F08 client auth: id and secret go in the form, never in address or header")
  void idAndSecretGoInTheForm() throws Exception {
    party.arrive();

    RecordedRequest token = github.requests(Endpoint.TOKEN).get(0);
    assertThat(token.formParam("client_secret")).contains("quiet");
    assertThat(token.header("authorization")).isEmpty();
    assertThat(token.query()).isEmpty();
    assertThat(token.header("accept")).contains("application/json");
  }

  @Test
  void itsOwnErrorsAreToldByTheirMeaning() throws Exception {
    assertThat(Problems.code(() -> party.redeem("another"))).isEqualTo(Code.INVALID_GRANT);
    github.fault(
        Endpoint.TOKEN,
        Fault.answer(200, "application/json", "{\"error\":\"redirect_uri_mismatch\"}"));
    assertThat(Problems.code(party::arrive)).isEqualTo(Code.REDIRECT_MISMATCH);
    github.fault(
        Endpoint.TOKEN,
        Fault.answer(200, "application/json", "{\"error\":\"unverified_user_email\"}"));
    assertThat(Problems.code(party::arrive)).isEqualTo(Code.TOKEN_REFUSED);
  }

  @Test
  void signingInAsksForTwoScopesAndNeverForNone() {
    assertThat(values(SCOPES.scopes(List.of(Part.SIGN_IN))))
        .containsExactly("read:user", "user:email");
    assertThat(values(SCOPES.scopes(List.of(Part.MEMBERSHIPS)))).containsExactly("read:org");
    assertThat(values(SCOPES.scopes(List.of(Part.READ_REPOSITORIES)))).containsExactly("repo");
    assertThat(values(SCOPES.scopes(List.of(Part.WEBHOOKS)))).containsExactly("admin:repo_hook");
    for (Part part :
        List.of(
            Part.WRITE_REPOSITORIES,
            Part.PULL_REQUESTS,
            Part.ISSUES,
            Part.WIKI,
            Part.DEPLOY_KEYS)) {
      assertThat(values(SCOPES.scopes(List.of(part)))).as("%s", part).containsExactly("repo");
    }
    assertThat(SCOPES.choice()).isEqualTo(ScopeCatalogue.Choice.PER_REQUEST);
  }

  @Test
  void aWiderScopeGivesTheNarrowerOnes() {
    assertThat(SCOPES.missing(scopes("user:email", "read:user"), scopes("user"))).isEmpty();
    assertThat(SCOPES.missing(scopes("read:org"), scopes("admin:org"))).isEmpty();
    assertThat(SCOPES.missing(scopes("public_repo", "read:repo_hook"), scopes("repo"))).isEmpty();
    assertThat(SCOPES.missing(scopes("repo"), scopes("public_repo"))).isNotEmpty();
    assertThat(SCOPES.missing(scopes("read:org"), scopes("write:org"))).isEmpty();
    assertThat(SCOPES.missing(scopes("read:public_key"), scopes("admin:public_key"))).isEmpty();
    assertThat(SCOPES.missing(scopes("read:packages"), scopes("write:packages"))).isEmpty();
    assertThat(SCOPES.missing(scopes("read:project"), scopes("project"))).isEmpty();
    assertThat(SCOPES.missing(scopes("user:email"), scopes("read:user"))).isNotEmpty();
  }

  @Test
  void whatWasGrantedStandsInAHeaderTooBetweenCommas() throws Exception {
    github.fault(
        Endpoint.TOKEN,
        Fault.answer(200, "application/json", "{\"access_token\":\"" + token() + "\"}"));
    Arrival arrival = party.redeem("any");
    arrival.identity();

    assertThat(arrival.grantedScopes().orElseThrow()).isEqualTo(scopes("read:user", "user:email"));
  }

  private String token() throws Exception {
    party.arrive();
    return github.issuedSecrets().stream()
        .filter(secret -> secret.startsWith("gho_"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void everyCallNamesTheApplicationAndTheVersionOfTheApi() throws Exception {
    party.arrive().identity();

    RecordedRequest user = github.requests(Endpoint.USER).get(0);
    assertThat(user.header("user-agent")).contains("accountlink");
    assertThat(user.header("accept")).contains("application/vnd.github+json");
    assertThat(user.header("x-github-api-version")).contains("2022-11-28");
  }

  @Test
  @DisplayName("D05 GitHub's own word on each address counts, and the main one is the main one")
  void gitHubsWordOnEachAddressCounts() throws Exception {
    github.approveAs(
        People.ada()
            .withEmails(
                PersonEmail.further("unproven@example.org").withVerified(false),
                PersonEmail.further("further@example.org"),
                PersonEmail.primary("main@example.org")));
    Arrival arrival = party.arrive();

    assertThat(arrival.withDetails(arrival.identity()).emails())
        .containsExactly(
            new EmailAddress("unproven@example.org", false, false),
            new EmailAddress("further@example.org", true, false),
            new EmailAddress("main@example.org", true, true));
  }

  @Test
  @DisplayName("D27 disabled user: a token of somebody GitHub has shut out is nobody's")
  void whomGitHubHasShutOutIsNobody() {
    github.approveAs(People.suspended());

    assertThat(Problems.code(() -> party.arrive().identity())).isEqualTo(Code.API_REFUSED);
  }

  @ParameterizedTest(name = "403 with {0}: {1} is {2}")
  @DisplayName("F12 rate limit: GitHub's 403 that asks to wait is no refusal")
  @CsvSource({
    "X-RateLimit-Remaining, 0, PROVIDER_DOWN",
    "Retry-After, 60, PROVIDER_DOWN",
    "X-RateLimit-Remaining, 12, API_REFUSED",
    "X-GitHub-Request-Id, 0, API_REFUSED",
  })
  void aRateLimitIsNoRefusal(String header, String value, Code code) {
    github.fault(
        Endpoint.USER,
        new Fault.Answer(
            403, Map.of("Content-Type", "application/json", header, value), "{\"message\":\"\"}"));

    assertThat(Problems.code(() -> party.arrive().identity())).isEqualTo(code);
  }

  @Test
  void organisationsAndBotsAreNoPersons() throws Exception {
    for (String type : List.of("Organization", "Bot", "Mannequin")) {
      github.fault(
          Endpoint.USER,
          Fault.answer(
              200, "application/json", "{\"id\":7,\"login\":\"x\",\"type\":\"" + type + "\"}"));
      assertThat(Problems.code(() -> party.arrive().identity())).isEqualTo(Code.NOT_A_PERSON);
    }
  }

  @Test
  void theSubjectIsANumberAndNothingElse() throws Exception {
    for (String id : List.of("\"7\"", "0", "-7", "7.5", "null")) {
      github.fault(
          Endpoint.USER,
          Fault.answer(
              200, "application/json", "{\"id\":" + id + ",\"login\":\"x\",\"type\":\"User\"}"));
      assertThat(Problems.code(() -> party.arrive().identity()))
          .as(id)
          .isEqualTo(Code.NOT_A_PERSON);
    }
  }

  @Test
  void tokensDoNotRunOutAndAreTakenBackWithTheConsent() {
    assertThat(GitHub.KIND.tokens("https://github.com"))
        .isEqualTo(
            new TokenRules(
                Optional.empty(),
                TokenRules.Refresh.NONE,
                new TokenRules.Revocation.GitHubGrant(URI.create("https://api.github.com"))));
    assertThat(GitHub.KIND.gitLogin()).isEqualTo(new GitLogin("x-access-token", "x-access-token"));
  }

  @Test
  void theCallbackMatchesByPrefixAndTheFormStandsWhereItDoes() {
    assertThat(GitHub.KIND.callbackRule()).isEqualTo(CallbackRule.PREFIX_AND_SUBDOMAIN);
    assertThat(GitHub.KIND.registrationForm("https://git.example.com/hub").address())
        .isEqualTo("https://git.example.com/hub/settings/applications/new");
    assertThat(GitHub.KIND.connectParameters()).containsEntry("prompt", "select_account");
  }

  private static Set<Scope> scopes(String... values) {
    return Arrays.stream(values).map(Scope::new).collect(Collectors.toSet());
  }

  private static List<String> values(Set<Scope> scopes) {
    return scopes.stream().map(Scope::value).toList();
  }
}
