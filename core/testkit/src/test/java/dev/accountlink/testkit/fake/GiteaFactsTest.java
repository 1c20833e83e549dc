package dev.accountlink.testkit.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.accountlink.exchange.Arrival;
import dev.accountlink.exchange.IssuerCheck;
import dev.accountlink.exchange.http.HttpLimits;
import dev.accountlink.model.ExternalIdentity;
import dev.accountlink.model.IdentityKey;
import dev.accountlink.provider.CallbackRule;
import dev.accountlink.provider.Client;
import dev.accountlink.provider.Gitea;
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
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What Gitea, Forgejo and Codeberg speak, where, and what they call it. */
class GiteaFactsTest {
  private final FakeGitea gitea =
      FakeGitea.start(FakeAddress.anyPort().withPath("/git"), GiteaFlavour.GITEA);
  private final RelyingParty party = RelyingParty.of(gitea);

  @AfterEach
  void close() {
    gitea.close();
  }

  // 0.1 endpoints

  @Test
  void everyAddressIsBelowTheContextPath() throws Exception {
    ExternalIdentity ada = details(People.ada());

    assertThat(ada.login()).contains("ada");
    assertThat(party.arrive().grantedScopes()).isPresent();
    assertThat(gitea.requests())
        .extracting(RecordedRequest::path)
        .allMatch(path -> path.startsWith("/git/"))
        .contains(
            "/git/.well-known/openid-configuration",
            "/git/login/oauth/authorize",
            "/git/login/oauth/access_token",
            "/git/login/oauth/introspect",
            "/git/api/v1/user",
            "/git/api/v1/user/emails");
  }

  @Test
  void codebergHasItsAddressAndForeignOnesKeepTheirs() {
    Client client = Client.of("id", "secret");

    assertThat(Gitea.codeberg("codeberg", "Codeberg", client).authority())
        .isEqualTo("https://codeberg.org");
    assertThat(Gitea.provider("work", "Work", "https://git.example.com/x/", client).authority())
        .isEqualTo("https://git.example.com/x");
    assertThat(Gitea.KIND.name()).isEqualTo("gitea");
  }

  // 0.2 protocol

  @Test
  void aReturningPersonCostsTheTokenCallAlone() throws Exception {
    party.arrive().identity();
    gitea.clearRequests();

    party.arrive().identity();

    assertThat(gitea.requests())
        .extracting(RecordedRequest::endpoint)
        .containsExactly(Endpoint.AUTHORIZE, Endpoint.TOKEN);
  }

  @Test
  void theRequestHasAChallengeANonceAndScopesBetweenSpaces() throws Exception {
    party.arrive();

    RecordedRequest request = gitea.requests(Endpoint.AUTHORIZE).get(0);
    assertThat(request.queryParam("scope")).contains("openid profile email read:user");
    assertThat(request.queryParam("code_challenge_method")).contains("S256");
    assertThat(request.queryParam("nonce")).contains(RelyingParty.NONCE);
  }

  @Test
  @DisplayName("F08 client auth: the secret goes in the form, because a header is not decoded")
  void theSecretGoesInTheForm() throws Exception {
    Client awkward = Client.of("forge:1% +", "a:b%+\u00fc &=");
    RelyingParty other = RelyingParty.of(gitea, HttpLimits.DEFAULT, Clock.systemUTC(), awkward);

    assertThat(other.arrive().identity().key().subject()).isEqualTo("100001");
    RecordedRequest token = gitea.requests(Endpoint.TOKEN).get(0);
    assertThat(token.header("authorization")).isEmpty();
    assertThat(token.query()).isEmpty();
  }

  @Test
  void noIssIsMissedAndAStrangeOneIsRefused() throws Exception {
    assertThat(party.exchange.checkIssuer(party.provider, Optional.empty()))
        .isEqualTo(IssuerCheck.FINE);
    assertThat(party.exchange.checkIssuer(party.provider, Optional.of(gitea.baseUrl() + "/")))
        .isEqualTo(IssuerCheck.FINE);
    assertThat(party.exchange.checkIssuer(party.provider, Optional.of("https://evil.example")))
        .isEqualTo(IssuerCheck.WRONG);
  }

  @ParameterizedTest
  @EnumSource
  void anUpdateThatChangesTheIssuersSpellingChangesNobody(GiteaFlavour later) throws Exception {
    gitea.behaveLike(GiteaFlavour.OLD_GITEA);
    ExternalIdentity before = party.arrive().identity();
    gitea.behaveLike(later);

    assertThat(RelyingParty.of(gitea).arrive().identity().key()).isEqualTo(before.key());
    assertThat(before.key()).isEqualTo(new IdentityKey(gitea.baseUrl(), "100001"));
  }

