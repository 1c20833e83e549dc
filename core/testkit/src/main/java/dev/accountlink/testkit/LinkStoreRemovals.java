package dev.accountlink.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accountlink.model.Link;
import dev.accountlink.model.UserId;
import dev.accountlink.spi.LinkStore.Insertion;
import dev.accountlink.spi.LinkStore.Removal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How links end: one by one past the guard, all with their user, or under another key. */
abstract class LinkStoreRemovals extends LinkStoreKeys {
  @Test
  void aRemovedLinkIsGoneAndTheIdentityIsFree() {
    store.insert(link(ALICE, "1"));
    store.insert(link(ALICE, "2"));

    assertThat(store.remove(ALICE, key("1"), LinkStoreSetting::atLeastOne))
        .isInstanceOfSatisfying(
            Removal.Removed.class, removed -> assertSame(removed.link(), link(ALICE, "1")));

    assertThat(store.find(key("1"))).isEmpty();
    assertOwner("2", ALICE);
    assertThat(store.insert(link(BOB, "1"))).isEqualTo(new Insertion.Inserted());
  }

  @Test
  void theGuardSeesExactlyWhatWouldRemain() {
    store.insert(link(ALICE, "1"));
    store.insert(link(ALICE, "2"));
    store.insert(link(ALICE, "3"));
    store.insert(link(BOB, "4"));
    List<Link> seen = new ArrayList<>();

    store.remove(
        ALICE,
        key("2"),
        remaining -> {
          seen.clear();
          seen.addAll(remaining);
          return true;
        });

    assertThat(seen).extracting(Link::identity).containsExactlyInAnyOrder(key("1"), key("3"));
    assertThat(seen).extracting(Link::user).containsOnly(ALICE);
  }

  @Test
  void theGuardCannotChangeWhatItSees() {
    store.insert(link(ALICE, "1"));
    store.insert(link(ALICE, "2"));

    store.remove(
        ALICE,
        key("2"),
        remaining -> {
          assertThatThrownBy(remaining::clear).isInstanceOf(UnsupportedOperationException.class);
          return false;
        });

    assertThat(store.findAll(ALICE)).hasSize(2);
  }

  @Test
  @DisplayName("D17 unlink last credential: what the guard forbids is kept")
  void d17WhatTheGuardForbidsIsKept() {
    store.insert(link(ALICE, "1"));

    assertThat(store.remove(ALICE, key("1"), LinkStoreSetting::atLeastOne))
        .isEqualTo(new Removal.Kept());

    assertOwner("1", ALICE);
  }

  @Test
  void aGuardThatThrowsLeavesEverythingAsItWas() {
    store.insert(link(ALICE, "1"));
    store.insert(link(ALICE, "2"));

    assertThatThrownBy(
            () ->
                store.remove(
                    ALICE,
                    key("1"),
                    remaining -> {
                      throw new IllegalArgumentException("the guard fell over");
                    }))
        .hasStackTraceContaining("the guard fell over");

    assertOwner("1", ALICE);
    assertOwner("2", ALICE);
    assertThat(store.remove(ALICE, key("1"), LinkStoreSetting::anything))
        .isInstanceOf(Removal.Removed.class);
  }

  @Test
  @DisplayName("D18 unlink IDOR: another user's link is not there")
  void d18AnotherUsersLinkIsNotThere() {
    store.insert(link(ALICE, "1"));
    store.insert(link(BOB, "2"));
    List<Link> asked = new ArrayList<>();
    Predicate<List<Link>> guard = asked::addAll;

    assertThat(store.remove(BOB, key("1"), guard)).isEqualTo(new Removal.NotThere());
    assertThat(store.remove(BOB, key("never"), guard)).isEqualTo(new Removal.NotThere());

    assertThat(asked).as("the guard is not even asked").isEmpty();
    assertOwner("1", ALICE);
    assertOwner("2", BOB);
  }

  @Test
  @DisplayName("D31 deleted local user, identity returns: links die with their user")
  void d31AllLinksOfAUserCanBeRemoved() {
    store.insert(link(ALICE, "1"));
    store.insert(link(ALICE, "2"));
    store.insert(link(BOB, "3"));

    assertThat(store.removeAll(ALICE)).isEqualTo(2);
    assertThat(store.removeAll(ALICE)).isZero();

    assertThat(store.findAll(ALICE)).isEmpty();
    assertThat(store.find(key("1"))).isEmpty();
    assertOwner("3", BOB);
    assertThat(store.insert(link(BOB, "1"))).isEqualTo(new Insertion.Inserted());
  }

  @Test
  @DisplayName("D31 deleted local user, identity returns: who gets the name again has no links")
  void d31AUserMadeAgainUnderTheSameKeyHasNoLinks() {
    store.insert(link(ALICE, "1"));
    store.insert(link(ALICE, "2"));
    store.removeAll(ALICE);

    assertThat(store.findAll(ALICE)).isEmpty();
    assertThat(store.insert(link(ALICE, "new"))).isEqualTo(new Insertion.Inserted());

    assertThat(store.findAll(ALICE)).extracting(Link::identity).containsExactly(key("new"));
    assertThat(store.find(key("1"))).isEmpty();
    assertThat(store.find(key("2"))).isEmpty();
    assertThat(store.remove(ALICE, key("1"), LinkStoreSetting::anything))
        .isEqualTo(new Removal.NotThere());
  }

  @Test
  void aRenamedUserKeepsHisLinks() {
    UserId married = new UserId("Alice");
    store.insert(link(ALICE, "1"));
    store.insert(link(ALICE, "2"));
    store.insert(link(BOB, "3"));

    store.rename(ALICE, married);

    assertThat(store.findAll(ALICE)).isEmpty();
    assertThat(store.findAll(married)).hasSize(2);
    assertSame(store.find(key("1")).orElseThrow(), link(married, "1"));
    assertOwner("3", BOB);
    assertThat(store.insert(link(BOB, "2"))).isEqualTo(new Insertion.Occupied(married));
  }

  @Test
  void aUserIsNotRenamedToOneWhoHasLinks() {
    store.insert(link(ALICE, "1"));
    store.insert(link(BOB, "2"));

    assertThatThrownBy(() -> store.rename(ALICE, BOB)).isInstanceOf(IllegalStateException.class);

    assertOwner("1", ALICE);
    assertOwner("2", BOB);
    assertThat(store.findAll(ALICE)).hasSize(1);
    assertThat(store.findAll(BOB)).hasSize(1);
  }

  @Test
  void renamingNobodyOrToTheSameKeyChangesNothing() {
    store.insert(link(ALICE, "1"));

    store.rename(BOB, new UserId("carol"));
    store.rename(ALICE, ALICE);

    assertThat(store.findAll(new UserId("carol"))).isEmpty();
    assertOwner("1", ALICE);
  }
}
