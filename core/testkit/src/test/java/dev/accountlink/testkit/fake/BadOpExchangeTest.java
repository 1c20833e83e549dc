package dev.accountlink.testkit.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.accountlink.exchange.Arrival;
import dev.accountlink.exchange.IssuerCheck;
import dev.accountlink.model.ExternalIdentity;
import dev.accountlink.provider.ProviderException;
import dev.accountlink.provider.ProviderException.Code;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The protocol layer against every misbehaviour that shows behind the browser's back, and against
 * {@code iss}; what else goes wrong in a callback is stopped before the protocol layer is asked.
 */
class BadOpExchangeTest {
  private record Row(String id, Optional<Code> code) {}

  private static final Map<BadCase, Row> ROWS = rows();

  private static Map<BadCase, Row> rows() {
    Map<BadCase, Row> rows = new EnumMap<>(BadCase.class);
    Code invalid = Code.ID_TOKEN_INVALID;
    refused(rows, "B02 RFC 9207 iss wrong", null, BadCase.RESPONSE_ISS_INVALID);
    refused(rows, "B03 RFC 9207 iss removed", null, BadCase.RESPONSE_ISS_REMOVED);
    refused(rows, "C01 wrong iss", invalid, BadCase.INVALID_ISS, BadCase.ISS_MISSING);
    refused(rows, "C03 missing or wrong aud", invalid, BadCase.INVALID_AUD, BadCase.MISSING_AUD);
    refused(rows, "C04 extra untrusted audience", invalid, BadCase.AUD_SECONDARY);
    refused(rows, "C04 wrong azp", invalid, BadCase.AZP_WRONG, BadCase.AZP_MISSING);
    accepted(rows, "C04 right azp", BadCase.AZP_RIGHT);
    accepted(rows, "C05 aud as one-element array", BadCase.AUD_AS_ARRAY);
    refused(rows, "C06 expired", Code.CLOCK, BadCase.EXP_PAST);
    refused(rows, "C06 missing exp", invalid, BadCase.EXP_MISSING);
    refused(rows, "C07 missing iat", invalid, BadCase.MISSING_IAT);
    refused(rows, "C07 iat too old or in the future", Code.CLOCK, BadCase.IAT_WEEK_OLD);
    refused(rows, "C07 iat too old or in the future", Code.CLOCK, BadCase.IAT_FUTURE);
    refused(rows, "C08 nbf in the future", Code.CLOCK, BadCase.NBF_FUTURE);
    refused(rows, "C09 nonce wrong", invalid, BadCase.NONCE_INVALID, BadCase.NONCE_MISSING);
    Code nobody = Code.NOT_A_PERSON;
    refused(rows, "C10 missing sub", nobody, BadCase.MISSING_SUB, BadCase.SUB_NULL);
    refused(rows, "C10 empty sub", nobody, BadCase.SUB_EMPTY, BadCase.SUB_BLANK);
    refused(rows, "C10 numeric or huge sub", nobody, BadCase.SUB_NUMERIC, BadCase.SUB_TOO_LONG);
    accepted(rows, "C10 longest sub", BadCase.SUB_LONGEST);
    refused(rows, "C11 sub differs in UserInfo", nobody, BadCase.USERINFO_INVALID_SUB);
    refused(rows, "C11 no sub in UserInfo", nobody, BadCase.USERINFO_MISSING_SUB);
    refused(rows, "C13 alg none", invalid, BadCase.IDTOKEN_SIG_NONE, BadCase.ALG_NONE_SPELT);
    refused(rows, "C13 alg null", invalid, BadCase.ALG_NULL);
    refused(rows, "C14 HS256 with public key", invalid, BadCase.ALG_CONFUSION);
    refused(rows, "C14 HS256", invalid, BadCase.INVALID_SIG_HS256, BadCase.ALG_HS256_CLIENT_SECRET);
    refused(rows, "C14 other alg", invalid, BadCase.ALG_ALTERNATE, BadCase.INVALID_SIG_ES256);
    refused(rows, "C15 JWE-wrapped plain JWT", invalid, BadCase.JWE_WITH_PLAIN_JWT);
    refused(rows, "C16 embedded key", invalid, BadCase.HEADER_JWK, BadCase.HEADER_JKU);
    refused(rows, "C16 embedded key", invalid, BadCase.HEADER_X5U);
    accepted(rows, "C17 kid absent, one key", BadCase.KID_ABSENT_SINGLE_JWKS);
    accepted(rows, "C17 kid absent, many keys", BadCase.KID_ABSENT_MULTIPLE_JWKS);
    accepted(rows, "C18 key rotation", BadCase.SIGNING_KEY_ROTATION);
    accepted(rows, "C18 key rotation", BadCase.SIGNING_KEY_ROTATION_JUST_BEFORE_SIGNING);
    refused(rows, "C19 unknown kid", invalid, BadCase.KID_UNKNOWN);
    refused(rows, "C20 at_hash wrong", invalid, BadCase.AT_HASH_WRONG);
    accepted(rows, "C21 RS256", BadCase.IDTOKEN_SIG_RS256);
    refused(rows, "C21 RS256 broken", invalid, BadCase.INVALID_SIG_RS256);
    refused(rows, "C22 typ confusion", invalid, BadCase.TYP_ACCESS_TOKEN, BadCase.TYP_LOGOUT_TOKEN);
    Code metadata = Code.METADATA_INVALID;
    refused(rows, "C23 discovery issuer mismatch", metadata, BadCase.DISCOVERY_ISSUER_MISMATCH);
    refused(rows, "C23 issuer template", metadata, BadCase.METADATA_ISSUER_TEMPLATE);
    refused(rows, "C24 endpoint not https", metadata, BadCase.METADATA_PLAIN_HTTP);
    refused(rows, "C24 endpoint not https", metadata, BadCase.METADATA_SCRIPT);
    refused(rows, "C24 endpoint not https", metadata, BadCase.METADATA_FILE);
    refused(rows, "C24 endpoint missing", metadata, BadCase.METADATA_NO_JWKS);
    accepted(rows, "C24 endpoints on another host", BadCase.METADATA_OTHER_HOST);
    Arrays.stream(BadCase.values())
        .filter(badCase -> badCase.name().startsWith("EMAIL_VERIFIED_"))
        .forEach(badCase -> accepted(rows, "C25 email_verified type", badCase));
    refused(rows, "F06 error with status 200", Code.INVALID_GRANT, BadCase.ERROR_IN_SUCCESS);
    Arrays.stream(BadCase.values())
        .filter(badCase -> badCase.name().startsWith("AUTH_TIME_"))
        .forEach(badCase -> accepted(rows, "C29 auth_time does not matter to sign in", badCase));
    accepted(rows, "F07 token_type", BadCase.TOKEN_TYPE_CASE, BadCase.TOKEN_TYPE_MISSING);
    refused(rows, "F07 token_type", Code.TOKEN_REFUSED, BadCase.TOKEN_TYPE_UNKNOWN);
    accepted(rows, "F07 expires_in", BadCase.EXPIRES_IN_MISSING, BadCase.EXPIRES_IN_NULL);
    accepted(rows, "F07 expires_in, scope", BadCase.EXPIRES_IN_TEXT, BadCase.SCOPE_MISSING);
    refused(rows, "F07 no ID token", invalid, BadCase.ID_TOKEN_MISSING, BadCase.ID_TOKEN_NULL);
    refused(rows, "F07 no ID token", invalid, BadCase.ID_TOKEN_GARBAGE);
    accepted(rows, "F08 client_secret_basic", BadCase.CLIENT_SECRET_BASIC);
    accepted(rows, "OpenID plan", BadCase.CLIENT_TEST, BadCase.SCOPE_USERINFO_CLAIMS);
    accepted(rows, "OpenID plan", BadCase.USERINFO_BEARER_HEADER);
    accepted(rows, "OpenID plan", BadCase.DISCOVERY_OPENID_CONFIG, BadCase.DISCOVERY_JWKS_URI_KEYS);
    return rows;
  }

