package dev.accountlink.testkit.fake;

import static dev.accountlink.testkit.fake.PlainClient.CALLBACK;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import dev.accountlink.testkit.browser.TestBrowser;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BadOpTest {

  @ParameterizedTest
  @EnumSource
  void aCarefulClientEndsWhereTheCaseSays(BadCase badCase) throws Exception {
    try (BadOp bad = ready(badCase)) {
      CarefulClient client =
          new CarefulClient(bad.issuer(), badCase == BadCase.CLIENT_SECRET_BASIC);
      for (int i = 0; i < badCase.signIns(); i++) {
        assertThat(client.signIn("")).isEqualTo(badCase.expected());
      }
      assertThat(bad.provider().authorizeCalls() > 0).isEqualTo(badCase.expected().mayAuthorize());
      assertThat(bad.provider().tokenCalls() > 0).isEqualTo(badCase.expected().mayCallToken());
      assertThat(bad.provider().userinfoCalls() > 0)
          .isEqualTo(badCase.expected().mayCallUserinfo());
      assertThat(bad.strangersKeyCalls()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.MATCH_ANY,
      names = {"CLIENT_TEST", "STATE_.*", "CODE_.*", "RESPONSE_.*", "INVALID_.*"})
  void theSameComesByFormPost(BadCase badCase) throws Exception {
    try (BadOp bad = ready(badCase)) {
      assertThat(new CarefulClient(bad.issuer(), false).signIn("form_post"))
          .isEqualTo(badCase.expected());
    }
  }

  @Test
  void moduleNamesAreDifferent() {
    assertThat(Arrays.stream(BadCase.values()).map(BadCase::moduleName)).doesNotHaveDuplicates();
  }

  @Test
  void aKeyChangesBetweenTwoSignIns() throws Exception {
    try (BadOp bad = ready(BadCase.SIGNING_KEY_ROTATION)) {
      CarefulClient client = new CarefulClient(bad.issuer(), false);
      client.signIn("");
      String before = PlainClient.get(bad.issuer() + "/jwks").body();
      client.signIn("");
      assertThat(PlainClient.get(bad.issuer() + "/jwks").body()).isNotEqualTo(before);
    }
  }

  @Test
  void theStrangersKeyIsThereForWhoeverFallsForIt() throws Exception {
    try (BadOp bad = ready(BadCase.HEADER_JKU)) {
      String code =
          PlainClient.arrive(PlainClient.authorizeAddress(bad.issuer() + "/authorize", "openid"))
              .get("code");
      Object idToken =
          PlainClient.json(PlainClient.redeem(bad.issuer() + "/token", code)).get("id_token");
      JWSObject token = JWSObject.parse((String) idToken);
      JWKSet keys = JWKSet.parse(PlainClient.get(token.getHeader().getJWKURL().toString()).body());

      assertThat(token.verify(new RSASSAVerifier(keys.getKeys().get(0).toRSAKey()))).isTrue();
      assertThat(bad.strangersKeyCalls()).isEqualTo(1);
    }
  }

  @Test
  void inAMixUpTheCodeIsTheHonestProvidersOwn() {
    try (BadOp bad = ready(BadCase.MIX_UP)) {
      Map<String, String> answer =
          PlainClient.callback(
              TestBrowser.fresh()
                  .get(PlainClient.authorizeAddress(bad.issuer() + "/authorize", "openid"))
                  .followUntil(uri -> uri.toString().startsWith(CALLBACK))
                  .location());

      assertThat(answer).containsEntry("iss", bad.honest().issuer()).containsKey("code");
      assertThat(bad.honest().authorizeCalls()).isEqualTo(1);
    }
  }

  private static BadOp ready(BadCase badCase) {
    BadOp bad = BadOp.start(badCase);
    bad.register(FakeClient.of("forge", "quiet", CALLBACK));
    bad.provider().approveAs(People.ada());
    bad.honest().register("forge-at-honest", "quiet", CALLBACK);
    bad.honest().approveAs(People.ada());
    return bad;
  }
}
