package dev.accountlink.testkit.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.exchange.Arrival;
import dev.accountlink.model.Scope;
import dev.accountlink.provider.BitbucketDataCenter;
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
import dev.accountlink.provider.TokenRules;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is true of Bitbucket Data Center's protocol and of nobody else's. */
class BitbucketDataCenterFactsTest {
  private static final String BASE = "https://git.example.com/bitbucket";
  private static final ScopeCatalogue SCOPES = BitbucketDataCenter.KIND.scopes();

  private final TurnedClock clock = new TurnedClock();
  private final FakeBitbucketDataCenter server =
      FakeBitbucketDataCenter.start(FakeAddress.anyPort().withPath("/bitbucket"));
  private final RelyingParty party = RelyingParty.of(server, clock);

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void theAddressesKeepTheContextPath() {
    Protocol.OAuth2 expected =
        new Protocol.OAuth2(
            BASE,
            URI.create(BASE + "/rest/oauth2/latest/authorize"),
            URI.create(BASE + "/rest/oauth2/latest/token"),
            URI.create(BASE + "/rest/api/latest"),
            ClientAuthentication.POST,
            Optional.empty());

    assertThat(BitbucketDataCenter.KIND.protocol(BASE)).isEqualTo(expected);
    assertThat(BitbucketDataCenter.KIND.protocol(BASE + "/")).isEqualTo(expected);
  }

  @Test
  @DisplayName("F08 client auth: the secret goes into the form, never into the address")
  void theSecretGoesIntoTheForm() throws Exception {
    party.arrive();

    RecordedRequest token = server.requests(Endpoint.TOKEN).get(0);
    assertThat(token.formParam("client_id")).contains("forge");
    assertThat(token.formParam("client_secret")).contains("quiet");
    assertThat(token.header("authorization")).isEmpty();
    assertThat(token.query()).isEmpty();
  }