  private static void refused(Map<BadCase, Row> rows, String id, Code code, BadCase... cases) {
    Arrays.stream(cases).forEach(one -> rows.put(one, new Row(id, Optional.ofNullable(code))));
  }

  private static void accepted(Map<BadCase, Row> rows, String id, BadCase... cases) {
    refused(rows, id, null, cases);
  }

  static Stream<Arguments> cases() {
    return ROWS.entrySet().stream()
        .map(row -> argumentSet(row.getValue().id() + ": " + row.getKey(), row.getKey()));
  }

  @ParameterizedTest(name = "{argumentSetName}")
  @MethodSource("cases")
  void theExchangeEndsWhereTheCaseSays(BadCase badCase) throws Exception {
    try (BadOp bad = BadOp.start(badCase)) {
      RelyingParty party = RelyingParty.of(bad.provider());
      bad.register(
          FakeClient.of(
              RelyingParty.CLIENT.id(),
              RelyingParty.CLIENT.secret().reveal(),
              RelyingParty.CALLBACK.toString()));
      for (int i = 0; i < badCase.signIns(); i++) {
        assertThat(signedIn(party, badCase)).isEqualTo(badCase.expected());
      }
      Expectation expected = badCase.expected();
      assertThat(bad.provider().authorizeCalls() > 0).isEqualTo(expected.mayAuthorize());
      assertThat(bad.provider().tokenCalls() > 0).isEqualTo(expected.mayCallToken());
      assertThat(bad.provider().userinfoCalls() > 0).isEqualTo(expected.mayCallUserinfo());
      assertThat(bad.strangersKeyCalls()).isZero();
    }
  }

