package dev.accountlink.testkit.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.exchange.Arrival;
import dev.accountlink.exchange.http.HttpLimits;
import dev.accountlink.provider.OpenIdConnect;
import dev.accountlink.provider.Provider;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who somebody is at any OpenID Connect provider, and which address is proven. */
class OpenIdConnectPeopleTest {
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

  @ParameterizedTest
  @ValueSource(strings = {"f3a1e8c2-5f1d-4d5c-9d3e-0a4b7c1d2e3f", "auth0|5f7c8ec7c33c6c004bbafe82"})
  void theSubjectIsAnyTextAndTheIssuerIsItsOtherHalf(String subject) throws Exception {
    twist.claims.put("sub", subject);

    Arrival arrival = party().arrive();
    assertThat(arrival.identity().key().subject()).isEqualTo(subject);
    assertThat(arrival.identity().key().authority()).isEqualTo(openId.issuer());
    assertThat(OpenIdConnect.KIND.isSubject(subject)).isTrue();
  }

  @ParameterizedTest(name = "email_verified {0}")
  @DisplayName("D05 an address is proven by JSON true and by nothing else")
  @CsvSource({"true, true", "false, false", "'\"true\"', false", "1, false", "null, false"})
  void onlyTrueProves(String word, boolean proven) throws Exception {
    String claims = "{\"sub\":\"100001\",\"email\":\"ada@example.org\",\"email_verified\":%s}";
    openId.fault(Endpoint.USERINFO, Fault.answer(200, "application/json", claims.formatted(word)));
    Arrival arrival = party().arrive();

    assertThat(arrival.withDetails(arrival.identity()).emails())
        .singleElement()
        .matches(email -> email.verified() == proven);
  }

  @Test
  void namesStandInTheIdTokenOrAtUserInfoAndAPictureMayBeNull() throws Exception {
    openId.fault(
        Endpoint.USERINFO,
        Fault.answer(
            200,
            "application/json",
            "{\"sub\":\"100001\",\"preferred_username\":\"alice\",\"name\":\"Alice\",\"picture\":null,"
                + "\"nickname\":\"al\"}"));
    Arrival arrival = party().arrive();
    assertThat(arrival.withName(arrival.identity()).login()).contains("alice");
    assertThat(arrival.withDetails(arrival.identity()).displayName()).contains("Alice");
    assertThat(arrival.withDetails(arrival.identity()).picture()).isEmpty();

    openId.clearRequests();
    openId.profileInIdToken(true);
    openId.emailsInIdToken(true);
    Arrival whole = party().arrive();
    assertThat(whole.withDetails(whole.identity()).login()).contains("ada");
    assertThat(openId.userinfoCalls()).isZero();
  }

  @Test
  void groupsAreAClaimForAGateAndNoMemberships() throws Exception {
    Person ada = People.ada().withClaim("groups", List.of("/dev", "/dev/core"));
    openId.approveAs(ada);

    assertThat(party().arrive().claims().texts("groups"))
        .containsExactlyInAnyOrder("/dev", "/dev/core");
    assertThat(OpenIdConnect.KIND.tellsMemberships()).isFalse();
    assertThat(OpenIdConnect.KIND.readsDirectory()).isFalse();
  }

  private RelyingParty party() {
    openId.register("forge", "quiet", RelyingParty.CALLBACK.toString());
    return new RelyingParty(
        Provider.of("demo", "Demo", OpenIdConnect.KIND, openId.issuer(), RelyingParty.CLIENT),
        HttpLimits.DEFAULT,
        Clock.systemUTC());
  }
}
