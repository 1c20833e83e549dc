package dev.accountlink.testkit.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.exchange.Arrival;
import dev.accountlink.exchange.IssuerCheck;
import dev.accountlink.exchange.http.HttpLimits;
import dev.accountlink.model.Scope;
import dev.accountlink.provider.CallbackRule;
import dev.accountlink.provider.ClientAuthentication;
import dev.accountlink.provider.GitLogin;
import dev.accountlink.provider.OpenIdConnect;
import dev.accountlink.provider.Part;
import dev.accountlink.provider.Protocol;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.ProviderException.Code;
import dev.accountlink.provider.ScopeCatalogue;
import dev.accountlink.provider.ScopeCatalogue.Report;
import dev.accountlink.provider.TokenRules;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is true of Keycloak, Okta, Auth0, Authentik, Dex and whoever else is known by issuer. */
class OpenIdConnectFactsTest {
  private static final String DISCOVERY = "/.well-known/openid-configuration";

  private final MembersTwist twist = new MembersTwist();
  private final FakeOpenIdProvider openId = FakeOpenIdProvider.start(FakeAddress.anyPort(), twist);

  @BeforeEach
  void consent() {
    openId.approveAs(People.ada());
  }

  @AfterEach
  void close() {
    openId.close();
  }

  // 0.1 endpoints

  @ParameterizedTest(name = "{0} at {1}")
  @CsvSource({
    "Keycloak, /realms/dev, /realms/dev/protocol/openid-connect/auth,"
        + " /realms/dev/protocol/openid-connect/token,"
        + " /realms/dev/protocol/openid-connect/userinfo,"
        + " /realms/dev/protocol/openid-connect/certs",
    "Keycloak before 17, /auth/realms/dev, /auth/realms/dev/protocol/openid-connect/auth,"
        + " /auth/realms/dev/protocol/openid-connect/token,"
        + " /auth/realms/dev/protocol/openid-connect/userinfo,"
        + " /auth/realms/dev/protocol/openid-connect/certs",
    "Okta, '', /oauth2/v1/authorize, /oauth2/v1/token, /oauth2/v1/userinfo, /oauth2/v1/keys",
    "Okta's own server, /oauth2/default, /oauth2/default/v1/authorize, /oauth2/default/v1/token,"
        + " /oauth2/default/v1/userinfo, /oauth2/default/v1/keys",
    "Auth0, /, /authorize, /oauth/token, /userinfo, /.well-known/jwks.json",
    "Authentik, /application/o/forge/, /application/o/authorize/, /application/o/token/,"
        + " /application/o/userinfo/, /application/o/forge/jwks/",
    "Dex, /dex, /dex/auth, /dex/token, /dex/userinfo, /dex/keys",
    "Authelia, '', /api/oidc/authorization, /api/oidc/token, /api/oidc/userinfo, /jwks.json",
  })
  void theIssuerIsAllThatIsConfigured(
      String who, String issuer, String authorize, String token, String userInfo, String keys)
      throws Exception {
    MembersTwist laidOut = new MembersTwist();
    try (FakeOpenIdProvider other =
        FakeOpenIdProvider.start(FakeAddress.anyPort().withPath(issuer), laidOut)) {
      String origin = "http://127.0.0.1:" + URI.create(other.issuer()).getPort();
      Map.of("authorize", authorize, "token", token, "userinfo", userInfo, "jwks", keys)
          .forEach((known, path) -> other.server.alsoAt(path, other.path("/" + known)));
      laidOut.metadata.put("authorization_endpoint", origin + authorize);
      laidOut.metadata.put("token_endpoint", origin + token);
      laidOut.metadata.put("userinfo_endpoint", origin + userInfo);
      laidOut.metadata.put("jwks_uri", origin + keys);

      Arrival arrival = RelyingParty.of(other).arrive();

      assertThat(arrival.withDetails(arrival.identity()).login()).contains("ada");
      assertThat(arrival.identity().key().authority()).isEqualTo(origin + issuer);
      assertThat(other.requests())
          .extracting(RecordedRequest::path)
          .containsExactlyInAnyOrder(
              issuer.replaceFirst("/$", "") + DISCOVERY, authorize, token, keys, userInfo);
    }
  }

