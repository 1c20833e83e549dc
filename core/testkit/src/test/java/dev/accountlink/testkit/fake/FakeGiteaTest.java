package dev.accountlink.testkit.fake;

import static dev.accountlink.testkit.fake.PlainClient.CALLBACK;
import static dev.accountlink.testkit.fake.PlainClient.arrive;
import static dev.accountlink.testkit.fake.PlainClient.authorizeAddress;
import static dev.accountlink.testkit.fake.PlainClient.callback;
import static dev.accountlink.testkit.fake.PlainClient.get;
import static dev.accountlink.testkit.fake.PlainClient.json;
import static dev.accountlink.testkit.fake.PlainClient.redeem;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The fake by itself: what Gitea and Forgejo do on the wire. */
class FakeGiteaTest {
  private static final String OPENID = "openid profile email";

  private final FakeGitea gitea =
      FakeGitea.start(FakeAddress.anyPort().withPath("/git"), GiteaFlavour.GITEA);
  private final String authorize = gitea.baseUrl() + "/login/oauth/authorize";
  private final String token = gitea.baseUrl() + "/login/oauth/access_token";
  private final String api = gitea.baseUrl() + "/api/v1";

  @BeforeEach
  void register() {
    gitea.register("forge", "quiet", CALLBACK);
    gitea.approveAs(People.ada());
  }

  @AfterEach
  void close() {
    gitea.close();
  }

  @Test
  void theTokenAnswerHasAnIdTokenAndSaysNothingOfScopes() throws Exception {
    Map<String, Object> tokens = tokens(OPENID);

    assertThat(tokens)
        .containsOnlyKeys("access_token", "token_type", "expires_in", "refresh_token", "id_token")
        .containsEntry("token_type", "bearer")
        .containsEntry("expires_in", 3600L);
    assertThat(SignedJWT.parse((String) tokens.get("id_token")).getJWTClaimsSet().toJSONObject())
        .containsEntry("sub", "100001")
        .containsEntry("email_verified", true)
        .doesNotContainKeys("auth_time", "at_hash");
    assertThat(gitea.issuedSecrets())
        .contains(
            (String) tokens.get("access_token"),
            (String) tokens.get("refresh_token"),
            (String) tokens.get("id_token"));
  }

  @Test
  void withoutOpenidThereIsNoIdToken() {
    assertThat(tokens("read:user")).doesNotContainKey("id_token");
  }

