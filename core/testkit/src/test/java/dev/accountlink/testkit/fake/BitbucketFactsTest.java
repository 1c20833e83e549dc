package dev.accountlink.testkit.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.exchange.Arrival;
import dev.accountlink.exchange.IssuerCheck;
import dev.accountlink.exchange.Redemption;
import dev.accountlink.model.Scope;
import dev.accountlink.model.Secret;
import dev.accountlink.provider.Bitbucket;
import dev.accountlink.provider.CallbackRule;
import dev.accountlink.provider.Client;
import dev.accountlink.provider.ClientAuthentication;
import dev.accountlink.provider.GitLogin;
import dev.accountlink.provider.Part;
import dev.accountlink.provider.Protocol;
import dev.accountlink.provider.ProviderException.Code;
import dev.accountlink.provider.RegistrationForm;
import dev.accountlink.provider.RegistrationForm.Content;
import dev.accountlink.provider.RegistrationForm.Field;
import dev.accountlink.provider.ScopeCatalogue;
import dev.accountlink.provider.ScopeCatalogue.Permission;
import dev.accountlink.provider.SetupGuide;
import dev.accountlink.provider.TokenRules;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.web.Parameters;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is true of Bitbucket Cloud's protocol and of nobody else's. */
class BitbucketFactsTest {
  private static final ScopeCatalogue SCOPES = Bitbucket.KIND.scopes();

  private final FakeBitbucket bitbucket = FakeBitbucket.start();
  private final RelyingParty party = RelyingParty.of(bitbucket);

  @AfterEach
  void close() {
    bitbucket.close();
  }

  @Test
  void theAddressesAreBitbucketsOwnAndTheApiStandsOnAHostBeside() {
    assertThat(Bitbucket.provider("bb", "Bitbucket", RelyingParty.CLIENT).protocol())
        .isEqualTo(
            new Protocol.OAuth2(
                "https://bitbucket.org",
                URI.create("https://bitbucket.org/site/oauth2/authorize"),
                URI.create("https://bitbucket.org/site/oauth2/access_token"),
                URI.create("https://api.bitbucket.org/2.0"),
                ClientAuthentication.BASIC,
                Optional.empty()));
    assertThat(Bitbucket.KIND.protocol("https://bitbucket.org/").authority())
        .isEqualTo("https://bitbucket.org");
  }

  @Test
  void theCallbackNamesNoIssuerAndBitbucketNone() throws Exception {
    assertThat(party.wentThere()).containsOnlyKeys("state", "code");
    assertThat(party.exchange.checkIssuer(party.provider, Optional.empty()))
        .isEqualTo(IssuerCheck.FINE);
  }

  @Test
  @DisplayName("F08 client auth: id and secret go in the header, never in form or address")
  void idAndSecretGoInTheHeader() throws Exception {
    party.arrive();

    RecordedRequest token = bitbucket.requests(Endpoint.TOKEN).get(0);
    assertThat(token.header("authorization"))
        .contains("Basic " + Base64.getEncoder().encodeToString("forge:quiet".getBytes()));
    assertThat(token.formParam("client_secret")).isEmpty();
    assertThat(token.query()).isEmpty();
    assertThat(token.formParam("redirect_uri")).contains(RelyingParty.CALLBACK.toString());
  }

  @Test
  @DisplayName("F06 wrong content type: a secret in the form is answered by a page of HTML")
  void aSecretInTheFormIsAnsweredByHtml() throws Exception {
    HttpResponse<String> answer =
        PlainClient.redeem(
            bitbucket.url("/site/oauth2/access_token"), party.wentThere().get("code"));

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("text/html");
    bitbucket.fault(Endpoint.TOKEN, Fault.answer(401, "text/html", answer.body()));
    assertThat(Problems.code(party::arrive)).isEqualTo(Code.INVALID_CLIENT);
    bitbucket.fault(Endpoint.TOKEN, Fault.answer(400, "text/html", answer.body()));
    assertThat(Problems.code(party::arrive)).isEqualTo(Code.TOKEN_REFUSED);
  }

