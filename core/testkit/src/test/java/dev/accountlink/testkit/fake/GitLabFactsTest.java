package dev.accountlink.testkit.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.accountlink.exchange.Arrival;
import dev.accountlink.exchange.IssuerCheck;
import dev.accountlink.exchange.http.HttpLimits;
import dev.accountlink.model.ExternalIdentity;
import dev.accountlink.provider.BundledKinds;
import dev.accountlink.provider.CallbackRule;
import dev.accountlink.provider.Claims;
import dev.accountlink.provider.Client;
import dev.accountlink.provider.ClientAuthentication;
import dev.accountlink.provider.GitLab;
import dev.accountlink.provider.GitLogin;
import dev.accountlink.provider.Protocol;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.ProviderException;
import dev.accountlink.provider.ProviderException.Code;
import dev.accountlink.provider.RegistrationForm;
import dev.accountlink.provider.RegistrationForm.Content;
import dev.accountlink.provider.RegistrationForm.Field;
import dev.accountlink.provider.ScopeCatalogue;
import dev.accountlink.provider.ScopeCatalogue.Report;
import dev.accountlink.provider.TokenRules;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What GitLab and Heptapod speak, where, and what they call it. */
class GitLabFactsTest {
  private static final String SUBJECT = People.ada().subject();

  private final FakeGitLab gitlab = FakeGitLab.start(FakeAddress.anyPort().withPath("/gitlab"));
  private final RelyingParty party = RelyingParty.of(gitlab);

  @AfterEach
  void close() {
    gitlab.close();
  }

  // 0.1 endpoints

  @Test
  void everyAddressIsBelowTheContextPath() throws Exception {
    gitlab.scopeInAnswer(false);
    Arrival arrival = party.arrive();
    arrival.withDetails(arrival.identity());
    arrival.memberships();
    arrival.grantedScopes();

    assertThat(gitlab.requests())
        .extracting(RecordedRequest::path)
        .containsExactlyInAnyOrder(
            "/gitlab/.well-known/openid-configuration",
            "/gitlab/oauth/authorize",
            "/gitlab/oauth/token",
            "/gitlab/oauth/discovery/keys",
            "/gitlab/oauth/userinfo",
            "/gitlab/api/v4/groups",
            "/gitlab/oauth/token/info");
  }

  @Test
  void gitLabComHasItsAddressAndForeignOnesKeepTheirs() {
    Protocol.OpenIdConnect com = openId(GitLab.provider("g", "G", RelyingParty.CLIENT));
    assertThat(com.authority()).isEqualTo("https://gitlab.com");
    assertThat(com.metadata())
        .isEqualTo(URI.create("https://gitlab.com/.well-known/openid-configuration"));
    assertThat(com.api()).contains(URI.create("https://gitlab.com/api/v4"));
    assertThat(GitLab.KIND.usualAddress()).contains("https://gitlab.com");

    Provider below = GitLab.provider("g", "G", "https://x.example/git/", RelyingParty.CLIENT);
    assertThat(below.authority()).isEqualTo("https://x.example/git");
    assertThat(openId(below).metadata())
        .isEqualTo(URI.create("https://x.example/git/.well-known/openid-configuration"));
  }

  @Test
  void heptapodIsAGitLab() {
    Provider heptapod =
        GitLab.heptapod("h", "Heptapod", "https://foss.heptapod.net", RelyingParty.CLIENT);

    assertThat(heptapod.kind()).isSameAs(GitLab.KIND);
    assertThat(heptapod.authority()).isEqualTo("https://foss.heptapod.net");
    assertThat(BundledKinds.ALL).containsEntry("gitlab", GitLab.KIND);
  }

  // 0.2 protocol traits

  @Test
  void aReturningPersonCostsTheTokenCallAlone() throws Exception {
    party.arrive().identity();
    gitlab.clearRequests();

    ExternalIdentity ada = party.arrive().identity();

    assertThat(ada.key().subject()).isEqualTo(SUBJECT);
    assertThat(gitlab.requests())
        .extracting(RecordedRequest::endpoint)
        .containsExactly(Endpoint.AUTHORIZE, Endpoint.TOKEN);
  }

  @Test
  void theRequestHasAChallengeANonceAndScopesBetweenSpaces() throws Exception {
    party.arrive();

    RecordedRequest request = gitlab.requests(Endpoint.AUTHORIZE).get(0);
    assertThat(request.queryParam("scope")).contains("openid profile email");
    assertThat(request.queryParam("code_challenge_method")).contains("S256");
    assertThat(request.queryParam("nonce")).contains(RelyingParty.NONCE);
  }

  @Test
  @DisplayName("F08 client auth: the secret goes in the form, whatever is in it, and only there")
  void theSecretGoesInTheForm() throws Exception {
    Client awkward = Client.of("forge:1% +", "a:b%+\u00fc &=");
    RelyingParty other = RelyingParty.of(gitlab, HttpLimits.DEFAULT, Clock.systemUTC(), awkward);

    assertThat(other.arrive().identity().key().subject()).isEqualTo(SUBJECT);
    RecordedRequest token = gitlab.requests(Endpoint.TOKEN).get(0);
    assertThat(token.header("authorization")).as("never both").isEmpty();
    assertThat(token.formParam("client_secret")).contains("a:b%+\u00fc &=");
    assertThat(token.query()).isEmpty();
    assertThat(openId(other.provider).clientAuthentication()).isEqualTo(ClientAuthentication.POST);
  }

  @Test
  void noIssIsMissedAndAStrangeOneIsRefused() throws Exception {
    assertThat(party.exchange.checkIssuer(party.provider, Optional.empty()))
        .isEqualTo(IssuerCheck.FINE);
    assertThat(party.exchange.checkIssuer(party.provider, Optional.of(gitlab.baseUrl())))
        .as("it may come one day")
        .isEqualTo(IssuerCheck.FINE);
    assertThat(party.exchange.checkIssuer(party.provider, Optional.of("https://evil.example")))
        .isEqualTo(IssuerCheck.WRONG);
  }