  @Test
  void theIssuerIsComparedToTheByteAndTheSlashIsPartOfIt() {
    Protocol.OpenIdConnect auth0 = protocol("https://forge.eu.auth0.com/");
    assertThat(auth0.authority()).isEqualTo("https://forge.eu.auth0.com/");
    assertThat(auth0.metadata()).isEqualTo(URI.create("https://forge.eu.auth0.com" + DISCOVERY));
    assertThat(auth0.issuers().inMetadata("https://forge.eu.auth0.com/")).isTrue();
    assertThat(auth0.issuers().inMetadata("https://forge.eu.auth0.com")).isFalse();
    assertThat(auth0.api()).as("the token goes to UserInfo and nowhere else").isEmpty();

    twist.metadata.put("issuer", openId.issuer() + "/");
    assertThat(Problems.code(() -> party().arrive())).isEqualTo(Code.METADATA_INVALID);
    assertThat(OpenIdConnect.KIND.usualAddress()).isEmpty();
  }

  // 0.2 protocol traits

  @ParameterizedTest(name = "{0} offered: {1}")
  @CsvSource({
    "'', BASIC",
    "client_secret_basic, BASIC",
    "client_secret_post, POST",
    "client_secret_post client_secret_basic private_key_jwt, BASIC",
    "private_key_jwt tls_client_auth, NONE",
  })
  void theClientShowsItsSecretAsTheMetadataOffer(String offered, String used) throws Exception {
    twist.metadata.put(
        "token_endpoint_auth_methods_supported",
        offered.isEmpty() ? null : List.of(offered.split(" ")));
    assertThat(protocol(openId.issuer()).clientAuthentication())
        .isEqualTo(ClientAuthentication.DISCOVERED);
    if (used.equals("NONE")) {
      assertThat(Problems.code(() -> party().arrive())).isEqualTo(Code.METADATA_INVALID);
      return;
    }
    party().arrive();

    RecordedRequest token = openId.requests(Endpoint.TOKEN).get(0);
    assertThat(token.header("authorization").isPresent()).isEqualTo(used.equals("BASIC"));
    assertThat(token.formParam("client_secret").isPresent()).isEqualTo(used.equals("POST"));
  }

  @Test
  void theRequestHasAChallengeANonceAndScopesBetweenSpaces() throws Exception {
    twist.metadata.put("code_challenge_methods_supported", null);
    openId.requirePkce(true);
    party().arrive();

    RecordedRequest request = openId.requests(Endpoint.AUTHORIZE).get(0);
    assertThat(request.queryParam("scope")).contains("openid profile email");
    assertThat(request.queryParam("code_challenge_method")).contains("S256");
    assertThat(request.queryParam("nonce")).contains(RelyingParty.NONCE);
  }

  @ParameterizedTest(name = "promised: {0}")
  @CsvSource({"true, MISSING", "false, FINE", ", FINE"})
  void theCallbackMustNameItsIssuerWhereThatIsPromised(
      @Nullable Boolean promised, IssuerCheck withoutOne) throws Exception {
    twist.metadata.put("authorization_response_iss_parameter_supported", promised);

    assertThat(check(Optional.empty())).isEqualTo(withoutOne);
    assertThat(check(Optional.of(openId.issuer()))).isEqualTo(IssuerCheck.FINE);
    assertThat(check(Optional.of(openId.issuer() + "/"))).isEqualTo(IssuerCheck.WRONG);
  }

  private IssuerCheck check(Optional<String> issuer) throws Exception {
    RelyingParty party = party();
    return party.exchange.checkIssuer(party.provider, issuer);
  }

