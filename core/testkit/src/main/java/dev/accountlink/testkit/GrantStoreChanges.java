package dev.accountlink.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.model.GrantKey;
import dev.accountlink.spi.SealedGrant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That a change is made from the version it names, or not at all. */
abstract class GrantStoreChanges extends GrantStoreBasics {
  @Test
  void aReplacementTakesThePlaceOfTheVersionBefore() {
    SealedGrant grant = inserted(ALICE, "1");
    SealedGrant other = inserted(ALICE, "2");
    SealedGrant second = new SealedGrant(grant.id(), grant.key(), 2, 7, "other text");

    assertThat(store.replace(second)).isTrue();

    assertStored(second);
    assertStored(other);
    assertThat(store.findAll(ALICE)).containsExactlyInAnyOrder(second, other);
  }

  @Test
  void noOtherVersionIsReplaced() {
    SealedGrant grant = inserted(ALICE, "1");
    store.replace(next(grant));
    SealedGrant stored = next(grant);

    for (long version : List.of(1L, 2L, 4L, 5L, Long.MAX_VALUE)) {
      SealedGrant wrong = new SealedGrant(grant.id(), grant.key(), version, 1, "wrong");
      assertThat(store.replace(wrong)).as("version %s in the place of 2", version).isFalse();
      assertStored(stored);
    }
  }

  @Test
  void theHolderReplacesNoOtherVersionEither() {
    SealedGrant grant = inserted(ALICE, "1");
    store.replace(next(grant));
    SealedGrant stored = next(grant);
    lease(stored, "holder", LONG);

    for (long version : List.of(1L, 2L, 4L)) {
      SealedGrant wrong = new SealedGrant(grant.id(), grant.key(), version, 1, "wrong");
      assertThat(store.replace(wrong, "holder")).as("version %s", version).isFalse();
    }

    assertStored(stored);
    assertHeld(stored);
  }

  @Test
  void aGrantThatIsGoneIsNotReplaced() {
    SealedGrant grant = inserted(ALICE, "1");
    store.remove(grant.id());

    assertThat(store.replace(next(grant))).isFalse();

    assertThat(store.find(grant.id())).isEmpty();
    assertThat(store.findAll(ALICE)).isEmpty();
  }

  @Test
  void aReplacementMayBeOfAnotherUser() {
    SealedGrant grant = inserted(ALICE, "1");
    SealedGrant moved = next(grant, key(BOB, "1"));

    assertThat(store.replace(moved)).isTrue();

    assertStored(moved);
    assertThat(store.findAll(ALICE)).isEmpty();
    assertThat(store.findAll(BOB)).containsExactly(moved);
    assertThat(store.insert(grant(BOB, "1"))).as("the new key is taken").isFalse();
    assertThat(store.insert(grant(ALICE, "1"))).as("the former key is free").isTrue();
  }

  @Test
  void aReplacementMayBeOfAnotherIdentity() {
    SealedGrant grant = inserted(ALICE, "1");

    assertThat(store.replace(next(grant, key(ALICE, "2")))).isTrue();

    assertStored(next(grant, key(ALICE, "2")));
    assertThat(store.insert(grant(ALICE, "2"))).isFalse();
    assertThat(store.insert(grant(ALICE, "1"))).isTrue();
  }

  @Test
  void aReplacementNeverTakesTheKeyOfAnotherGrant() {
    SealedGrant grant = inserted(ALICE, "1");
    SealedGrant other = inserted(BOB, "1");
    GrantKey taken = other.key();
    lease(grant, "holder", LONG);

    assertThat(store.replace(next(grant, taken))).isFalse();
    assertThat(store.replace(next(grant, taken), "holder")).isFalse();

    assertStored(grant);
    assertStored(other);
    assertHeld(grant);
  }
}