  @ParameterizedTest
  @CsvSource({"GITEA, openid profile email read:user", "FORGEJO, openid profile email read:user"})
  void whatWasGrantedIsAskedOfIntrospectionAlone(GiteaFlavour flavour, String granted)
      throws Exception {
    gitea.behaveLike(flavour);
    Arrival arrival = party.arrive();

    assertThat(Gitea.KIND.scopes().reported())
        .containsExactly(new Report.Introspection("/login/oauth/introspect"));
    assertThat(arrival.grantedScopes()).contains(ScopeCatalogue.read(granted));

    gitea.fault(Endpoint.INTROSPECT, Fault.answer(404, "text/html", "Not found"));
    assertThat(party.arrive().grantedScopes()).as("never what was asked").isEmpty();
  }

  @Test
  void tokensLiveAnHourAndNobodyPromisesWhatARefreshDoes() {
    TokenRules rules = Gitea.KIND.tokens(gitea.baseUrl() + "/");

    assertThat(rules.accessLife()).contains(Duration.ofHours(1));
    assertThat(rules.refresh()).isEqualTo(TokenRules.Refresh.UNKNOWN);
    assertThat(rules.revocation())
        .isEqualTo(
            new TokenRules.Revocation.ByPerson(
                URI.create(gitea.baseUrl() + "/user/settings/applications")));
  }

  @Test
  void gitTakesAnyNameBesideTheToken() {
    assertThat(Gitea.KIND.gitLogin().withGrant()).isNotBlank();
    assertThat(Gitea.KIND.gitLogin().withAccessToken()).isNotBlank();
  }

  // 5.3 errors of the token endpoint

  @ParameterizedTest(name = "{0}: {1} is {2}")
  @CsvSource({
    "unauthorized_client, client is not authorized, INVALID_GRANT",
    "unauthorized_client, failed PKCE code challenge, INVALID_GRANT",
    "unauthorized_client, '', INVALID_GRANT",
    "invalid_grant, authorization code expired, INVALID_GRANT",
    "invalid_grant, authorization code already used, INVALID_GRANT",
    "unauthorized_client, invalid client secret, INVALID_CLIENT",
    "unauthorized_client, invalid empty client secret, INVALID_CLIENT",
    "invalid_client, invalid client secret, INVALID_CLIENT",
    "invalid_client, cannot load client with client id: 'x', INVALID_CLIENT",
    "unauthorized_client, unexpected redirect URI, REDIRECT_MISMATCH",
    "invalid_request, cannot parse basic auth header, TOKEN_REFUSED"
  })
  void oneErrorMeansManyThings(String error, String description, Code code) {
    gitea.fault(
        Endpoint.TOKEN,
        Fault.answer(
            400,
            "application/json",
            "{\"error\":\"%s\",\"error_description\":\"%s\"}".formatted(error, description)));

    ProviderException problem = problem(party::arrive);

    assertThat(problem.code()).isEqualTo(code);
    assertThat(problem).hasMessageContaining("400").hasMessageContaining(error);
    if (!description.isEmpty()) {
      assertThat(problem).hasMessageNotContaining(description);
    }
  }

  // 5.15 registration

  @Test
  void theFormAndItsTrapsAreTold() {
    RegistrationForm form = Gitea.KIND.registrationForm(gitea.baseUrl() + "/");

    assertThat(form.address()).isEqualTo(gitea.baseUrl() + "/user/settings/applications");
    assertThat(form.fields())
        .containsExactly(
            new Field("Application Name", Content.NAME),
            new Field("Redirect URIs", Content.CALLBACK),
            new Field("Confidential Client", Content.TICK));
    assertThat(String.join(" ", form.traps()))
        .contains(
            "two applications", "can do everything", "ENABLE_ADDITIONAL_GRANT_SCOPES", "RS256");
    assertThat(Gitea.KIND.callbackRule()).isEqualTo(CallbackRule.EXACT);
  }

  private ExternalIdentity details(Person person) throws ProviderException {
    gitea.approveAs(person);
    Arrival arrival = party.arrive();
    return arrival.withDetails(arrival.identity());
  }

  private static ProviderException problem(ThrowingCallable call) {
    ProviderException problem = catchThrowableOfType(ProviderException.class, call);
    assertThat(problem).as("it should have been refused").isNotNull();
    return problem;
  }
}
