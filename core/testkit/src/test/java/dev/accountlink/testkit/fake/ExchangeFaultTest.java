package dev.accountlink.testkit.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import dev.accountlink.exchange.Arrival;
import dev.accountlink.exchange.IssuerCheck;
import dev.accountlink.exchange.Redemption;
import dev.accountlink.exchange.http.HttpLimits;
import dev.accountlink.model.ExternalIdentity;
import dev.accountlink.model.Secret;
import dev.accountlink.provider.Client;
import dev.accountlink.provider.ProviderException;
import dev.accountlink.provider.ProviderException.Code;
import java.net.CookieHandler;
import java.net.CookieManager;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The protocol layer while something at the provider is broken. */
class ExchangeFaultTest {
  private final FakeOpenIdProvider openId = FakeOpenIdProvider.start();
  private final FakeGitHub github = FakeGitHub.start();

  @AfterEach
  void close() {
    openId.close();
    github.close();
  }

  private static FakeForge forge(Endpoint endpoint, FakeGitHub github, FakeOpenIdProvider openId) {
    return endpoint == Endpoint.USER || endpoint == Endpoint.EMAILS ? github : openId;
  }

  private FakeForge forge(Endpoint endpoint) {
    return forge(endpoint, github, openId);
  }

  /** Everything a registration asks. */
  private static ExternalIdentity everything(RelyingParty party) throws ProviderException {
    Arrival arrival = party.arrive();
    return arrival.withDetails(arrival.identity());
  }

  private static ProviderException failure(RelyingParty party) {
    ProviderException failure =
        catchThrowableOfType(ProviderException.class, () -> everything(party));
    assertThat(failure).isNotNull();
    return failure;
  }

  @DisplayName("F02 redirects from provider: none is followed, nothing is sent on")
  @ParameterizedTest(name = "F02 redirects from provider: {1} at {0}")
  @CsvSource({
    "DISCOVERY, 302",
    "JWKS, 301",
    "TOKEN, 302",
    "TOKEN, 307",
    "TOKEN, 308",
    "USERINFO, 303",
    "USERINFO, 307",
    "USER, 302",
    "EMAILS, 308"
  })
  void redirects(Endpoint endpoint, int status) {
    try (FakeOpenIdProvider evil = FakeOpenIdProvider.start()) {
      for (String location :
          List.of(
              evil.baseUrl() + "/taken?x=canary-query",
              evil.baseUrl().substring("http:".length()) + "/taken")) {
        forge(endpoint).clearFaults();
        forge(endpoint).fault(endpoint, Fault.redirect(status, location));
        ProviderException failure = failure(RelyingParty.of(forge(endpoint)));
        assertThat(failure.code()).isEqualTo(Code.REDIRECTED);
        assertThat(failure).hasMessageContaining("127.0.0.1").hasMessageNotContaining("canary");
      }
      assertThat(evil.requests()).isEmpty();
    }
  }

  @ParameterizedTest(name = "F03 hanging provider: {0} never answers")
  @EnumSource(names = {"DISCOVERY", "JWKS", "TOKEN", "USERINFO", "USER", "EMAILS"})
  void hanging(Endpoint endpoint) {
    forge(endpoint).fault(endpoint, Fault.hang());
    givesUpInTime(endpoint);
  }

  @ParameterizedTest(name = "F03 slow provider: {0} dribbles its body")
  @EnumSource(names = {"DISCOVERY", "JWKS", "TOKEN", "USERINFO", "USER", "EMAILS"})
  void dribbling(Endpoint endpoint) {
    forge(endpoint).fault(endpoint, Fault.dribble(Duration.ofMillis(100)));
    givesUpInTime(endpoint);
  }

