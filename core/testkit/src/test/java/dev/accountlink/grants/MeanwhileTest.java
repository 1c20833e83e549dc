package dev.accountlink.grants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.grant.Access;
import dev.accountlink.grant.Ended;
import dev.accountlink.grant.Grant;
import dev.accountlink.grant.Grants;
import dev.accountlink.model.GrantId;
import dev.accountlink.model.Purpose;
import dev.accountlink.model.UserId;
import dev.accountlink.testkit.fake.RefreshTokens;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What happens to a grant between the provider's answer and the keeping of it. */
class MeanwhileTest {
  private final GrantScene scene = GrantScene.gitLab();

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  @DisplayName(
      "D19 a grant that is ended during its refresh: the new tokens are taken back and never"
          + " given out")
  void aGrantThatIsEndedDuringItsRefresh() {
    GrantId grant = scene.giveOneThatRanOut().id();
    AtomicReference<Ended> ended = new AtomicReference<>();
    scene.store.beforeKeeping(() -> ended.set(scene.node().end(GrantScene.ADA, grant)));

    assertThat(scene.use()).isInstanceOf(Access.NoGrant.class);
    assertThat(ended.get()).isInstanceOf(Ended.Revoked.class);
    assertThat(scene.fake.issuedSecrets())
        .noneMatch(scene.fake.tokens()::takes)
        .noneMatch(scene.fake.tokens()::takesRefresh);
    assertThat(scene.use()).isInstanceOf(Access.NoGrant.class);
  }

  @Test
  void aGrantThatIsGivenAnewDuringItsRefresh() {
    scene.giveOneThatRanOut();
    List<String> before = scene.fake.issuedSecrets();
    AtomicReference<String> given = new AtomicReference<>();
    scene.store.beforeKeeping(
        () -> {
          Grants.Offer offer = scene.offer();
          given.set(offer.tokens().accessToken().reveal());
          scene.node().put(offer);
        });

    assertThat(GrantScene.token(scene.use())).isEqualTo(given.get());
    assertThat(scene.fake.tokens().takes(given.get())).isTrue();
    scene.grants.maintain();
    assertThat(scene.fake.issuedSecrets())
        .filteredOn(secret -> !before.contains(secret))
        .as("the new ones only, not the orphans")
        .filteredOn(scene.fake.tokens()::takes)
        .containsExactly(given.get());
    assertThat(scene.use()).isInstanceOf(Access.Given.class);
  }

  @Test
  @DisplayName("F10 a grant that is sealed anew by another node during its refresh is not lost")
  void aGrantThatIsSealedAnewDuringItsRefreshIsNotLost() {
    scene.fake.tokens().refreshTokens(RefreshTokens.ROTATE_AND_PUNISH);
    scene.giveOneThatRanOut();
    Grants rotated = scene.with(scene.store, GrantScene.keys(2, 1), scene.provider);
    Grants old = scene.with(scene.store, GrantScene.keys(1, 2), scene.provider);
    scene.store.beforeKeeping(rotated::maintain);

    String token = GrantScene.token(scene.use(old));
    assertThat(scene.fake.tokens().takes(token)).isTrue();
    assertThat(GrantScene.token(scene.use(rotated))).isEqualTo(token);
    scene.runOut();
    assertThat(scene.fake.tokens().takes(GrantScene.token(scene.use(rotated)))).isTrue();
    assertThat(scene.refreshCalls()).isEqualTo(2);
  }

  @Test
  @DisplayName(
      "F10 a grant whose row has changed and whose tokens have not keeps what the provider"
          + " gave")
  void whatTheProviderGaveIsKeptInTheRowOfNow() {
    scene.fake.tokens().refreshTokens(RefreshTokens.ROTATE_AND_PUNISH);
    Grant grant = scene.giveOneThatRanOut();
    UserId countess = new UserId("countess");
    // As after a rename that would not wait any longer.
    scene.store.beforeKeeping(
        () -> {
          scene.store.release(grant.id(), scene.store.lastHolder());
          scene.node().rename(GrantScene.ADA, countess);
        });

    String token = GrantScene.token(scene.use());
    assertThat(scene.fake.tokens().takes(token)).isTrue();
    Access later = scene.grants.use(countess, GrantScene.DEMO, Purpose.IMPORT, GrantScene.SHORTLY);
    assertThat(GrantScene.token(later)).isEqualTo(token);
    assertThat(scene.refreshCalls()).isEqualTo(1);
    assertThat(scene.use()).isInstanceOf(Access.NoGrant.class);
  }
}
