package dev.accountlink.grants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accountlink.flow.Event;
import dev.accountlink.grant.Access;
import dev.accountlink.grant.Grants;
import dev.accountlink.testkit.fake.Endpoint;
import dev.accountlink.testkit.fake.Fault;
import dev.accountlink.testkit.fake.RefreshTokens;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** New tokens that were given and never stored. */
class LostRefreshTest {
  private static final Duration LEASE = Duration.ofSeconds(61);

  private final GrantScene scene = GrantScene.openId();

  @BeforeEach
  void longLived() {
    scene.fake.tokens().refreshTokensLive(Duration.ofDays(30));
  }

  @AfterEach
  void close() {
    scene.close();
  }

  private void crash() {
    scene.store.crash();
    assertThatThrownBy(scene::use).isInstanceOf(Error.class).hasMessageContaining("on purpose");
    scene.store.recover();
    assertThat(scene.refreshCalls()).isEqualTo(1);
  }

  @Test
  @DisplayName(
      "F11 refresh lost on crash: while the old token is still taken, the next one tries"
          + " once, and the grant lives")
  void theOldTokenIsTriedOnceMore() {
    scene.fake.tokens().refreshTokens(RefreshTokens.MULTIPLY);
    scene.giveOneThatRanOut();
    crash();

    scene.clock.pass(LEASE);
    Grants other = scene.node();
    assertThat(scene.fake.tokens().takes(GrantScene.token(scene.use(other)))).isTrue();
    assertThat(scene.refreshCalls()).isEqualTo(2);
    assertThat(scene.told(Event.Kind.RECONNECT_NEEDED)).isEmpty();
  }

  @Test
  @DisplayName(
      "F11 refresh lost on crash: where the family is gone, it is told once, and nobody"
          + " asks again")
  void whereTheFamilyIsGoneItIsToldOnce() {
    scene.fake.tokens().refreshTokens(RefreshTokens.ROTATE_AND_PUNISH);
    scene.giveOneThatRanOut();
    crash();

    scene.clock.pass(LEASE);
    Grants other = scene.node();
    for (int i = 0; i < 5; i++) {
      assertThat(scene.use(other)).isInstanceOf(Access.ReconnectNeeded.class);
      assertThat(scene.use()).isInstanceOf(Access.ReconnectNeeded.class);
    }
    assertThat(scene.refreshCalls()).isEqualTo(2);
    assertThat(scene.told(Event.Kind.RECONNECT_NEEDED)).containsExactly("INVALID_GRANT");
  }

  @Test
  @DisplayName("F11 refresh lost on crash: before the lease has run out nobody tries")
  void nobodyTriesBeforeTheLeaseHasRunOut() {
    scene.giveOneThatRanOut();
    crash();

    scene.clock.pass(Duration.ofSeconds(58));
    Thread.currentThread().interrupt();
    Access access = scene.use(scene.node());
    assertThat(Thread.interrupted()).isTrue();
    assertThat(access).isInstanceOf(Access.Busy.class);
    assertThat(scene.refreshCalls()).isEqualTo(1);
  }

  @Test
  @DisplayName(
      "F11 refresh lost on the way: the answer that nobody heard costs the grant only where"
          + " the provider ends it")
  void anAnswerThatNobodyHeard() {
    scene.fake.tokens().refreshTokens(RefreshTokens.MULTIPLY);
    scene.giveOneThatRanOut();
    scene.fake.faultOnce(Endpoint.TOKEN, Fault.loseAnswer());
    assertThat(scene.use()).isInstanceOf(Access.Failed.class);
    scene.clock.pass(Duration.ofSeconds(31));
    assertThat(scene.fake.tokens().takes(GrantScene.token(scene.use()))).isTrue();
    assertThat(scene.refreshCalls()).isEqualTo(2);

    scene.fake.tokens().refreshTokens(RefreshTokens.ROTATE_AND_PUNISH);
    scene.runOut();
    scene.fake.faultOnce(Endpoint.TOKEN, Fault.loseAnswer());
    assertThat(scene.use()).isInstanceOf(Access.Failed.class);
    scene.clock.pass(Duration.ofSeconds(31));
    assertThat(scene.use()).isInstanceOf(Access.ReconnectNeeded.class);
    assertThat(scene.refreshCalls()).isEqualTo(4);
  }

  @Test
  @DisplayName(
      "F11 a store that stumbles: the only copy of the new tokens is stored with the next" + " try")
  void aStoreThatStumblesIsAskedAgain() {
    scene.fake.tokens().refreshTokens(RefreshTokens.ROTATE_AND_PUNISH);
    scene.giveOneThatRanOut();
    scene.store.stumble();
    scene.store.stumble();

    String token = GrantScene.token(scene.use());
    assertThat(scene.fake.tokens().takes(token)).isTrue();
    assertThat(GrantScene.token(scene.use(scene.node()))).isEqualTo(token);
    assertThat(scene.refreshCalls()).isEqualTo(1);
  }

  @Test
  @DisplayName("F11 a store that is away for seconds costs no grant")
  void aStoreThatIsAwayForSecondsIsAskedAgain() {
    scene.fake.tokens().refreshTokens(RefreshTokens.ROTATE_AND_PUNISH);
    scene.giveOneThatRanOut();
    for (int i = 0; i < 7; i++) {
      scene.store.stumble();
    }

    String token = GrantScene.token(scene.use());
    assertThat(GrantScene.token(scene.use(scene.node()))).isEqualTo(token);
    assertThat(scene.refreshCalls()).isEqualTo(1);
  }
}
