package dev.accountlink.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.model.GrantId;
import dev.accountlink.spi.GrantStore.Lease;
import dev.accountlink.spi.SealedGrant;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who may call the provider for a grant, and who may store what came of it. */
abstract class GrantStoreLeases extends GrantStoreChanges {
  @Test
  void aLeaseIsHeldByOneUntilItsTermEnds() {
    SealedGrant grant = inserted(ALICE, "1");

    assertThat(lease(grant, "holder", LONG)).isEqualTo(new Lease.Taken(false));

    for (String asking : new String[] {"other", "holder"}) {
      assertThat(lease(grant, asking, LONG))
          .isInstanceOfSatisfying(
              Lease.Held.class,
              held -> assertThat(held.left()).isBetween(LONG.minus(Duration.ofMinutes(10)), LONG));
    }
    assertStored(grant);
  }

  @Test
  void leasesOfSeveralGrantsAreIndependent() {
    SealedGrant grant = inserted(ALICE, "1");
    SealedGrant other = inserted(ALICE, "2");
    lease(grant, "holder", LONG);

    assertThat(lease(other, "holder", LONG)).isEqualTo(new Lease.Taken(false));

    store.release(other.id(), "holder");
    assertHeld(grant);
  }

  @Test
  void anotherVersionIsNotLeased() {
    SealedGrant grant = inserted(ALICE, "1");
    store.replace(next(grant));

    for (long version : new long[] {0, 1, 3}) {
      assertThat(store.lease(grant.id(), version, "holder", LONG)).isEqualTo(new Lease.Changed());
    }
    assertThat(lease(next(grant), "holder", LONG)).isEqualTo(new Lease.Taken(false));
    assertThat(lease(grant, "other", LONG)).as("and while held").isEqualTo(new Lease.Changed());
    assertThat(store.lease(GrantId.random(), 1, "holder", LONG)).isEqualTo(new Lease.Changed());
  }

  @Test
  void aLeaseThatIsGivenBackIsFreeAtOnce() {
    SealedGrant grant = inserted(ALICE, "1");
    lease(grant, "holder", LONG);

    store.release(grant.id(), "holder");

    assertStored(grant);
    assertThat(store.replace(next(grant), "holder")).as("it is the holder's no more").isFalse();
    assertThat(lease(grant, "other", LONG)).isEqualTo(new Lease.Taken(false));
  }

  @Test
  void onlyItsHolderGivesALeaseBack() {
    SealedGrant grant = inserted(ALICE, "1");
    lease(grant, "holder", LONG);

    for (String other : new String[] {"other", "HOLDER", "holder.", "holde", ""}) {
      store.release(grant.id(), other);
      assertHeld(grant);
    }
    store.release(GrantId.random(), "holder");
    assertHeld(grant);
  }

  @Test
  void theHolderReplacesAndItsLeaseEnds() {
    SealedGrant grant = inserted(ALICE, "1");
    String longest = "!~".repeat(32);
    lease(grant, longest, LONG);

    assertThat(store.replace(next(grant), longest)).isTrue();

    assertStored(next(grant));
    assertThat(lease(next(grant), "other", LONG)).isEqualTo(new Lease.Taken(false));
  }

  @Test
  void whoeverDoesNotHoldTheLeaseDoesNotReplaceAsItsHolder() {
    SealedGrant grant = inserted(ALICE, "1");
    assertThat(store.replace(next(grant), "holder")).as("nobody holds it").isFalse();
    lease(grant, "holder", LONG);

    for (String other : new String[] {"other", "HOLDER", "holder.", "holde", ""}) {
      assertThat(store.replace(next(grant), other)).as(other).isFalse();
    }

    assertStored(grant);
    assertHeld(grant);
  }

  @Test
  void aReplacementWithoutALeaseEndsWhicheverThereIs() {
    SealedGrant grant = inserted(ALICE, "1");
    lease(grant, "holder", LONG);

    assertThat(store.replace(next(grant))).isTrue();

    assertThat(store.replace(next(grant), "holder")).isFalse();
    assertThat(store.replace(next(next(grant)), "holder")).isFalse();
    assertThat(lease(next(grant), "other", LONG)).isEqualTo(new Lease.Taken(false));
  }

  @Test
  @DisplayName("F11 lost rotation: what a holder got is stored though its lease ran out")
  void f11AHolderMayReplaceAfterItsLeaseRanOut() {
    SealedGrant grant = inserted(ALICE, "1");
    lease(grant, "slow", SHORT);
    letShortLeasesRunOut();

    assertThat(store.replace(next(grant), "slow")).isTrue();

    assertStored(next(grant));
  }

  @Test
  @DisplayName("F10 concurrent refresh: whose lease somebody took over stores nothing any more")
  void f10AHolderMayNotReplaceOnceSomebodyElseTookTheLease() {
    SealedGrant grant = inserted(ALICE, "1");
    lease(grant, "slow", SHORT);
    letShortLeasesRunOut();
    assertThat(lease(grant, "second", LONG)).isInstanceOf(Lease.Taken.class);

    assertThat(store.replace(next(grant), "slow")).isFalse();
    store.release(grant.id(), "slow");

    assertStored(grant);
    assertHeld(grant);
    assertThat(store.replace(next(grant), "second")).isTrue();
  }

  @Test
  @DisplayName("F11 lost rotation: whoever follows on a lease that ran out is told of the doubt")
  void f11ALeaseThatRanOutIsTakenInDoubt() {
    SealedGrant grant = inserted(ALICE, "1");
    SealedGrant other = inserted(ALICE, "2");
    lease(grant, "lost", SHORT);
    letShortLeasesRunOut();

    assertThat(lease(grant, "second", LONG)).isEqualTo(new Lease.Taken(true));
    assertHeld(grant);
    store.release(grant.id(), "second");
    assertThat(lease(grant, "third", LONG))
        .as("the second gave it back and knows no more than before")
        .isEqualTo(new Lease.Taken(true));
    assertThat(lease(other, "second", LONG))
        .as("another grant is in no doubt")
        .isEqualTo(new Lease.Taken(false));
  }

  @Test
  @DisplayName("F11 lost rotation: a doubt ends with what is stored next")
  void f11ADoubtEndsWithAReplacement() {
    SealedGrant grant = inserted(ALICE, "1");
    SealedGrant other = inserted(ALICE, "2");
    lease(grant, "lost", SHORT);
    lease(other, "lost", SHORT);
    letShortLeasesRunOut();
    lease(grant, "second", LONG);
    lease(other, "second", LONG);

    assertThat(store.replace(next(grant), "second")).isTrue();
    assertThat(store.replace(next(other))).isTrue();

    assertThat(lease(next(grant), "third", LONG)).isEqualTo(new Lease.Taken(false));
    assertThat(lease(next(other), "third", LONG)).isEqualTo(new Lease.Taken(false));
  }

  @Test
  void aGrantMadeAgainUnderItsNameIsLeasedByNobodyAndInNoDoubt() {
    SealedGrant grant = inserted(ALICE, "1");
    lease(grant, "lost", SHORT);
    letShortLeasesRunOut();
    lease(grant, "second", LONG);
    store.remove(grant.id());
    inserted(grant);

    assertThat(lease(grant, "third", LONG)).isEqualTo(new Lease.Taken(false));
  }
}