  @Test
  @DisplayName("F07 scope oddities: what was granted stands in the answer, or nobody knows")
  void whatWasGrantedStandsInTheAnswerOrNowhere() throws Exception {
    openId.decideWith(request -> Choice.approve(People.ada(), "openid", "email"));
    assertThat(party().arrive().grantedScopes()).contains(ScopeCatalogue.read("openid email"));
    assertThat(OpenIdConnect.KIND.scopes().reported())
        .containsExactly(new Report.InAnswer("scope"));

    twist.tokens.put("scope", null);
    assertThat(party().arrive().grantedScopes()).as("never what was asked").isEmpty();
  }

  @Test
  void howLongTokensLiveIsSaidInEachAnswerAndTheyAreTakenBackWhereTheMetadataSay() {
    assertThat(OpenIdConnect.KIND.tokens("https://id.example.com/realms/dev"))
        .isEqualTo(
            new TokenRules(
                Optional.empty(),
                TokenRules.Refresh.UNKNOWN,
                new TokenRules.Revocation.Discovered(
                    URI.create("https://id.example.com/realms/dev"))));
  }

  @Test
  @DisplayName(
      "C29 the person is asked again by prompt and max_age, and the ID token must say when")
  void thePersonIsAskedAgain() throws Exception {
    assertThat(OpenIdConnect.KIND.reauthenticationParameters())
        .isEqualTo(Map.of("prompt", "login", "max_age", "0"));
    assertThat(OpenIdConnect.KIND.tellsAuthTime()).isTrue();
    assertThat(party().arrive().authenticatedAt()).isPresent();
    assertThat(OpenIdConnect.KIND.connectParameters()).as("not all know select_account").isEmpty();
    assertThat(OpenIdConnect.KIND.showsAccountPicker()).isFalse();
  }

  @ParameterizedTest(name = "{0} {1} is {2}")
  @CsvSource({
    "400, invalid_grant, INVALID_GRANT",
    "401, invalid_client, INVALID_CLIENT",
    "401, unauthorized_client, INVALID_CLIENT",
    "400, unauthorized_client, INVALID_CLIENT",
    "400, invalid_scope, TOKEN_REFUSED",
    "400, '', TOKEN_REFUSED",
    "401, '', INVALID_CLIENT",
    "429, slow_down, PROVIDER_DOWN",
  })
  void errorsOfTheTokenEndpointMeanWhatKeycloakAndTheStandardSay(
      int status, String error, Code code) {
    openId.fault(
        Endpoint.TOKEN,
        Fault.answer(status, "application/json", "{\"error\":\"%s\"}".formatted(error)));

    assertThat(Problems.code(() -> party().arrive())).isEqualTo(code);
  }

  // 0.4 git, 0.5 scopes, registration

  @Test
  void signingInIsAllThatAnIssuerIsGoodFor() {
    assertThat(OpenIdConnect.KIND.scopes().scopes(List.of(Part.values())))
        .extracting(Scope::value)
        .containsExactly("openid", "profile", "email");
    assertThat(OpenIdConnect.KIND.scopes().choice()).isEqualTo(ScopeCatalogue.Choice.PER_REQUEST);
    assertThat(OpenIdConnect.KIND.gitLogin()).isEqualTo(GitLogin.ANY);
    assertThat(OpenIdConnect.KIND.callbackRule()).isEqualTo(CallbackRule.EXACT);
    assertThat(OpenIdConnect.KIND.registrationForm("https://id.example.com/realms/dev").address())
        .isEqualTo("https://id.example.com/realms/dev");
  }

  private RelyingParty party() {
    openId.register("forge", "quiet", RelyingParty.CALLBACK.toString());
    return new RelyingParty(
        Provider.of("demo", "Demo", OpenIdConnect.KIND, openId.issuer(), RelyingParty.CLIENT),
        HttpLimits.DEFAULT,
        Clock.systemUTC());
  }

  private static Protocol.OpenIdConnect protocol(String issuer) {
    return (Protocol.OpenIdConnect)
        OpenIdConnect.provider("id", "Id", issuer, RelyingParty.CLIENT).protocol();
  }
}
