package dev.accountlink.grants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.flow.Event;
import dev.accountlink.grant.Access;
import dev.accountlink.grant.Grant;
import dev.accountlink.model.GrantKey;
import dev.accountlink.testkit.fake.FakeOpenIdProvider;
import dev.accountlink.testkit.fake.People;
import dev.accountlink.testkit.fake.RecordedRequest;
import dev.accountlink.testkit.fake.RefreshedIdToken;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A refresh that brings somebody else's tokens. */
class OtherPersonTest {
  @ParameterizedTest
  @ValueSource(strings = {"openid", "gitlab"})
  @DisplayName("C12 sub change on refresh: refused; what came is given back, and used for nothing")
  void tokensOfAnotherPersonAreGivenBack(String kind) {
    try (GrantScene scene = kind.equals("gitlab") ? GrantScene.gitLab() : GrantScene.openId()) {
      Grant grant = scene.giveOneThatRanOut();
      scene.fake.put(People.bob());
      scene.fake.tokens().mixUpWith(People.bob());
      isRefused(scene, grant, "OTHER_PERSON");
    }
  }

  @Test
  @DisplayName("C12 iss change on refresh: refused; what came is given back, and used for nothing")
  void tokensOfAnotherIssuerAreGivenBack() {
    try (GrantScene scene = GrantScene.openId()) {
      Grant grant = scene.giveOneThatRanOut();
      scene.openIdFake().idTokenOfRefresh(RefreshedIdToken.OF_ANOTHER_ISSUER);
      isRefused(scene, grant, "ID_TOKEN_INVALID");
    }
  }

  private static void isRefused(GrantScene scene, Grant before, String code) {
    List<String> known = scene.fake.issuedSecrets();
    GrantKey key = before.key();

    for (int i = 0; i < 3; i++) {
      assertThat(scene.use()).isInstanceOf(Access.ReconnectNeeded.class);
    }

    assertThat(scene.refreshCalls()).isEqualTo(1);
    assertThat(scene.told(Event.Kind.RECONNECT_NEEDED)).containsExactly(code);
    assertThat(scene.grants.of(GrantScene.ADA))
        .allSatisfy(
            grant -> {
              assertThat(grant.id()).isEqualTo(before.id());
              assertThat(grant.key()).isEqualTo(key);
              assertThat(grant.state()).isEqualTo(Grant.State.RECONNECT_NEEDED);
            })
        .hasSize(1);
    List<String> fresh =
        scene.fake.issuedSecrets().stream().filter(secret -> !known.contains(secret)).toList();
    assertThat(fresh)
        .isNotEmpty()
        .noneMatch(scene.fake.tokens()::takes)
        .noneMatch(scene.fake.tokens()::takesRefresh);
    assertThat(scene.fake.requests())
        .as("nothing is asked with such a token")
        .flatExtracting(OtherPersonTest::bearers)
        .noneMatch(fresh::contains);
  }

  private static List<String> bearers(RecordedRequest request) {
    return request.headers().getOrDefault("authorization", List.of()).stream()
        .map(value -> value.replaceFirst("\\S+ ", ""))
        .toList();
  }

  @Test
  @DisplayName("C12 an answer without an ID token is right, and so is one with the same person's")
  void whatIsRightIsTaken() {
    try (GrantScene scene = GrantScene.openId()) {
      FakeOpenIdProvider fake = scene.openIdFake();
      scene.giveOneThatRanOut();
      assertThat(fake.tokens().takes(GrantScene.token(scene.use()))).isTrue();

      fake.idTokenOfRefresh(RefreshedIdToken.ABSENT);
      scene.runOut();
      assertThat(fake.tokens().takes(GrantScene.token(scene.use()))).isTrue();
      assertThat(scene.refreshCalls()).isEqualTo(2);
      assertThat(scene.revokeCalls()).isZero();
    }
  }
}