  @Test
  void itsErrorsAreToldByTheirMeaning() throws Exception {
    String code = party.wentThere().get("code");

    assertThat(Problems.code(() -> party.redeem(code, Client.of("forge", "wrong"))))
        .isEqualTo(Code.INVALID_CLIENT);
    assertThat(Problems.code(() -> party.redeem("another"))).isEqualTo(Code.INVALID_GRANT);
    HttpResponse<String> basic =
        PlainClient.send(
            HttpRequest.newBuilder(URI.create(server.url("/rest/oauth2/latest/token")))
                .header("Authorization", "Basic Zm9yZ2U6cXVpZXQ=")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=authorization_code")));
    assertThat(basic.statusCode()).isEqualTo(401);
  }

  @Test
  void aCodeLivesTenSeconds() throws Exception {
    String inTime = party.wentThere().get("code");
    String late = party.wentThere().get("code");

    party.redeem(inTime);
    clock.turn(Duration.ofSeconds(11));

    assertThat(Problems.code(() -> party.redeem(late))).isEqualTo(Code.INVALID_GRANT);
  }

  @Test
  void cancelComesBackAsAccessDenied() throws Exception {
    server.cancel();

    assertThat(party.wentThere())
        .containsEntry("error", "access_denied")
        .containsEntry("state", "state-of-this-flow");
  }

  @Test
  void onlyTheRegisteredCallbackGetsAnAnswer() {
    assertThat(BitbucketDataCenter.KIND.callbackRule()).isEqualTo(CallbackRule.EXACT);
    BrowserPage page =
        TestBrowser.fresh()
            .get(
                PlainClient.authorizeAddress(
                    server.url("/rest/oauth2/latest/authorize"),
                    "PUBLIC_REPOS",
                    "redirect_uri",
                    RelyingParty.CALLBACK + "/further"));

    assertThat(page.status()).isEqualTo(400);
  }

  @Test
  void signingInAsksForTheLeastAndNeedsNoTick() throws Exception {
    assertThat(party.provider.signInScopes()).containsExactly(new Scope("PUBLIC_REPOS"));
    Arrival arrival = party.arrive();
    arrival.identity();

    assertThat(arrival.grantedScopes()).contains(Set.of(new Scope("PUBLIC_REPOS")));
  }

  @Test
  void aRequestMayAskForLessThanIsTickedAndNotForMore() {
    assertThat(SCOPES.choice()).isEqualTo(ScopeCatalogue.Choice.PER_REQUEST);
    assertThat(asking("REPO_READ")).containsEntry("error", "invalid_scope");
    server.tick("forge", "REPO_WRITE");
    assertThat(asking("REPO_READ")).containsKey("code");
    assertThat(asking("REPO_ADMIN")).containsEntry("error", "invalid_scope");
    assertThat(asking("read")).containsEntry("error", "invalid_scope");
  }

  @Test
  @DisplayName("F07 scope oddities: where the answer names no scope, nobody knows what was granted")
  void withoutAScopeInTheAnswerNobodyKnows() throws Exception {
    server.fault(
        Endpoint.TOKEN,
        Fault.answer(
            200, "application/json", "{\"access_token\":\"a\",\"token_type\":\"bearer\"}"));

    assertThat(party.arrive().grantedScopes()).isEmpty();
  }

  @Test
  void anAdministratorMayVouchForTheDirectorysAddresses() {
    assertThat(BitbucketDataCenter.KIND.readsDirectory()).isTrue();
    assertThat(BitbucketDataCenter.KIND.usualAddress()).isEmpty();
  }

  @Test
  void eachScopeIncludesTheLesserOnes() {
    assertThat(missing("PUBLIC_REPOS REPO_READ REPO_WRITE", "REPO_ADMIN")).isEmpty();
    assertThat(missing("REPO_ADMIN", "PROJECT_ADMIN")).isEmpty();
    assertThat(missing("REPO_WRITE", "REPO_READ")).isNotEmpty();
    assertThat(missing("REPO_READ", "PUBLIC_REPOS")).isNotEmpty();
  }

  @Test
  void theListToTickIsInTheFormsOwnWords() {
    assertThat(labels(Part.READ_REPOSITORIES, Part.PULL_REQUESTS))
        .containsExactly("Repositories: Read", "Repositories: Read");
    assertThat(labels(Part.WRITE_REPOSITORIES)).containsExactly("Repositories: Write");
    assertThat(labels(Part.DEPLOY_KEYS, Part.WEBHOOKS))
        .containsExactly("Repositories: Admin", "Repositories: Admin");
    assertThat(scopes(Part.READ_REPOSITORIES, Part.PULL_REQUESTS)).containsExactly("REPO_READ");
    assertThat(scopes(Part.WRITE_REPOSITORIES)).containsExactly("REPO_WRITE");
    assertThat(scopes(Part.DEPLOY_KEYS, Part.WEBHOOKS)).containsExactly("REPO_ADMIN");
    assertThat(SCOPES.offers(Part.ISSUES)).isFalse();
    assertThat(SCOPES.offers(Part.WIKI)).isFalse();
    assertThat(SCOPES.offers(Part.MEMBERSHIPS)).isFalse();
    assertThat(BitbucketDataCenter.KIND.tellsMemberships()).isFalse();
  }

  @Test
  void tokensLiveAnHourAndOnlyThePersonTakesThemBack() {
    TokenRules rules = BitbucketDataCenter.KIND.tokens(BASE);

    assertThat(rules.accessLife()).contains(Duration.ofHours(1));
    assertThat(rules.refresh()).isEqualTo(TokenRules.Refresh.UNKNOWN);
    assertThat(rules.revocation())
        .isEqualTo(new TokenRules.Revocation.ByPerson(URI.create(BASE + "/account")));
    assertThat(BitbucketDataCenter.KIND.gitLogin())
        .isEqualTo(new GitLogin("x-token-auth", "x-token-auth"));
  }

  @Test
  void theFormIsAnIncomingApplicationLink() {
    RegistrationForm form = BitbucketDataCenter.KIND.registrationForm(BASE);

    assertThat(form.address()).isEqualTo(BASE + "/plugins/servlet/applinks/listApplicationLinks");
    assertThat(form.menu()).contains("External application").contains("Incoming");
    assertThat(form.fields()).contains(new Field("Redirect URL", Content.CALLBACK));
    assertThat(form.idName()).isEqualTo("Client ID");
    assertThat(form.secretName()).isEqualTo("Client secret");
    assertThat(form.traps()).anyMatch(trap -> trap.contains("7.20"));
  }

  private Map<String, String> asking(String scope) {
    return PlainClient.arrive(
        PlainClient.authorizeAddress(server.url("/rest/oauth2/latest/authorize"), scope));
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