  private void givesUpInTime(Endpoint endpoint) {
    RelyingParty party =
        RelyingParty.of(
            forge(endpoint), RelyingParty.HASTY, Clock.systemUTC(), RelyingParty.CLIENT);
    long begun = System.nanoTime();
    ProviderException failure = failure(party);
    assertThat(failure.code()).isEqualTo(Code.PROVIDER_DOWN);
    assertThat(failure).hasMessageContaining("in time");
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(60));
  }

  @ParameterizedTest(name = "F04 size bomb: {0} answers with a gigabyte")
  @EnumSource(names = {"DISCOVERY", "JWKS", "TOKEN", "USERINFO", "USER", "EMAILS"})
  void oversized(Endpoint endpoint) {
    forge(endpoint).fault(endpoint, Fault.oversized(1L << 30));
    assertThat(failure(RelyingParty.of(forge(endpoint))).code()).isEqualTo(Code.TOO_LARGE);
  }

  @ParameterizedTest(name = "F04 gzip bomb: nothing is unpacked at {0}")
  @EnumSource(names = {"DISCOVERY", "JWKS", "TOKEN", "USERINFO", "USER", "EMAILS"})
  void packed(Endpoint endpoint) {
    forge(endpoint).fault(endpoint, Fault.gzipBomb(64 << 20));
    assertThat(failure(RelyingParty.of(forge(endpoint))).code()).isEqualTo(Code.NOT_JSON);
  }

  @ParameterizedTest(name = "C28 deep JSON: {0} nests without end")
  @EnumSource(names = {"DISCOVERY", "JWKS", "TOKEN", "USERINFO", "USER", "EMAILS"})
  void deep(Endpoint endpoint) {
    forge(endpoint).fault(endpoint, Fault.deepJson(20_000));
    assertThat(failure(RelyingParty.of(forge(endpoint))).code()).isEqualTo(Code.TOO_LARGE);
  }

  @ParameterizedTest(name = "F06 HTML instead of JSON at {0}")
  @EnumSource(names = {"DISCOVERY", "JWKS", "TOKEN", "USERINFO", "USER", "EMAILS"})
  void html(Endpoint endpoint) {
    forge(endpoint).fault(endpoint, Fault.html());
    ProviderException failure = failure(RelyingParty.of(forge(endpoint)));
    assertThat(failure.code()).isEqualTo(Code.NOT_JSON);
    assertThat(failure).hasMessageContaining("HTML").hasMessageContaining("200");
  }

  @ParameterizedTest(name = "F06 cut JSON at {0}")
  @EnumSource(names = {"DISCOVERY", "JWKS", "TOKEN", "USERINFO", "USER", "EMAILS"})
  void cut(Endpoint endpoint) {
    forge(endpoint).fault(endpoint, Fault.invalidJson());
    assertThat(failure(RelyingParty.of(forge(endpoint))).code()).isEqualTo(Code.NOT_JSON);
  }

  @ParameterizedTest(name = "F06 byte order mark at {0} is harmless")
  @EnumSource(names = {"DISCOVERY", "JWKS", "TOKEN", "USERINFO", "USER", "EMAILS"})
  void marked(Endpoint endpoint) throws Exception {
    forge(endpoint).fault(endpoint, Fault.byteOrderMark());
    assertThat(everything(RelyingParty.of(forge(endpoint))).login()).contains("ada");
  }

  @Test
  @DisplayName("F06 form-encoded token answer is no JSON, and no token")
  void formEncoded() {
    github.fault(
        Endpoint.TOKEN,
        Fault.answer(200, "application/x-www-form-urlencoded", "access_token=a&token_type=bearer"));
    assertThat(failure(RelyingParty.of(github)).code()).isEqualTo(Code.NOT_JSON);
  }

  @ParameterizedTest(name = "F06 error {1} with status {0} becomes {2}")
  @CsvSource({
    "200, bad_verification_code, INVALID_GRANT",
    "400, invalid_grant, INVALID_GRANT",
    "200, incorrect_client_credentials, INVALID_CLIENT",
    "401, invalid_client, INVALID_CLIENT",
    "401, unauthorized_client, INVALID_CLIENT",
    "200, redirect_uri_mismatch, REDIRECT_MISMATCH",
    "200, unverified_user_email, TOKEN_REFUSED",
    "400, ' <b>', TOKEN_REFUSED",
    "503, temporarily_unavailable, PROVIDER_DOWN",
    "429, slow_down, PROVIDER_DOWN"
  })
  void tokenErrors(int status, String error, Code code) {
    github.fault(
        Endpoint.TOKEN,
        Fault.answer(
            status,
            "application/json",
            "{\"error\":\"" + error + "\",\"error_description\":\"canary-description\"}"));
    ProviderException failure = failure(RelyingParty.of(github));
    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure)
        .hasMessageContaining(String.valueOf(status))
        .hasMessageNotContaining("canary")
        .hasMessageNotContaining("<b>");
  }

  @ParameterizedTest(name = "F08 client auth: a secret with : % + and umlaut arrives whole, {0}")
  @EnumSource
  void awkwardSecret(ClientAuthMethod method) throws Exception {
    Client awkward = Client.of("forge:1% +", "a:b%+\u00fc &=");
    boolean basic = method == ClientAuthMethod.CLIENT_SECRET_BASIC;
    FakeForge fake = basic ? openId : github;
    RelyingParty party = RelyingParty.of(fake, HttpLimits.DEFAULT, Clock.systemUTC(), awkward);
    fake.register(
        FakeClient.of(awkward.id(), awkward.secret().reveal(), RelyingParty.CALLBACK.toString())
            .withAuthMethods(method));

    assertThat(party.arrive().identity().key().subject()).isEqualTo("100001");
    RecordedRequest token = fake.requests(Endpoint.TOKEN).get(0);
    assertThat(token.query()).isEmpty();
    assertThat(token.header("authorization").isPresent()).isEqualTo(basic);
    assertThat(token.formParam("client_secret").isPresent()).isEqualTo(!basic);
  }

  @ParameterizedTest(name = "F12 outage: {1} at {0}")
  @CsvSource({
    "DISCOVERY, 500",
    "JWKS, 503",
    "TOKEN, 500",
    "TOKEN, 429",
    "USERINFO, 502",
    "USER, 429",
    "EMAILS, 500"
  })
  void outage(Endpoint endpoint, int status) {
    forge(endpoint).fault(endpoint, Fault.answer(status, "text/html", "<h1>sorry</h1>"));
    ProviderException failure = failure(RelyingParty.of(forge(endpoint)));
    assertThat(failure.code()).isEqualTo(Code.PROVIDER_DOWN);
    assertThat(failure).hasMessageContaining(String.valueOf(status));
  }

  @ParameterizedTest(name = "F13 userinfo partially failing: {0} for the addresses gives none")
  @ValueSource(ints = {403, 404})
  void withoutAddresses(int status) throws Exception {
    github.fault(Endpoint.EMAILS, Fault.answer(status, "application/json", "{}"));
    ExternalIdentity found = everything(RelyingParty.of(github));
    assertThat(found.login()).contains("ada");
    assertThat(found.emails()).isEmpty();
  }

  @Test
  @DisplayName("F13 userinfo partially failing: who is known signs in while UserInfo is down")
  void knownWithoutUserInfo() throws Exception {
    openId.fault(Endpoint.USERINFO, Fault.serverError());
    assertThat(RelyingParty.of(openId).arrive().identity().key().subject()).isEqualTo("100001");
  }

  @Test
  @DisplayName("F16 access token at wrong host: a Link header leads nowhere")
  void linkHeader() throws Exception {
    try (FakeOpenIdProvider evil = FakeOpenIdProvider.start()) {
      github.fault(
          Endpoint.EMAILS,
          Fault.extraHeader("Link", "<" + evil.baseUrl() + "/x?page=2>; rel=\"next\""));
      everything(RelyingParty.of(github));
      assertThat(evil.requests()).isEmpty();
    }
  }

  @Test
  @DisplayName("C18 key rotation without names: a key of the old name is fetched once more")
  void rotationUnderOneName() throws Exception {
    openId.nameKeys(false);
    RelyingParty party = RelyingParty.of(openId);
    party.arrive();
    openId.rotateKey();
    assertThat(party.arrive().identity().key().subject()).isEqualTo("100001");
    assertThat(openId.jwksCalls()).isEqualTo(2);
  }

  @Test
  @DisplayName("C19 unknown-kid flood: one refetch in 30 seconds, then try again later")
  void unknownKidFlood() throws Exception {
    TurnedClock clock = new TurnedClock();
    try (BadOp bad = BadOp.start(BadCase.KID_UNKNOWN)) {
      RelyingParty party = RelyingParty.of(bad.provider(), clock);
      assertThat(failure(party).code()).isEqualTo(Code.ID_TOKEN_INVALID);
      for (int i = 0; i < 5; i++) {
        assertThat(failure(party).code()).isEqualTo(Code.PROVIDER_DOWN);
      }
      assertThat(bad.provider().jwksCalls()).isEqualTo(2);

      clock.turn(Duration.ofSeconds(31));
      assertThat(failure(party).code()).isEqualTo(Code.ID_TOKEN_INVALID);
      assertThat(bad.provider().jwksCalls()).isEqualTo(3);
    }
  }

  @Test
  @DisplayName("C19 outage: known keys are good for two hours and no longer")
  void keysOutliveAnOutageForAWhile() throws Exception {
    TurnedClock clock = new TurnedClock();
    RelyingParty party = RelyingParty.of(openId, clock);
    party.arrive();
    openId.fault(Endpoint.JWKS, Fault.serverError());

    clock.turn(Duration.ofMinutes(90));
    assertThat(party.arrive().identity().key().subject()).isEqualTo("100001");
    clock.turn(Duration.ofMinutes(31));
    assertThat(failure(party).code()).isEqualTo(Code.PROVIDER_DOWN);
  }

  @Test
  void aDeadProviderIsAskedOnceInFiveSecondsAndAPageIsMadeWithoutIt() {
    TurnedClock clock = new TurnedClock();
    RelyingParty party = RelyingParty.of(openId, clock);
    openId.fault(Endpoint.DISCOVERY, Fault.serverError());

    for (int i = 0; i < 5; i++) {
      assertThat(failure(party).code()).isEqualTo(Code.PROVIDER_DOWN);
      assertThat(party.exchange.authorizationOrigin(party.provider)).isEqualTo(openId.baseUrl());
    }
    assertThat(openId.discoveryCalls()).isEqualTo(1);

    openId.clearFaults();
    clock.turn(Duration.ofSeconds(6));
    assertThat(party.exchange.authorizationOrigin(party.provider)).isEqualTo(openId.baseUrl());
    assertThat(openId.discoveryCalls()).isEqualTo(2);
  }

  @Test
  void metadataAreReadOnceAnHourAndOutliveAnOutageOfADay() throws Exception {
    TurnedClock clock = new TurnedClock();
    RelyingParty party = RelyingParty.of(openId, clock);
    party.arrive();
    clock.turn(Duration.ofMinutes(61));
    party.arrive();
    assertThat(openId.discoveryCalls()).isEqualTo(2);

    openId.fault(Endpoint.DISCOVERY, Fault.serverError());
    clock.turn(Duration.ofHours(23));
    assertThat(party.arrive().identity().key().subject()).isEqualTo("100001");
    clock.turn(Duration.ofHours(1));
    assertThat(failure(party).code()).isEqualTo(Code.PROVIDER_DOWN);
  }

  @ParameterizedTest(name = "C27 clock skew: {0} s off is {1}")
  @CsvSource({"45, fine", "-45, fine", "420, CLOCK", "-300, CLOCK"})
  void clockSkew(long seconds, String expected) throws Exception {
    TurnedClock ours = new TurnedClock();
    RelyingParty party = RelyingParty.of(openId, ours);
    openId.useClock(Clock.systemUTC());
    ours.turn(Duration.ofSeconds(seconds));
    if (expected.equals("fine")) {
      assertThat(party.arrive().identity().key().subject()).isEqualTo("100001");
      return;
    }
    ProviderException failure = failure(party);
    assertThat(failure.code()).isEqualTo(Code.CLOCK);
    assertThat(failure.getMessage()).contains(seconds > 0 ? "behind" : "ahead of");
    assertThat(failure.getMessage())
        .containsPattern(seconds > 0 ? " 4[12]\\d s" : " (29\\d|30\\d) s");
  }

  @ParameterizedTest(name = "C26 signed UserInfo: {0}")
  @CsvSource({
    "right, ''",
    "unsigned, ID_TOKEN_INVALID",
    "stranger, ID_TOKEN_INVALID",
    "other client, ID_TOKEN_INVALID",
    "other issuer, ID_TOKEN_INVALID",
    "other person, NOT_A_PERSON"
  })
  void signedUserInfo(String what, String code) throws Exception {
    RelyingParty party = RelyingParty.of(openId);
    party.arrive();
    openId.fault(Endpoint.USERINFO, Fault.answer(200, "application/jwt", userInfo(what)));
    if (code.isEmpty()) {
      assertThat(everything(party).login()).contains("signed-ada");
    } else {
      assertThat(failure(party).code()).isEqualTo(Code.valueOf(code));
    }
  }

  private String userInfo(String what) {
    Map<String, Object> claims =
        Map.of(
            "iss", what.equals("other issuer") ? "https://other.example" : openId.issuer(),
            "aud", what.equals("other client") ? "other" : RelyingParty.CLIENT.id(),
            "sub", what.equals("other person") ? "100002" : "100001",
            "preferred_username", "signed-ada");
    return switch (what) {
      case "unsigned" -> new PlainJWT(claimsSet(claims)).serialize();
      case "stranger" ->
          openId.keys.sign(
              new JWSHeader.Builder(JWSAlgorithm.RS256), openId.keys.strangersKey(), claims);
      default -> openId.keys.sign(claims);
    };
  }

  private static JWTClaimsSet claimsSet(Map<String, Object> claims) {
    JWTClaimsSet.Builder builder = new JWTClaimsSet.Builder();
    claims.forEach(builder::claim);
    return builder.build();
  }

  @Test
  void theHostsCookieHandlerSeesNothingOfOurCalls() throws Exception {
    CookieHandler before = CookieHandler.getDefault();
    CookieManager hosts = new CookieManager();
    CookieHandler.setDefault(hosts);
    try {
      openId.fault(Endpoint.TOKEN, Fault.extraHeader("Set-Cookie", "session=of-the-first; Path=/"));
      RelyingParty party = RelyingParty.of(openId);
      everything(party);
      everything(party);
      assertThat(openId.requests(Endpoint.TOKEN))
          .hasSize(2)
          .allSatisfy(request -> assertThat(request.header("cookie")).isEmpty());
      assertThat(hosts.getCookieStore().getCookies()).isEmpty();
    } finally {
      CookieHandler.setDefault(before);
    }
  }

  @Test
  @DisplayName("B15 redirect_uri at the token call is that of the authorization, to the byte")
  void sameCallback() throws Exception {
    RelyingParty.of(openId).arrive();
    assertThat(openId.requests(Endpoint.TOKEN).get(0).formParam("redirect_uri"))
        .isEqualTo(openId.requests(Endpoint.AUTHORIZE).get(0).queryParam("redirect_uri"))
        .contains(RelyingParty.CALLBACK.toString());
  }

  @Test
  @DisplayName("B08 PKCE downgrade: S256 goes out though the metadata are silent")
  void alwaysPkce() throws Exception {
    Map<String, String> query =
        PlainClient.callback(RelyingParty.of(github).authorizationAddress());
    assertThat(query)
        .containsEntry("code_challenge_method", "S256")
        .containsEntry("code_challenge", PkceCheck.challenge(RelyingParty.VERIFIER))
        .containsEntry("scope", "read:user user:email")
        .doesNotContainKeys("nonce", "response_mode");
    assertThat(PlainClient.callback(RelyingParty.of(openId).authorizationAddress()))
        .containsEntry("code_challenge_method", "S256")
        .containsEntry("nonce", RelyingParty.NONCE)
        .containsEntry("scope", "openid profile email")
        .doesNotContainKey("response_mode");
  }

  @Test
  @DisplayName("B07 code injection: another flow's code or verifier is refused by the provider")
  void foreignVerifier() throws Exception {
    RelyingParty party = RelyingParty.of(openId);
    String code = party.wentThere().get("code");
    ProviderException failure =
        catchThrowableOfType(
            ProviderException.class,
            () ->
                party.exchange.redeem(
                    new Redemption(
                        party.provider,
                        RelyingParty.CLIENT,
                        RelyingParty.CALLBACK,
                        Secret.of(code),
                        Secret.of("x".repeat(43)),
                        RelyingParty.NONCE)));
    assertThat(failure.code()).isEqualTo(Code.INVALID_GRANT);
  }

  @Test
  @DisplayName("G01 token in exceptions: no failure names a code, token, secret or verifier")
  void nothingSecretInMessages() throws Exception {
    for (Fault fault :
        List.of(
            Fault.serverError(),
            Fault.dropConnection(),
            Fault.invalidJson(),
            Fault.redirect(302, "https://evil.example/?access_token=x"))) {
      for (Endpoint endpoint : List.of(Endpoint.TOKEN, Endpoint.USERINFO)) {
        openId.clearFaults();
        openId.fault(endpoint, fault);
        ProviderException failure = failure(RelyingParty.of(openId));
        for (Throwable one = failure; one != null; one = one.getCause()) {
          String shown = one.toString();
          assertThat(openId.issuedSecrets()).noneMatch(shown::contains);
          assertThat(shown).doesNotContain(RelyingParty.VERIFIER, "quiet", "Bearer");
        }
      }
    }
    assertThat(RelyingParty.of(github).arrive().toString()).isEqualTo("Arrival[github]");
  }

  @Test
  @DisplayName("B03 RFC 9207 iss removed: fine where nothing promises it, as at GitHub")
  void absentIssuer() throws Exception {
    RelyingParty party = RelyingParty.of(github);
    assertThat(party.exchange.checkIssuer(party.provider, Optional.empty()))
        .isEqualTo(IssuerCheck.FINE);
    assertThat(party.exchange.checkIssuer(party.provider, Optional.of(github.issuer())))
        .isEqualTo(IssuerCheck.FINE);
    assertThat(party.exchange.checkIssuer(party.provider, Optional.of("https://evil.example")))
        .isEqualTo(IssuerCheck.WRONG);
  }
}
