package dev.accountlink.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.model.Link;
import dev.accountlink.model.UserId;
import dev.accountlink.spi.LinkStore;
import dev.accountlink.spi.LinkStore.Insertion;
import dev.accountlink.spi.LinkStore.Removal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What must hold when many ask at the same moment. */
abstract class LinkStoreRaces extends LinkStoreLocks {
  @Test
  void theLimitHoldsWhenAllComeAtOnce() {
    for (int limit : List.of(1, 3)) {
      LinkStore limited = limitedTo(limit);

      List<Insertion> answers = Race.run(THREADS, i -> limited.insert(link(ALICE, "s" + i)));

      assertThat(answers).filteredOn(Insertion.Inserted.class::isInstance).hasSize(limit);
      assertThat(answers).filteredOn(Insertion.TooMany.class::isInstance).hasSize(THREADS - limit);
      assertThat(limited.findAll(ALICE)).hasSize(limit);
    }
  }

  @Test
  @DisplayName("D15 same identity to two accounts (race): of 64 users at once exactly one gets it")
  void d15OneOfManyUsersWinsAnIdentity() {
    for (int round = 0; round < ROUNDS; round++) {
      String subject = "round-" + round;

      List<Insertion> answers = Race.run(THREADS, i -> store.insert(link(user(i), subject)));

      List<Integer> winners = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        if (answers.get(i) instanceof Insertion.Inserted) {
          winners.add(i);
        }
      }
      assertThat(winners).as("winners of %s", subject).hasSize(1);
      UserId winner = user(winners.get(0));
      assertOwner(subject, winner);
      assertThat(answers)
          .filteredOn(answer -> !(answer instanceof Insertion.Inserted))
          .as("losers of %s", subject)
          .containsOnly(new Insertion.Occupied(winner));
    }
  }

  @Test
  void manyIdentitiesOfOneUserCanComeAtOnce() {
    List<Insertion> answers = Race.run(THREADS, i -> store.insert(link(ALICE, "s" + i)));

    assertThat(answers).containsOnly(new Insertion.Inserted());
    assertThat(store.findAll(ALICE)).hasSize(THREADS);
  }

  @Test
  @DisplayName("D17 unlink last credential: of the last two links, removed at once, one is kept")
  void d17OfTwoRemovalsAtOnceOneIsKept() {
    for (int round = 0; round < ROUNDS; round++) {
      UserId user = user(round);
      String stem = "round-" + round + "-";
      store.insert(link(user, stem + 0));
      store.insert(link(user, stem + 1));

      List<Removal> answers =
          Race.run(2, i -> store.remove(user, key(stem + i), LinkStoreSetting::atLeastOne));

      assertThat(answers).filteredOn(Removal.Removed.class::isInstance).hasSize(1);
      assertThat(answers).filteredOn(Removal.Kept.class::isInstance).hasSize(1);
      assertThat(store.findAll(user)).as("links of %s", user.value()).hasSize(1);
    }
  }

  @Test
  @DisplayName("D17 unlink last credential: of 64 links removed at once, one is kept")
  void d17OfManyRemovalsAtOnceOneIsKept() {
    for (int i = 0; i < THREADS; i++) {
      store.insert(link(ALICE, "s" + i));
    }

    List<Removal> answers =
        Race.run(THREADS, i -> store.remove(ALICE, key("s" + i), LinkStoreSetting::atLeastOne));

    assertThat(answers).filteredOn(Removal.Removed.class::isInstance).hasSize(THREADS - 1);
    assertThat(answers).filteredOn(Removal.Kept.class::isInstance).hasSize(1);
    assertThat(store.findAll(ALICE)).hasSize(1);
  }

  @Test
  void oneLinkIsRemovedOnlyOnce() {
    store.insert(link(ALICE, "1"));

    List<Removal> answers =
        Race.run(8, i -> store.remove(ALICE, key("1"), LinkStoreSetting::anything));

    assertThat(answers).filteredOn(Removal.Removed.class::isInstance).hasSize(1);
    assertThat(answers).filteredOn(Removal.NotThere.class::isInstance).hasSize(7);
  }

  @Test
  void anIdentityRemovedAndInsertedAtOnceHasOneOwnerOrNone() {
    for (int round = 0; round < ROUNDS; round++) {
      String subject = "round-" + round;
      UserId former = new UserId("former-" + round);
      store.insert(link(former, subject));

      List<Object> answers =
          Race.run(
              8,
              i ->
                  i % 2 == 0
                      ? store.remove(former, key(subject), LinkStoreSetting::anything)
                      : store.insert(link(user(i), subject)));

      assertThat(answers).filteredOn(Removal.Removed.class::isInstance).hasSize(1);
      assertThat(answers)
          .filteredOn(Insertion.Inserted.class::isInstance)
          .hasSizeLessThanOrEqualTo(1);
      Optional<UserId> owner = store.find(key(subject)).map(Link::user);
      assertThat(owner.isPresent())
          .as("someone has it if and only if someone was told so")
          .isEqualTo(answers.contains(new Insertion.Inserted()));
      owner.ifPresent(user -> assertThat(user).isNotEqualTo(former));
      assertThat(store.findAll(former)).isEmpty();
    }
  }
}