  @ParameterizedTest
  @CsvSource({"GITEA, ''", "OLD_GITEA, /", "FORGEJO, ''"})
  void theIssuerEndsInASlashInSomeVersions(GiteaFlavour flavour, String end) {
    gitea.behaveLike(flavour);

    assertThat(json(get(gitea.baseUrl() + "/.well-known/openid-configuration")))
        .containsEntry("issuer", gitea.baseUrl() + end)
        .containsEntry("token_endpoint", token)
        .containsEntry("code_challenge_methods_supported", List.of("plain", "S256"))
        .doesNotContainKeys(
            "token_endpoint_auth_methods_supported",
            "authorization_response_iss_parameter_supported");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "code, no-such-code, unauthorized_client, client is not authorized",
    "client_secret, loud, unauthorized_client, invalid client secret",
    "client_secret, '', unauthorized_client, invalid empty client secret",
    "client_id, nobody, invalid_client, cannot load client with client id: 'nobody'",
    "redirect_uri, http://localhost:9/x, unauthorized_client, unexpected redirect URI",
    "code_verifier, wwwww, unauthorized_client, failed PKCE code challenge",
    "grant_type, password, unsupported_grant_type, Only refresh_token or authorization_code"
        + " grant type is supported"
  })
  void everyErrorHasStatus400(String parameter, String value, String error, String description) {
    String code = arrive(authorizeAddress(authorize, OPENID)).get("code");

    HttpResponse<String> answer = redeem(token, code, parameter, value);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer))
        .containsEntry("error", error)
        .containsEntry("error_description", description);
  }

  @ParameterizedTest
  @CsvSource({
    "GITEA, invalid_grant, authorization code already used",
    "FORGEJO, unauthorized_client, client is not authorized"
  })
  void aCodeIsGoodOnceAndForTenMinutes(GiteaFlavour flavour, String error, String description) {
    gitea.behaveLike(flavour);
    String used = arrive(authorizeAddress(authorize, OPENID)).get("code");
    redeem(token, used);
    assertThat(json(redeem(token, used)))
        .containsEntry("error", error)
        .containsEntry("error_description", description);

    String old = arrive(authorizeAddress(authorize, OPENID)).get("code");
    gitea.useClock(Clock.offset(Clock.systemUTC(), Duration.ofSeconds(601)));
    assertThat(json(redeem(token, old))).containsEntry("error", "invalid_grant");
  }

  @Test
  void theSecretMayStandInTheHeaderOrInTheForm() throws Exception {
    String code = arrive(authorizeAddress(authorize, OPENID)).get("code");
    String form =
        "grant_type=authorization_code&code="
            + code
            + "&code_verifier="
            + PlainClient.VERIFIER
            + "&redirect_uri="
            + FormCodec.encode(CALLBACK);
    HttpRequest.Builder request = basic(token, "forge:quiet").POST(BodyPublishers.ofString(form));

    assertThat(json(PlainClient.send(request))).containsKey("access_token");
    assertThat(
            json(
                PlainClient.send(
                    basic(token, "forge:quiet")
                        .POST(BodyPublishers.ofString(form + "&client_secret=loud")))))
        .containsEntry("error", "unauthorized_client");
  }

  @ParameterizedTest(name = "{0} with {1}: /user {2}, /user/orgs {3}")
  @CsvSource({
    "GITEA, openid profile email, 200, 200",
    "GITEA, openid email read:user, 200, 403",
    "GITEA, openid email read:repository, 403, 403",
    "GITEA, openid email read:users, 200, 200",
    "GITEA, openid write:user write:organization, 200, 200",
    "OLD_GITEA, openid read:repository, 200, 200",
    "FORGEJO, openid read:repository, 200, 200"
  })
  void aTokenCanDoEverythingUnlessAScopeOfGiteasOwnNarrowsIt(
      GiteaFlavour flavour, String scope, int user, int organizations) {
    gitea.behaveLike(flavour);
    String accessToken = (String) tokens(scope).get("access_token");

    assertThat(get(api + "/user", accessToken).statusCode()).isEqualTo(user);
    assertThat(get(api + "/user/orgs", accessToken).statusCode()).isEqualTo(organizations);
  }

  @Test
  void theApisErrorsNameTheScopeThatIsMissing() {
    String accessToken = (String) tokens("openid read:repository").get("access_token");

    assertThat((String) json(get(api + "/user", accessToken)).get("message"))
        .contains("token does not have at least one of required scope(s)", "read:user");
    assertThat(get(api + "/user", "nothing").statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource({
    "GITEA, openid read:repository",
    "OLD_GITEA, openid read:user",
    "FORGEJO, openid read:user"
  })
  void whoHasConsentedIsAskedNoMoreAndGetsTheNewScopesOrTheOld(
      GiteaFlavour flavour, String granted) {
    gitea.behaveLike(flavour);
    gitea.askAtPage();
    TestBrowser browser = TestBrowser.fresh();
    browser.get(authorizeAddress(authorize, "openid read:user")).formOf("Continue as Ada").submit();

    BrowserPage again = browser.get(authorizeAddress(authorize, "openid read:repository"));

    assertThat(again.isRedirect()).as("no page is shown").isTrue();
    String code = callback(again.location()).get("code");
    assertThat(introspect((String) json(redeem(token, code)).get("access_token")))
        .containsEntry("active", true)
        .containsEntry("scope", granted)
        .containsEntry("sub", "100001")
        .containsEntry("username", "ada");
  }

  @ParameterizedTest
  @EnumSource
  void aPersonWhoTookTheConsentBackIsAskedAgain(GiteaFlavour flavour) {
    gitea.behaveLike(flavour);
    tokens("openid read:user");
    gitea.forgetConsents();

    assertThat(introspect((String) tokens("openid read:issue").get("access_token")))
        .containsEntry("scope", "openid read:issue");
  }

  @Test
  void introspectionIsForClientsAndKnowsDeadTokens() {
    assertThat(introspect("no-such-token")).containsExactlyEntriesOf(Map.of("active", false));
    HttpResponse<String> stranger =
        PlainClient.send(
            basic(gitea.baseUrl() + "/login/oauth/introspect", "forge:loud")
                .POST(BodyPublishers.ofString("token=x")));
    assertThat(stranger.statusCode()).isEqualTo(401);
    assertThat(stranger.body()).isEqualTo("no valid authorization");
  }

  @Test
  void thePageSaysWhatTheScopesReallyAllow() {
    gitea.askAtPage();
    TestBrowser browser = TestBrowser.fresh();

    assertThat(browser.get(authorizeAddress(authorize, OPENID)).text())
        .contains("Read and change everything in your account");
    assertThat(browser.get(authorizeAddress(authorize, OPENID + " read:user")).text())
        .contains("Read your settings and e-mail addresses")
        .doesNotContain("everything");
  }

  @Test
  void callbacksAreComparedExactlyButForTheLoopbackPort() {
    gitea.register("forge", "quiet", "http://127.0.0.1:9/callback", CALLBACK);

    assertThat(status("http://127.0.0.1:77/callback")).isEqualTo(303);
    assertThat(status("http://127.0.0.1:77/callback/x")).isEqualTo(400);
    assertThat(status(CALLBACK + "/")).isEqualTo(400);
    assertThat(status(CALLBACK.replace(":9", ":10"))).isEqualTo(400);
  }

  @Test
  void otherErrorsGoBackWithTheStateEvenWhereThereIsNone() {
    assertThat(arrive(authorizeAddress(authorize, OPENID, "response_type", "token", "state", "")))
        .containsEntry("error", "unsupported_response_type")
        .containsEntry("state", "");
    assertThat(arrive(authorizeAddress(authorize, OPENID, "code_challenge_method", "S512")))
        .containsEntry("error", "invalid_request");
    gitea.cancel();
    assertThat(arrive(authorizeAddress(authorize, OPENID)))
        .containsEntry("error", "access_denied")
        .containsEntry("error_description", "the request is denied")
        .doesNotContainKey("iss");
  }

  private int status(String redirectUri) {
    return TestBrowser.fresh()
        .get(authorizeAddress(authorize, OPENID, "redirect_uri", redirectUri))
        .status();
  }

  private Map<String, Object> tokens(String scope) {
    return json(redeem(token, arrive(authorizeAddress(authorize, scope)).get("code")));
  }

  private Map<String, Object> introspect(String accessToken) {
    return json(
        PlainClient.send(
            basic(gitea.baseUrl() + "/login/oauth/introspect", "forge:quiet")
                .POST(BodyPublishers.ofString("token=" + accessToken))));
  }

  private static HttpRequest.Builder basic(String address, String pair) {
    return HttpRequest.newBuilder(URI.create(address))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .header(
            "Authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)));
  }
}
