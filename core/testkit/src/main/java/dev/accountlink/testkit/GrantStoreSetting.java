package dev.accountlink.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.model.GrantId;
import dev.accountlink.model.GrantKey;
import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.Purpose;
import dev.accountlink.model.UserId;
import dev.accountlink.spi.GrantStore;
import dev.accountlink.spi.GrantStore.Lease;
import dev.accountlink.spi.SealedGrant;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;

/**
 * The store under test, and the grants the tests use. The contract is a chain of classes so that a
 * host extends one, and a reader has a subject at a time.
 */
abstract class GrantStoreSetting {
  static final String HERE = "https://id.example/";
  static final UserId ALICE = new UserId("alice");
  static final UserId BOB = new UserId("bob");
  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  static final int THREADS = 64;
  static final int ROUNDS = 8;

  /** Does not run out while a test runs. */
  static final Duration LONG = Duration.ofHours(1);

  /** Runs out while a test waits for it. */
  static final Duration SHORT = Duration.ofMillis(20);

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  GrantStore store;

  protected abstract GrantStore store();

  @BeforeEach
  final void openTheStore() {
    store = store();
  }

  final SealedGrant inserted(UserId user, String subject) {
    return inserted(grant(user, subject));
  }

  final SealedGrant inserted(SealedGrant grant) {
    assertThat(store.insert(grant)).as("insertion of %s", grant).isTrue();
    return grant;
  }

  final Lease lease(SealedGrant grant, String holder, Duration term) {
    return store.lease(grant.id(), grant.version(), holder, term);
  }

  final void assertStored(SealedGrant grant) {
    assertThat(store.find(grant.id())).contains(grant);
  }

  final void assertHeld(SealedGrant grant) {
    assertThat(lease(grant, "somebody", LONG)).isInstanceOf(Lease.Held.class);
  }

  /** Waits until all leases of the short term have run out, by the store's own clock. */
  final void letShortLeasesRunOut() {
    SealedGrant last = inserted(new UserId("the one who waits"), GrantId.random().value());
    lease(last, "first", SHORT);
    long begun = System.nanoTime();
    while (lease(last, "second", SHORT) instanceof Lease.Held) {
      assertThat(Duration.ofNanos(System.nanoTime() - begun))
          .as("how long a lease of %s is held", SHORT)
          .isLessThan(PATIENCE);
      Thread.onSpinWait();
    }
    store.remove(last.id());
  }

  static SealedGrant grant(UserId user, String subject) {
    return grant(key(user, new IdentityKey(HERE, subject)));
  }

  static SealedGrant grant(GrantKey key) {
    return grant(GrantId.random(), key);
  }

  static SealedGrant grant(GrantId id, GrantKey key) {
    return new SealedGrant(id, key, 1, 1, "first of " + id.value());
  }

  static SealedGrant next(SealedGrant grant) {
    return next(grant, "version " + (grant.version() + 1));
  }

  static SealedGrant next(SealedGrant grant, String sealed) {
    return new SealedGrant(grant.id(), grant.key(), grant.version() + 1, grant.keyId(), sealed);
  }

  static SealedGrant next(SealedGrant grant, GrantKey key) {
    return new SealedGrant(grant.id(), key, grant.version() + 1, grant.keyId(), "of another key");
  }

  static GrantKey key(UserId user, IdentityKey identity) {
    return new GrantKey(user, identity, Purpose.IMPORT);
  }

  static GrantKey key(UserId user, String subject) {
    return key(user, new IdentityKey(HERE, subject));
  }

  static UserId user(int number) {
    return new UserId("user-" + number);
  }
}
