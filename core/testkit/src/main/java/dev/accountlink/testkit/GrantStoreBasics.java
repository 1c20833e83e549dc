package dev.accountlink.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.model.GrantId;
import dev.accountlink.model.UserId;
import dev.accountlink.spi.SealedGrant;
import org.junit.jupiter.api.Test;

/** What a store keeps, and what it answers to a grant that is there already. */
abstract class GrantStoreBasics extends GrantStoreSetting {
  @Test
  void anInsertedGrantIsFoundByItsNameAndByItsUser() {
    SealedGrant grant = grant(ALICE, "1");
    assertThat(store.find(grant.id())).isEmpty();
    assertThat(store.findAll(ALICE)).isEmpty();

    assertThat(store.insert(grant)).isTrue();

    assertThat(store.find(grant.id())).contains(grant);
    assertThat(store.findAll(ALICE)).containsExactly(grant);
    assertThat(store.find(GrantId.random())).isEmpty();
    assertThat(store.findAll(BOB)).isEmpty();
  }

  @Test
  void allGrantsOfAUserAreFound() {
    SealedGrant first = inserted(ALICE, "1");
    SealedGrant second = inserted(ALICE, "2");
    inserted(BOB, "3");

    assertThat(store.findAll(ALICE)).containsExactlyInAnyOrder(first, second);
  }

  @Test
  void thereIsOneGrantForEachKey() {
    SealedGrant first = inserted(ALICE, "1");
    SealedGrant second = grant(ALICE, "1");

    assertThat(store.insert(second)).isFalse();

    assertStored(first);
    assertThat(store.find(second.id())).isEmpty();
    assertThat(store.findAll(ALICE)).containsExactly(first);
  }

  @Test
  void aNameIsUsedOnce() {
    SealedGrant first = inserted(ALICE, "1");

    assertThat(store.insert(grant(first.id(), key(BOB, "2")))).isFalse();
    assertThat(store.insert(first)).isFalse();

    assertStored(first);
    assertThat(store.findAll(BOB)).isEmpty();
  }

  @Test
  void severalUsersMayHaveGrantsOfOneIdentity() {
    SealedGrant hers = inserted(ALICE, "1");
    SealedGrant his = inserted(BOB, "1");

    assertThat(store.findAll(ALICE)).containsExactly(hers);
    assertThat(store.findAll(BOB)).containsExactly(his);
  }

  @Test
  void numbersAreKeptWhole() {
    SealedGrant grant =
        inserted(new SealedGrant(GrantId.random(), key(ALICE, "1"), Long.MAX_VALUE - 1, 255, "a"));

    assertStored(grant);
    assertThat(store.replace(next(grant))).isTrue();
    assertStored(next(grant));
  }

  @Test
  void aRemovedGrantIsGivenBackAsItWasAndItsKeyIsFree() {
    SealedGrant grant = inserted(ALICE, "1");
    SealedGrant other = inserted(ALICE, "2");
    store.replace(next(grant));

    assertThat(store.remove(grant.id())).contains(next(grant));

    assertThat(store.find(grant.id())).isEmpty();
    assertThat(store.remove(grant.id())).isEmpty();
    assertThat(store.findAll(ALICE)).containsExactly(other);
    inserted(ALICE, "1");
  }

  @Test
  void aGrantIsRemovedWhoeverHoldsItsLease() {
    SealedGrant grant = inserted(ALICE, "1");
    lease(grant, "holder", LONG);

    assertThat(store.remove(grant.id())).contains(grant);

    assertThat(store.replace(next(grant), "holder")).isFalse();
    assertThat(store.find(grant.id())).isEmpty();
    inserted(grant);
    assertThat(store.replace(next(grant), "holder")).as("the lease is gone as well").isFalse();
  }

  @Test
  void removingWhatIsNotThereChangesNothing() {
    SealedGrant grant = inserted(new UserId("carol"), "1");

    assertThat(store.remove(GrantId.random())).isEmpty();

    assertStored(grant);
  }
}