  @Test
  void itsErrorsAreToldByTheirMeaning() throws Exception {
    String code = party.wentThere().get("code");

    assertThat(Problems.code(() -> party.redeem(code, Client.of("forge", "wrong"))))
        .isEqualTo(Code.INVALID_CLIENT);
    assertThat(bitbucket.requests(Endpoint.TOKEN)).hasSize(1);
    assertThat(Problems.code(() -> party.redeem("another"))).isEqualTo(Code.INVALID_GRANT);
    party.redeem(code);
    assertThat(Problems.code(() -> party.redeem(code))).isEqualTo(Code.INVALID_GRANT);
  }

  @Test
  void cancelComesBackAsAccessDenied() throws Exception {
    bitbucket.cancel();

    assertThat(party.wentThere())
        .containsEntry("error", "access_denied")
        .containsEntry("state", "state-of-this-flow")
        .doesNotContainKey("code");
  }

  @Test
  @DisplayName("F07 scope oddities: what was granted stands in \"scopes\", and nowhere else")
  void whatWasGrantedStandsInScopes() throws Exception {
    bitbucket.tick("forge", "account", "repository");
    Arrival arrival = party.arrive();
    arrival.identity();
    assertThat(arrival.grantedScopes())
        .contains(Set.of(new Scope("account"), new Scope("repository")));

    bitbucket.fault(
        Endpoint.TOKEN,
        Fault.answer(
            200,
            "application/json",
            "{\"access_token\":\"a\",\"token_type\":\"bearer\",\"scope\":\"account email\"}"));
    assertThat(party.arrive().grantedScopes()).isEmpty();
  }

  @Test
  void scopesAreFixedOnTheConsumerWhateverIsAsked() throws Exception {
    assertThat(SCOPES.choice()).isEqualTo(ScopeCatalogue.Choice.FIXED_ON_CLIENT);
    URI asked = party.authorizationAddress();
    assertThat(Parameters.parse(asked.getRawQuery()).single("scope")).contains("email account");

    bitbucket.tick("forge", "account", "wiki");
    assertThat(party.arrive().grantedScopes())
        .contains(Set.of(new Scope("account"), new Scope("wiki")));
  }

  @Test
  void pkceIsSentAndNothingIsPromisedOfIt() throws Exception {
    assertThat(party.authorizationAddress().getRawQuery()).contains("code_challenge_method=S256");

    String code = party.wentThere().get("code");
    assertThat(
            party
                .exchange
                .redeem(
                    new Redemption(
                        party.provider,
                        RelyingParty.CLIENT,
                        RelyingParty.CALLBACK,
                        Secret.of(code),
                        Secret.of("x".repeat(43)),
                        RelyingParty.NONCE))
                .identity()
                .login())
        .contains("ada");
  }

  @Test
  @DisplayName("B13 covert redirect: every address that begins with the callback gets the code")
  void everyAddressThatBeginsWithTheCallbackGetsTheCode() {
    assertThat(Bitbucket.KIND.callbackRule()).isEqualTo(CallbackRule.PREFIX);
    assertThat(guide().traps()).anyMatch(trap -> trap.contains("whole callback address"));

    assertThat(asking(RelyingParty.CALLBACK + "/further?x=1").location())
        .asString()
        .startsWith(RelyingParty.CALLBACK + "/further?x=1&")
        .contains("code=");
    assertThat(asking("").location().toString()).startsWith(RelyingParty.CALLBACK + "?");
    BrowserPage elsewhere = asking("http://localhost:9/-/sso/other");
    assertThat(elsewhere.status()).isEqualTo(400);
    assertThat(elsewhere.text()).contains("misconfigured");
  }