  /** What the engine does, in its order, and where it ends. */
  private static Expectation signedIn(RelyingParty party, BadCase badCase) throws Exception {
    Expectation reached = Expectation.REJECT_METADATA;
    try {
      Map<String, String> answer = party.wentThere();
      IssuerCheck issuer =
          party.exchange.checkIssuer(party.provider, Optional.ofNullable(answer.get("iss")));
      if (issuer != IssuerCheck.FINE) {
        return Expectation.REJECT_RESPONSE;
      }
      reached = Expectation.REJECT_TOKEN;
      Arrival arrival = party.redeem(answer.get("code"));
      ExternalIdentity known = arrival.identity();
      reached = Expectation.REJECT_USERINFO;
      ExternalIdentity found = arrival.withDetails(known);
      assertThat(found.verifiedEmail().isPresent()).isEqualTo(badCase.provesEmail());
      return Expectation.ACCEPT;
    } catch (ProviderException e) {
      assertThat(Optional.of(e.code())).as(e.getMessage()).isEqualTo(ROWS.get(badCase).code());
      return reached;
    }
  }

  @Test
  void noCaseIsForgotten() {
    Set<BadCase> stoppedBefore =
        EnumSet.of(
            BadCase.STATE_INVALID,
            BadCase.STATE_MISSING,
            BadCase.STATE_EMPTY,
            BadCase.STATE_DOUBLED,
            BadCase.CODE_DOUBLED,
            BadCase.RESPONSE_ISS_DOUBLED,
            BadCase.CODE_EMPTY,
            BadCase.CODE_MISSING,
            BadCase.CODE_AND_ERROR,
            BadCase.ACCESS_DENIED,
            BadCase.ERROR_WITH_WRONG_ISS,
            BadCase.ERROR_DESCRIPTION_HOSTILE,
            BadCase.ERROR_UNKNOWN,
            BadCase.ACCESS_TOKEN_IN_FRONT,
            BadCase.ID_TOKEN_IN_FRONT,
            BadCase.MIX_UP);
    assertThat(ROWS.keySet()).isEqualTo(EnumSet.complementOf(EnumSet.copyOf(stoppedBefore)));
  }
}
