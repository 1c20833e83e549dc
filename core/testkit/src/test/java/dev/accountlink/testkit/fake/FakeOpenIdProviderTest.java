package dev.accountlink.testkit.fake;

import static dev.accountlink.testkit.fake.PlainClient.CALLBACK;
import static dev.accountlink.testkit.fake.PlainClient.arrive;
import static dev.accountlink.testkit.fake.PlainClient.authorizeAddress;
import static dev.accountlink.testkit.fake.PlainClient.callback;
import static dev.accountlink.testkit.fake.PlainClient.get;
import static dev.accountlink.testkit.fake.PlainClient.json;
import static dev.accountlink.testkit.fake.PlainClient.redeem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import dev.accountlink.testkit.browser.BrowserForm;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FakeOpenIdProviderTest {
  private static final String SCOPES = "openid profile email";
  private final FakeOpenIdProvider provider =
      FakeOpenIdProvider.start(FakeAddress.anyPort().withPath("/realms/dev"));
  private final String authorize = provider.baseUrl() + "/authorize";
  private final String token = provider.baseUrl() + "/token";

  @BeforeEach
  void register() {
    provider.register("forge", "quiet", CALLBACK);
    provider.approveAs(People.ada());
  }

  @AfterEach
  void close() {
    provider.close();
  }

  @Test
  void discoveryIsWhatNimbusReads() throws Exception {
    OIDCProviderMetadata metadata =
        OIDCProviderMetadata.parse(
            get(provider.issuer() + "/.well-known/openid-configuration").body());

    assertThat(metadata.getIssuer().getValue()).isEqualTo(provider.issuer());
    assertThat(metadata.getTokenEndpointURI()).hasToString(token);
    assertThat(metadata.supportsAuthorizationResponseIssuerParam()).isTrue();
    assertThat(provider.discoveryCalls()).isEqualTo(1);
  }

  @Test
  void aStraightRunGivesAnIdTokenThatNimbusAccepts() throws Exception {
    Map<String, String> answer = arrive(authorizeAddress(authorize, SCOPES));
    assertThat(answer).containsEntry("state", "s-1").containsEntry("iss", provider.issuer());

    Map<String, Object> tokens = json(redeem(token, answer.get("code")));
    assertThat(tokens).containsEntry("token_type", "Bearer").containsEntry("scope", SCOPES);
    IDTokenClaimsSet claims = validate(tokens);
    assertThat(claims.getSubject().getValue()).isEqualTo("100001");
    assertThat(claims.getStringClaim("email")).isNull();

    assertThat(json(get(provider.baseUrl() + "/userinfo", (String) tokens.get("access_token"))))
        .containsEntry("sub", "100001")
        .containsEntry("preferred_username", "ada")
        .containsEntry("name", "Ada Lovelace")
        .containsEntry("email", "ada@example.org")
        .containsEntry("email_verified", true);
    assertThat(provider.tokenCalls()).isEqualTo(1);
    assertThat(provider.userinfoCalls()).isEqualTo(1);
  }

  @Test
  void claimsCanStandInTheIdToken() throws Exception {
    provider.emailsInIdToken(true);
    provider.profileInIdToken(true);

    IDTokenClaimsSet claims = validate(signIn());

    assertThat(claims.getStringClaim("email")).isEqualTo("ada@example.org");
    assertThat(claims.getStringClaim("preferred_username")).isEqualTo("ada");
  }

  @Test
  void claimsFollowTheScopes() {
    Map<String, Object> tokens =
        json(redeem(token, arrive(authorizeAddress(authorize, "openid")).get("code")));

    assertThat(json(get(provider.baseUrl() + "/userinfo", (String) tokens.get("access_token"))))
        .containsOnlyKeys("sub");
  }

  @Test
  void aRotatedKeyIsPublishedAndTheFormerOneGone() throws Exception {
    Map<String, Object> before = signIn();
    validate(before);
    provider.rotateKey();

    validate(signIn());
    assertThatThrownBy(() -> validate(before)).hasMessageContaining("no matching key");
  }

  @Test
  void twoProvidersThatAreOpenNeverShareAKey() throws Exception {
    Map<String, Object> ours = signIn();
    try (FakeOpenIdProvider other = FakeOpenIdProvider.start()) {
      JWKSet keys = JWKSet.parse(get(other.baseUrl() + "/jwks").body());
      assertThatThrownBy(() -> validate(ours, keys)).hasMessageContaining("Invalid signature");
    }
  }

  @Test
  void keysAndTokensCanGoWithoutNames() throws Exception {
    provider.nameKeys(false);
    provider.addKey();

    Map<String, Object> tokens = signIn();

    assertThat(get(provider.baseUrl() + "/jwks").body()).doesNotContain("\"kid\"");
    validate(tokens);
  }

  @Test
  void aCodeIsGoodOnceForItsClientItsCallbackAndItsVerifier() {
    provider.register("other", "quiet", CALLBACK);
    String code = arrive(authorizeAddress(authorize, SCOPES)).get("code");
    assertThat(redeem(token, code).statusCode()).isEqualTo(200);

    assertThat(json(redeem(token, code))).containsEntry("error", "invalid_grant");
    assertThat(json(redeemAnew("client_id", "other"))).containsEntry("error", "invalid_grant");
    assertThat(json(redeemAnew("redirect_uri", CALLBACK + "/x")))
        .containsEntry("error", "invalid_grant");
    assertThat(json(redeemAnew("code_verifier", "w".repeat(43))))
        .containsEntry("error", "invalid_grant");
    assertThat(redeemAnew("client_secret", "loud").statusCode()).isEqualTo(401);
  }

  @Test
  void pkceCanBeRequiredAndPlainIsRefused() {
    provider.requirePkce(true);

    assertThat(arrive(authorizeAddress(authorize, SCOPES, "code_challenge", "")))
        .containsEntry("error", "invalid_request");
    assertThat(arrive(authorizeAddress(authorize, SCOPES, "code_challenge_method", "plain")))
        .containsEntry("error", "invalid_request");
  }

  @Test
  void anUnregisteredCallbackGetsAPageAndNoRedirect() {
    BrowserPage page =
        TestBrowser.fresh()
            .get(authorizeAddress(authorize, SCOPES, "redirect_uri", CALLBACK + "/"));

    assertThat(page.status()).isEqualTo(400);
    assertThat(page.isRedirect()).isFalse();
  }

  @Test
  void formPostAnswersAFormThatPostsToTheCallback() {
    BrowserForm form =
        TestBrowser.fresh()
            .get(authorizeAddress(authorize, SCOPES, "response_mode", "form_post"))
            .form("form");

    assertThat(form.method()).isEqualTo("POST");
    assertThat(form.action()).hasToString(CALLBACK);
    assertThat(form.fields()).containsKey("code").containsEntry("state", "s-1");
  }

  @Test
  void aReturningPersonIsAskedAgainOnlyWhenThatWasAskedFor() {
    provider.askAtPage();
    TestBrowser browser = TestBrowser.fresh();
    BrowserPage page = browser.get(authorizeAddress(authorize, SCOPES));
    assertThat(page.text()).contains("Read your e-mail address");
    assertThat(callback(page.formOf("Continue as Ada").submit().location())).containsKey("code");

    assertThat(browser.get(authorizeAddress(authorize, SCOPES)).isRedirect()).isTrue();
    assertThat(browser.get(authorizeAddress(authorize, SCOPES, "prompt", "login")).status())
        .isEqualTo(200);
    assertThat(browser.get(authorizeAddress(authorize, SCOPES, "max_age", "0")).status())
        .isEqualTo(200);
    assertThat(browser.get(authorizeAddress(authorize, SCOPES, "max_age", "60")).isRedirect())
        .isTrue();
    provider.useClock(Clock.offset(Clock.systemUTC(), Duration.ofSeconds(61)));
    assertThat(browser.get(authorizeAddress(authorize, SCOPES, "max_age", "60")).status())
        .isEqualTo(200);
  }

  @Test
  void authTimeIsWhenThePersonClickedAndNotWhenTheTokenWasMade() throws Exception {
    provider.askAtPage();
    TestBrowser browser = TestBrowser.fresh();
    browser.get(authorizeAddress(authorize, SCOPES)).formOf("Continue as Ada").submit();
    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(50));
    provider.useClock(later);

    Map<String, String> silent = arrive(browser, authorizeAddress(authorize, SCOPES));
    IDTokenClaimsSet claims = validate(json(redeem(token, silent.get("code"))));

    assertThat(claims.getAuthenticationTime().toInstant())
        .isBefore(claims.getIssueTime().toInstant().minusSeconds(45));
  }

  @Test
  void promptNoneNeverShowsAPage() {
    provider.askAtPage();

    assertThat(arrive(authorizeAddress(authorize, SCOPES, "prompt", "none")))
        .containsEntry("error", "login_required");
  }

  private Map<String, Object> signIn() {
    return json(redeem(token, arrive(authorizeAddress(authorize, SCOPES)).get("code")));
  }

  private java.net.http.HttpResponse<String> redeemAnew(String... changes) {
    return redeem(token, arrive(authorizeAddress(authorize, SCOPES)).get("code"), changes);
  }

  private IDTokenClaimsSet validate(Map<String, Object> tokens) throws Exception {
    return validate(tokens, JWKSet.parse(get(provider.baseUrl() + "/jwks").body()));
  }

  private IDTokenClaimsSet validate(Map<String, Object> tokens, JWKSet keys) throws Exception {
    IDTokenValidator validator =
        new IDTokenValidator(
            new Issuer(provider.issuer()), new ClientID("forge"), JWSAlgorithm.RS256, keys);
    return validator.validate(JWTParser.parse((String) tokens.get("id_token")), new Nonce("n-1"));
  }
}