  @Test
  void theListToTickIsInTheFormsOwnWords() {
    assertThat(labels(Part.SIGN_IN)).containsExactly("Account: Email", "Account: Read");
    assertThat(labels(Part.MEMBERSHIPS)).containsExactly("Workspace membership: Read");
    assertThat(
            labels(
                Part.SIGN_IN, Part.READ_REPOSITORIES, Part.PULL_REQUESTS, Part.ISSUES, Part.WIKI))
        .containsExactly(
            "Account: Email",
            "Account: Read",
            "Projects: Read",
            "Repositories: Read",
            "Pull requests: Read",
            "Issues: Read",
            "Wikis: Read and write");
    assertThat(labels(Part.DEPLOY_KEYS))
        .containsExactly("Repositories: Read", "Repositories: Admin");
    assertThat(labels(Part.WRITE_REPOSITORIES)).containsExactly("Repositories: Write");
    assertThat(labels(Part.WEBHOOKS)).containsExactly("Webhooks: Read and write");
    assertThat(scopes(Part.SIGN_IN, Part.MEMBERSHIPS)).containsExactly("email", "account", "team");
    assertThat(scopes(Part.READ_REPOSITORIES)).containsExactly("project", "repository");
    assertThat(scopes(Part.PULL_REQUESTS, Part.ISSUES, Part.WIKI, Part.WEBHOOKS))
        .containsExactly("pullrequest", "issue", "wiki", "webhook");
    assertThat(scopes(Part.WRITE_REPOSITORIES)).containsExactly("repository:write");
    assertThat(scopes(Part.DEPLOY_KEYS)).containsExactly("repository", "repository:admin");
  }

  @Test
  void aScopeGivesWhatItIncludesAndAdminNeitherReadsNorWrites() {
    assertThat(missing("email account", "account")).isEmpty();
    assertThat(missing("repository", "project")).isEmpty();
    assertThat(missing("repository", "pullrequest")).isEmpty();
    assertThat(missing("team issue snippet", "team:write issue:write snippet:write")).isEmpty();
    assertThat(missing("account email", "account:write")).isEmpty();
    assertThat(missing("repository pullrequest", "pullrequest:write")).isEmpty();
    assertThat(missing("repository", "repository:admin")).isNotEmpty();
    assertThat(missing("repository", "issue wiki webhook")).isNotEmpty();
    assertThat(missing("pullrequest", "repository:write")).isNotEmpty();
  }

  @Test
  void tokensLiveTwoHoursAndOnlyThePersonTakesThemBack() {
    TokenRules rules = Bitbucket.KIND.tokens("https://bitbucket.org");

    assertThat(rules.accessLife()).contains(Duration.ofHours(2));
    assertThat(rules.refresh()).isEqualTo(TokenRules.Refresh.UNKNOWN);
    assertThat(rules.revocation())
        .isEqualTo(
            new TokenRules.Revocation.ByPerson(
                URI.create("https://bitbucket.org/account/settings/app-authorizations/")));
    assertThat(Bitbucket.KIND.gitLogin())
        .isEqualTo(new GitLogin("x-token-auth", "x-bitbucket-api-token-auth"));
  }

  @Test
  void theFormCallsIdAndSecretKeyAndSecret() {
    RegistrationForm form = Bitbucket.KIND.registrationForm("https://bitbucket.org");

    assertThat(form.address())
        .isEqualTo("https://bitbucket.org/{workspace}/workspace/settings/oauth-consumers/new");
    assertThat(form.idName()).isEqualTo("Key");
    assertThat(form.secretName()).isEqualTo("Secret");
    assertThat(form.fields())
        .contains(
            new Field("Callback URL", Content.CALLBACK),
            new Field("Permissions", Content.PERMISSIONS));
    assertThat(guide().traps()).anyMatch(trap -> trap.contains("second client for imports"));
  }

  private static SetupGuide guide() {
    return SetupGuide.of(
        Bitbucket.provider("bb", "Bitbucket", RelyingParty.CLIENT),
        new SetupGuide.Application(
            "Forge",
            "http://localhost:9/",
            RelyingParty.CALLBACK.toString(),
            Set.of(Part.SIGN_IN, Part.READ_REPOSITORIES)));
  }

  private BrowserPage asking(String callback) {
    return TestBrowser.fresh()
        .get(
            PlainClient.authorizeAddress(
                bitbucket.url("/site/oauth2/authorize"), "", "redirect_uri", callback));
  }

  private static List<String> labels(Part... parts) {
    return Stream.of(parts)
        .flatMap(part -> SCOPES.permissions().get(part).stream())
        .map(Permission::label)
        .toList();
  }

  private static List<String> scopes(Part... parts) {
    return SCOPES.scopes(List.of(parts)).stream().map(Scope::value).toList();
  }

  private static Set<Scope> missing(String asked, String granted) {
    return SCOPES.missing(ScopeCatalogue.read(asked), ScopeCatalogue.read(granted));
  }
}
