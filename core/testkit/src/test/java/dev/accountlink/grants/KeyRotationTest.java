package dev.accountlink.grants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accountlink.grant.Access;
import dev.accountlink.grant.Grant;
import dev.accountlink.grant.Grants;
import dev.accountlink.grant.Grants.Maintenance;
import dev.accountlink.model.GrantKey;
import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.Purpose;
import dev.accountlink.model.UserId;
import dev.accountlink.seal.VaultException;
import dev.accountlink.spi.GrantStore.Lease;
import dev.accountlink.spi.SealedGrant;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Another key for what is stored. */
class KeyRotationTest {
  private final GrantScene scene = GrantScene.openId();

  /** The new key writes, the old one can be read. */
  private final Grants rotated = scene.with(scene.store, GrantScene.keys(2, 1), scene.provider);

  /** The old key is gone. */
  private final Grants newOnly = scene.with(scene.store, GrantScene.keys(2), scene.provider);

  @AfterEach
  void close() {
    scene.close();
  }

  private void giveMany(Grants node, int users) {
    Grants.Offer offer = scene.offer();
    IdentityKey identity = offer.key().identity();
    IntStream.range(0, users)
        .forEach(
            number ->
                node.put(
                    new Grants.Offer(
                        offer.provider(),
                        new GrantKey(user(number), identity, Purpose.IMPORT),
                        offer.label(),
                        offer.asked(),
                        offer.granted(),
                        offer.tokens())));
  }

  private static UserId user(int number) {
    return new UserId("user-" + number);
  }

  private long sealedBy(int keyId) {
    return scene.store.notSealedBy(keyId == 1 ? 2 : 1, Optional.empty(), 10_000).stream()
        .filter(row -> row.keyId() == keyId)
        .count();
  }

  @Test
  @DisplayName(
      "G04 key rotation: maintenance seals a bounded number at a time, and goes on where it"
          + " was stopped")
  void maintenanceSealsAnewPieceByPiece() {
    giveMany(scene.grants, 450);
    assertThat(GrantScene.token(use(rotated, 3))).as("before as after").isNotEmpty();

    assertThat(rotated.maintain()).isEqualTo(new Maintenance(0, 200, 0, 0));
    // As after a restart: another node goes on.
    Grants restarted = scene.with(scene.store, GrantScene.keys(2, 1), scene.provider);
    assertThat(restarted.maintain()).isEqualTo(new Maintenance(0, 200, 0, 0));
    assertThat(sealedBy(1)).isEqualTo(50);
    restarted.maintain();
    restarted.maintain();
    assertThat(sealedBy(1)).isZero();
    assertThat(restarted.maintain()).isEqualTo(new Maintenance(0, 0, 0, 0));
    IntStream.range(0, 450)
        .forEach(number -> assertThat(use(newOnly, number)).isInstanceOf(Access.Given.class));
  }

  private static Access use(Grants node, int user) {
    return node.use(user(user), GrantScene.DEMO, Purpose.IMPORT, GrantScene.SHORTLY);
  }

  @Test
  @DisplayName(
      "G04 an unknown key: a clear error, never a grant that was not given, and nothing is"
          + " lost")
  void anUnknownKeyIsAClearError() {
    Grant grant = scene.give();
    SealedGrant row = scene.store.find(grant.id()).orElseThrow();

    assertThatThrownBy(() -> scene.use(newOnly))
        .isInstanceOf(VaultException.class)
        .hasMessageContaining("key 1")
        .hasMessageContaining("Nothing is lost");
    assertThatThrownBy(() -> newOnly.use(GrantScene.ADA, grant.id(), GrantScene.SHORTLY))
        .isInstanceOf(VaultException.class);
    assertThat(newOnly.of(GrantScene.ADA)).isEmpty();
    assertThat(newOnly.maintain()).isEqualTo(new Maintenance(0, 0, 1, 0));

    assertThat(scene.store.find(grant.id())).contains(row);
    assertThat(scene.use(rotated)).as("with the key again").isInstanceOf(Access.Given.class);
  }

  @Test
  @DisplayName("G04 grants of a key that is gone do not keep the others from being sealed anew")
  void grantsOfAKeyThatIsGoneDoNotHoldUpTheOthers() {
    giveMany(scene.with(scene.store, GrantScene.keys(3), scene.provider), 450);
    Grant grant = scene.give();

    for (int i = 0; i < 4; i++) {
      rotated.maintain();
    }
    assertThat(scene.store.find(grant.id()).orElseThrow().keyId()).isEqualTo(2);
    assertThat(sealedBy(3)).isEqualTo(450);
  }

  @Test
  @DisplayName("G04 a grant that is being refreshed is left alone")
  void aGrantThatIsBeingRefreshedIsLeftAlone() {
    Grant grant = scene.give();
    SealedGrant row = scene.store.find(grant.id()).orElseThrow();
    Lease lease =
        scene.store.lease(grant.id(), row.version(), "refreshing", Duration.ofSeconds(60));
    assertThat(lease).isInstanceOf(Lease.Taken.class);

    assertThat(rotated.maintain()).isEqualTo(new Maintenance(0, 0, 0, 0));
    assertThat(scene.store.find(grant.id())).contains(row);
    scene.clock.pass(Duration.ofSeconds(61));
    assertThat(rotated.maintain()).isEqualTo(new Maintenance(0, 1, 0, 0));
  }

  @Test
  @DisplayName("G04 tokens to be taken back under an old key are taken back as well")
  void tokensToBeTakenBackUnderAnOldKey() {
    scene.give();
    scene.grants.endAll(GrantScene.ADA);

    assertThat(newOnly.maintain().revocations()).as("kept").isZero();
    assertThat(scene.revokeCalls()).isZero();
    scene.clock.pass(Duration.ofHours(1));
    assertThat(rotated.maintain().revocations()).isEqualTo(1);
    assertThat(scene.revokeCalls()).isPositive();
  }
}