  @Test
  void theIssuerIsTheAddressToTheByte() {
    Protocol.OpenIdConnect protocol = openId(party.provider);

    assertThat(protocol.issuers().inToken(gitlab.baseUrl(), Claims.NONE)).isTrue();
    assertThat(protocol.issuers().inToken(gitlab.baseUrl() + "/", Claims.NONE)).isFalse();
    assertThat(protocol.issuers().inMetadata(gitlab.baseUrl().replace("/gitlab", ""))).isFalse();
  }

  @Test
  void whatWasGrantedStandsInTheAnswerElseAtTokenInfoElseNowhere() throws Exception {
    gitlab.decideWith(request -> Choice.approve(People.ada(), "openid", "email"));
    assertThat(party.arrive().grantedScopes()).contains(ScopeCatalogue.read("openid email"));
    assertThat(gitlab.count(Endpoint.TOKEN_INFO)).isZero();

    gitlab.scopeInAnswer(false);
    assertThat(party.arrive().grantedScopes()).contains(ScopeCatalogue.read("openid email"));
    assertThat(gitlab.count(Endpoint.TOKEN_INFO)).isEqualTo(1);

    gitlab.fault(Endpoint.TOKEN_INFO, Fault.answer(404, "text/html", "Not found"));
    assertThat(party.arrive().grantedScopes()).as("never what was asked").isEmpty();
    assertThat(GitLab.KIND.scopes().reported())
        .containsExactly(
            new Report.InAnswer("scope"), new Report.TokenInfo("/oauth/token/info", "scope"));
  }

  @Test
  void tokensLiveTwoHoursRotateAndAreTakenBackAtOneAddress() {
    TokenRules rules = GitLab.KIND.tokens(gitlab.baseUrl() + "/");

    assertThat(rules.accessLife()).contains(Duration.ofHours(2));
    assertThat(rules.refresh()).isEqualTo(TokenRules.Refresh.ROTATES);
    assertThat(rules.revocation())
        .isEqualTo(
            new TokenRules.Revocation.Endpoint(URI.create(gitlab.baseUrl() + "/oauth/revoke")));
  }

  @Test
  @DisplayName("C29 the person is asked again by prompt alone: max_age would send slow ones round")
  void thePersonIsAskedAgainByPromptAlone() throws Exception {
    assertThat(GitLab.KIND.reauthenticationParameters()).isEqualTo(Map.of("prompt", "login"));
    assertThat(GitLab.KIND.tellsAuthTime()).isTrue();
    assertThat(party.arrive().authenticatedAt()).isPresent();
    assertThat(GitLab.KIND.connectParameters()).as("select_account is refused").isEmpty();
    assertThat(GitLab.KIND.showsAccountPicker()).isFalse();
  }

  // 0.4 git

  @Test
  void gitIsToldOauth2BesideTheToken() {
    assertThat(GitLab.KIND.gitLogin()).isEqualTo(new GitLogin("oauth2", "oauth2"));
  }

  // 2.3 errors of the token endpoint

  @ParameterizedTest(name = "{0} {1} is {2}")
  @CsvSource({
    "400, invalid_grant, INVALID_GRANT",
    "401, invalid_client, INVALID_CLIENT",
    "400, invalid_request, TOKEN_REFUSED",
    "400, unsupported_grant_type, TOKEN_REFUSED",
    "429, rate_limited, PROVIDER_DOWN",
    "500, whatever, PROVIDER_DOWN",
  })
  void errorsMeanWhatTheStandardSays(int status, String error, Code code) {
    gitlab.fault(
        Endpoint.TOKEN,
        Fault.answer(status, "application/json", "{\"error\":\"%s\"}".formatted(error)));

    assertThat(problem(party::arrive).code()).isEqualTo(code);
  }

  @Test
  @DisplayName("F12 rate limit: the plain text of a 429 is told as an outage, not as bad JSON")
  void aRateLimitIsToldAsAnOutage() {
    gitlab.fault(Endpoint.TOKEN, Fault.answer(429, "text/plain", "Retry later\n"));

    assertThat(problem(party::arrive).code()).isEqualTo(Code.PROVIDER_DOWN);
  }

  // 2.15 registration

  @Test
  void theFormAndItsTrapsAreTold() {
    RegistrationForm form = GitLab.KIND.registrationForm(gitlab.baseUrl() + "/");

    assertThat(form.address()).isEqualTo(gitlab.baseUrl() + "/-/user_settings/applications");
    assertThat(form.fields())
        .containsExactly(
            new Field("Name", Content.NAME),
            new Field("Redirect URI", Content.CALLBACK),
            new Field("Confidential", Content.TICK),
            new Field("Scopes", Content.PERMISSIONS));
    assertThat(form.idName()).isEqualTo("Application ID");
    assertThat(form.secretName()).isEqualTo("Secret");
    assertThat(form.secretShown()).contains("once", "Renew secret");
    assertThat(String.join(" ", form.traps()))
        .contains("not ticked", "external_url", "Trusted", "confirmed", "another for imports");
    assertThat(GitLab.KIND.callbackRule()).isEqualTo(CallbackRule.EXACT);
  }

  private static Protocol.OpenIdConnect openId(Provider provider) {
    return (Protocol.OpenIdConnect) provider.protocol();
  }

  private static ProviderException problem(ThrowingCallable call) {
    ProviderException problem = catchThrowableOfType(ProviderException.class, call);
    assertThat(problem).as("it should have been refused").isNotNull();
    return problem;
  }
}
