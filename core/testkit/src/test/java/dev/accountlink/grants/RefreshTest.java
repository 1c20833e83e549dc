package dev.accountlink.grants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.flow.Event;
import dev.accountlink.grant.Access;
import dev.accountlink.grant.Grant;
import dev.accountlink.grant.Grants;
import dev.accountlink.model.Purpose;
import dev.accountlink.testkit.Race;
import dev.accountlink.testkit.fake.Endpoint;
import dev.accountlink.testkit.fake.Fault;
import dev.accountlink.testkit.fake.RefreshTokens;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Tokens that are refreshed when they have to be, once, and as rarely as can be. */
class RefreshTest {
  private final GrantScene scene = GrantScene.openId();

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void aTokenThatLivesIsGivenWithoutACall() {
    scene.give();
    scene.fake.clearRequests();

    assertThat(scene.fake.tokens().takes(GrantScene.token(scene.use()))).isTrue();
    assertThat(scene.fake.requests()).isEmpty();
  }

  @Test
  void whatRanOutIsRefreshedAndStoredBeforeItIsUsed() {
    scene.giveOneThatRanOut();

    String token = GrantScene.token(scene.use());
    assertThat(scene.fake.tokens().takes(token)).isTrue();
    assertThat(GrantScene.token(scene.use(scene.node()))).isEqualTo(token);
    assertThat(scene.refreshCalls()).isEqualTo(1);
  }

  @Test
  @DisplayName(
      "F10 refresh rotation race: 64 threads of one process make one call, and no family"
          + " is lost")
  void manyThreadsMakeOneCall() {
    scene.fake.tokens().refreshTokens(RefreshTokens.ROTATE_AND_PUNISH);
    scene.giveOneThatRanOut();
    scene.fake.faultOnce(Endpoint.TOKEN, Fault.slow(Duration.ofMillis(200)));

    List<String> tokens = Race.run(64, number -> GrantScene.token(scene.use()));

    assertThat(tokens).hasSize(64).allMatch(tokens.get(0)::equals);
    assertThat(scene.fake.tokens().takes(tokens.get(0))).isTrue();
    assertThat(scene.refreshCalls()).isEqualTo(1);
  }

  @Test
  @DisplayName(
      "F10 refresh rotation race: 64 threads on two nodes make one call, and no family is"
          + " lost")
  void manyNodesMakeOneCall() {
    scene.fake.tokens().refreshTokens(RefreshTokens.ROTATE_AND_PUNISH);
    scene.giveOneThatRanOut();
    List<Grants> nodes = List.of(scene.node(), scene.node());
    scene.fake.faultOnce(Endpoint.TOKEN, Fault.slow(Duration.ofMillis(300)));

    List<String> tokens = Race.run(64, i -> GrantScene.token(scene.use(nodes.get(i % 2))));

    assertThat(tokens).hasSize(64).allMatch(tokens.get(0)::equals);
    assertThat(scene.fake.tokens().takes(tokens.get(0))).isTrue();
    assertThat(scene.refreshCalls()).isEqualTo(1);
  }

  @Test
  @DisplayName("F10 refresh rotation race: rotated again and again, the grant lives")
  void rotatedAgainAndAgainTheGrantLives() {
    scene.fake.tokens().refreshTokens(RefreshTokens.ROTATE_AND_PUNISH);
    scene.give();
    List<Grants> nodes = List.of(scene.node(), scene.node());

    for (int round = 1; round <= 5; round++) {
      scene.runOut();
      List<String> tokens = Race.run(8, i -> GrantScene.token(scene.use(nodes.get(i % 2))));
      assertThat(tokens).allMatch(scene.fake.tokens()::takes);
      assertThat(scene.refreshCalls()).isEqualTo(round);
    }
  }

  @Test
  void whoWaitsForAnotherNodeInVainIsToldThatItIsBusy() {
    Grant grant = scene.giveOneThatRanOut();
    long version = scene.store.find(grant.id()).orElseThrow().version();
    scene.store.lease(grant.id(), version, "another-node", Duration.ofSeconds(60));

    Thread.currentThread().interrupt();
    Access access = scene.use();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(access).isInstanceOf(Access.Busy.class);
    assertThat(scene.refreshCalls()).isZero();
  }

  @Test
  void whoAsksForLongerThanTokensLiveDoesNotHaveThemRefreshedAtEveryUse() {
    scene.give();
    Duration day = Duration.ofDays(1);
    for (int i = 0; i < 5; i++) {
      GrantScene.token(scene.grants.use(GrantScene.ADA, GrantScene.DEMO, Purpose.IMPORT, day));
    }
    assertThat(scene.refreshCalls()).isZero();

    scene.clock.pass(Duration.ofMinutes(1));
    for (int i = 0; i < 5; i++) {
      GrantScene.token(scene.grants.use(GrantScene.ADA, GrantScene.DEMO, Purpose.IMPORT, day));
    }
    assertThat(scene.refreshCalls()).isEqualTo(1);
  }

  @Test
  void aTokenThatWouldRunOutTooSoonIsRefreshed() {
    scene.give();
    scene.clock.pass(Duration.ofMinutes(2));

    scene.grants.use(GrantScene.ADA, GrantScene.DEMO, Purpose.IMPORT, Duration.ofMinutes(2));
    assertThat(scene.refreshCalls()).isZero();
    scene.grants.use(GrantScene.ADA, GrantScene.DEMO, Purpose.IMPORT, Duration.ofMinutes(4));
    assertThat(scene.refreshCalls()).isEqualTo(1);
  }

  @Test
  void withoutARefreshTokenAGrantIsOverWhenItsTokenRunsOut() {
    scene.fake.tokens().refreshTokens(RefreshTokens.NONE);
    scene.give();
    scene.clock.pass(Duration.ofSeconds(290));
    assertThat(scene.fake.tokens().takes(GrantScene.token(scene.use()))).isTrue();

    scene.clock.pass(Duration.ofSeconds(20));
    for (int i = 0; i < 3; i++) {
      assertThat(scene.use()).isInstanceOf(Access.ReconnectNeeded.class);
    }
    assertThat(scene.told(Event.Kind.RECONNECT_NEEDED)).containsExactly("RAN_OUT");
    assertThat(scene.grants.of(GrantScene.ADA))
        .extracting(Grant::state)
        .containsExactly(Grant.State.RECONNECT_NEEDED);
  }

  @Test
  void whoGivesAGrantWhileTheOldOneRunsOutIsNotTurnedAway() {
    scene.fake.tokens().refreshTokens(RefreshTokens.NONE);
    Grant old = scene.giveOneThatRanOut();
    scene.give();

    assertThat(scene.fake.tokens().takes(GrantScene.token(scene.use()))).isTrue();
    assertThat(scene.grants.of(GrantScene.ADA)).extracting(Grant::id).containsExactly(old.id());
  }
}
