package dev.accountlink.grants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.accountlink.flow.Event;
import dev.accountlink.grant.Access;
import dev.accountlink.grant.Ended;
import dev.accountlink.grant.Grant;
import dev.accountlink.provider.Part;
import dev.accountlink.provider.ProviderException.Code;
import dev.accountlink.testkit.Race;
import dev.accountlink.testkit.fake.Endpoint;
import dev.accountlink.testkit.fake.Fault;
import dev.accountlink.testkit.fake.People;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A grant's whole life, for every kind. */
class GrantKindsTest {
  private static HttpResponse<String> api(GrantScene scene, GrantKinds kind, String token) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(scene.fake.baseUrl() + kind.api))
            .header("Authorization", "Bearer " + token)
            .header("User-Agent", "a test")
            .build();
    try {
      return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError("The API could not be asked.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("The test was stopped.", e);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aGrantIsGivenAndUsedAndRefreshedAgainAndAgain(GrantKinds kind) {
    try (GrantScene scene = kind.start()) {
      Grant grant = scene.give();
      String last = GrantScene.token(scene.use());
      assertThat(api(scene, kind, last).statusCode()).isEqualTo(200);
      assertThat(grant.state()).isEqualTo(Grant.State.ACTIVE);

      for (int round = 1; round <= 3; round++) {
        scene.runOut();
        assumeTrue(kind.tokensRunOut(), "these tokens do not run out");
        HttpResponse<String> refused = api(scene, kind, last);
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body()).contains(kind.refusal);

        String next = GrantScene.token(scene.use());
        assertThat(next).isNotEqualTo(last);
        assertThat(api(scene, kind, next).statusCode()).isEqualTo(200);
        assertThat(scene.refreshCalls()).isEqualTo(round);
        last = next;
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("F10 refresh rotation race: 16 threads on two nodes make one call")
  void manyMakeOneCall(GrantKinds kind) {
    assumeTrue(kind.tokensRunOut(), "these tokens do not run out");
    try (GrantScene scene = kind.start()) {
      scene.giveOneThatRanOut();
      var nodes = List.of(scene.node(), scene.node());

      List<String> tokens = Race.run(16, i -> GrantScene.token(scene.use(nodes.get(i % 2))));

      assertThat(tokens).allMatch(tokens.get(0)::equals);
      assertThat(scene.refreshCalls()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "F11 a grant that the person ended at the provider: told once, and not asked for again")
  void whatThePersonEndedThereIsToldOnce(GrantKinds kind) {
    assumeTrue(kind.tokensRunOut(), "only the API can tell that such a token was ended");
    try (GrantScene scene = kind.start()) {
      Grant grant = scene.giveOneThatRanOut();
      scene.fake.tokens().endGrantsOf(People.ada());

      for (int i = 0; i < 3; i++) {
        assertThat(scene.use()).isInstanceOf(Access.ReconnectNeeded.class);
      }
      assertThat(scene.refreshCalls()).isEqualTo(1);
      assertThat(scene.told(Event.Kind.RECONNECT_NEEDED)).containsExactly("INVALID_GRANT");

      assertThat(scene.give().id()).as("given once more").isEqualTo(grant.id());
      assertThat(scene.use()).isInstanceOf(Access.Given.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "F11 an answer that was lost on the way: the grant lives where the old token still does")
  void anAnswerThatWasLostOnTheWay(GrantKinds kind) {
    assumeTrue(kind.tokensRunOut(), "these tokens do not run out");
    try (GrantScene scene = kind.start()) {
      scene.giveOneThatRanOut();
      scene.fake.faultOnce(Endpoint.TOKEN, Fault.loseAnswer());
      assertThat(scene.use()).isInstanceOf(Access.Failed.class);

      scene.clock.pass(Duration.ofSeconds(31));
      assertThat(scene.use())
          .isInstanceOf(kind.rotates() ? Access.ReconnectNeeded.class : Access.Given.class);
      assertThat(scene.refreshCalls()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ENTRA", "AZURE_DEVOPS"})
  void whatNeedsASecondFactorNeedsThePerson(GrantKinds kind) {
    try (GrantScene scene = kind.start()) {
      scene.giveOneThatRanOut();
      scene.fake.faultOnce(
          Endpoint.TOKEN,
          Fault.answer(400, "application/json", "{\"error\":\"interaction_required\"}"));

      assertThat(scene.use()).isInstanceOf(Access.ReconnectNeeded.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRefreshTokenThatRanOutNeedsThePerson(GrantKinds kind) {
    assumeTrue(kind.tokensRunOut(), "these tokens do not run out");
    try (GrantScene scene = kind.start()) {
      scene.give();
      scene.clock.pass(Duration.ofDays(400));

      assertThat(scene.use()).isInstanceOf(Access.ReconnectNeeded.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aWrongSecretCostsNoGrant(GrantKinds kind) {
    assumeTrue(kind.tokensRunOut(), "these tokens are not refreshed");
    try (GrantScene scene = kind.start()) {
      scene.giveOneThatRanOut();
      scene.fake.register(GrantScene.CLIENT.id(), "another-secret");

      assertThat(scene.use())
          .isEqualTo(new Access.Failed(Code.INVALID_CLIENT, Duration.ofSeconds(30)));
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "D19 unlink keeps tokens: ended in the provider's way, or where people end it is told")
  void endedInTheProvidersWay(GrantKinds kind) {
    try (GrantScene scene = kind.start()) {
      Grant grant = scene.give();
      if (kind.takesReplacedBack()) {
        scene.give();
      }

      Ended ended = scene.grants.end(GrantScene.ADA, grant.id());

      assertThat(ended).isInstanceOf(kind.ended);
      assertThat(scene.grants.of(GrantScene.ADA)).isEmpty();
      assertThat(scene.store.find(grant.id())).isEmpty();
      if (ended instanceof Ended.Unsupported unsupported) {
        assertThat(unsupported.page())
            .hasValueSatisfying(page -> assertThat(page.isAbsolute()).isTrue());
        assertThat(scene.revokeCalls()).isZero();
      } else {
        scene.grants.maintain();
        assertThat(scene.fake.issuedSecrets())
            .noneMatch(scene.fake.tokens()::takes)
            .noneMatch(scene.fake.tokens()::takesRefresh);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("D19 a grant whose access token has run out is ended at the provider as well")
  void endedThoughTheAccessTokenHasRunOut(GrantKinds kind) {
    assumeTrue(kind.tokensRunOut(), "these tokens do not run out");
    try (GrantScene scene = kind.start()) {
      Grant grant = scene.giveOneThatRanOut();

      assertThat(scene.grants.end(GrantScene.ADA, grant.id())).isInstanceOf(kind.ended);

      if (kind.ended == Ended.Revoked.class) {
        assertThat(scene.fake.issuedSecrets())
            .noneMatch(scene.fake.tokens()::takes)
            .noneMatch(scene.fake.tokens()::takesRefresh);
        assertThat(scene.store.waiting()).isEmpty();
      }
    }
  }

  @Test
  @DisplayName("D19 tokens that had to be renewed to be taken back are taken back in the end")
  void renewedTokensAreNotLeftBehind() {
    try (GrantScene scene = GrantKinds.GITHUB_TOKENS_THAT_RUN_OUT.start()) {
      Grant grant = scene.giveOneThatRanOut();
      // The first one finds that the token has run out, the second one meets an outage.
      scene.fake.faultOnce(Endpoint.REVOKE, Fault.answer(404, "application/json", "{}"));
      scene.fake.faultOnce(Endpoint.REVOKE, Fault.serverError());

      assertThat(scene.grants.end(GrantScene.ADA, grant.id())).isEqualTo(new Ended.ToBeRetried());
      assertThat(scene.refreshCalls()).isEqualTo(1);
      scene.clock.pass(Duration.ofMinutes(2));

      assertThat(scene.grants.maintain().revocations()).isEqualTo(1);
      assertThat(scene.refreshCalls()).as("the new tokens are the ones to end").isEqualTo(1);
      assertThat(scene.fake.issuedSecrets())
          .noneMatch(scene.fake.tokens()::takes)
          .noneMatch(scene.fake.tokens()::takesRefresh);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("D19 tokens that the provider does not know any more are taken for taken back")
  void whatIsGoneThereIsTakenForTakenBack(GrantKinds kind) {
    try (GrantScene scene = kind.start()) {
      Grant grant = scene.give();
      scene.fake.tokens().endGrantsOf(People.ada());

      assertThat(scene.grants.end(GrantScene.ADA, grant.id())).isInstanceOf(kind.ended);
      assertThat(scene.store.waiting()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("D19 a provider that does not answer is asked again")
  void aProviderThatDoesNotAnswerIsAskedAgain(GrantKinds kind) {
    assumeTrue(kind.ended == Ended.Revoked.class, "nobody is asked here");
    try (GrantScene scene = kind.start()) {
      Grant grant = scene.give();
      scene.fake.faultOnce(Endpoint.REVOKE, Fault.serverError());

      assertThat(scene.grants.end(GrantScene.ADA, grant.id()))
          .isInstanceOf(Ended.ToBeRetried.class);
      scene.clock.pass(Duration.ofMinutes(2));
      assertThat(scene.grants.maintain().revocations()).isEqualTo(1);
      assertThat(scene.fake.issuedSecrets()).noneMatch(scene.fake.tokens()::takes);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatWasGrantedIsShownAsSuch(GrantKinds kind) {
    try (GrantScene scene = kind.start()) {
      Grant grant = scene.give();
      scene.runOut();
      scene.use();
      Grant now = scene.grants.of(GrantScene.ADA).get(0);

      assertThat(now.parts(scene.provider.kind().scopes()))
          .isEqualTo(grant.parts(scene.provider.kind().scopes()));
      if (scene.provider.kind().scopes().offers(Part.READ_REPOSITORIES)) {
        assertThat(now.parts(scene.provider.kind().scopes()).get(Part.READ_REPOSITORIES))
            .isNotEqualTo(Grant.Given.NOT_GRANTED);
      }
    }
  }
}
