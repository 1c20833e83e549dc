package dev.accountlink.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.model.GrantId;
import dev.accountlink.model.UserId;
import dev.accountlink.spi.GrantStore.Lease;
import dev.accountlink.spi.SealedGrant;
import dev.accountlink.spi.SealedRevocation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What must hold when many ask at the same moment. */
abstract class GrantStoreRaces extends GrantStoreRevocations {
  @Test
  void ofManyGrantsOfOneKeyOneIsInserted() {
    for (int round = 0; round < ROUNDS; round++) {
      UserId user = user(round);
      List<SealedGrant> grants = many(i -> grant(user, "1"));

      SealedGrant winner = winner(grants, Race.run(THREADS, i -> store.insert(grants.get(i))));

      assertThat(store.findAll(user)).containsExactly(winner);
    }
  }

  @Test
  void ofManyGrantsOfOneNameOneIsInserted() {
    for (int round = 0; round < ROUNDS; round++) {
      GrantId id = GrantId.random();
      List<SealedGrant> grants = many(i -> grant(id, key(user(i), "1")));

      SealedGrant winner = winner(grants, Race.run(THREADS, i -> store.insert(grants.get(i))));

      assertStored(winner);
      store.remove(id);
      assertThat(many(i -> store.findAll(user(i)))).allMatch(List::isEmpty);
    }
  }

  @Test
  void ofManyReplacementsOfOneVersionOneIsStored() {
    for (int round = 0; round < ROUNDS; round++) {
      SealedGrant grant = inserted(ALICE, "s" + round);
      List<SealedGrant> nexts = many(i -> next(grant, "by " + i));

      assertStored(winner(nexts, Race.run(THREADS, i -> store.replace(nexts.get(i)))));
    }
  }

  @Test
  void ofManyReplacementsThatTakeOneKeyOneIsStored() {
    for (int round = 0; round < ROUNDS; round++) {
      UserId user = new UserId("taken-" + round);
      List<SealedGrant> grants = many(i -> inserted(user(i), GrantId.random().value()));
      List<SealedGrant> nexts = grants.stream().map(one -> next(one, key(user, "1"))).toList();

      SealedGrant winner = winner(nexts, Race.run(THREADS, i -> store.replace(nexts.get(i))));

      assertThat(store.findAll(user)).containsExactly(winner);
      grants.stream().filter(one -> !one.id().equals(winner.id())).forEach(this::assertStored);
    }
  }

  @Test
  void noChangeIsLost() {
    SealedGrant grant = inserted(ALICE, "1");

    Race.run(
        8,
        i -> {
          for (int change = 0; change < 10; change++) {
            while (!store.replace(next(store.find(grant.id()).orElseThrow()))) {
              Thread.onSpinWait();
            }
          }
          return i;
        });

    assertThat(store.find(grant.id()).map(SealedGrant::version)).contains(81L);
  }

  @Test
  @DisplayName("F10 concurrent refresh: of 64 who ask at once, one is given the lease")
  void f10OneOfManyIsGivenTheLease() {
    for (int round = 0; round < ROUNDS; round++) {
      SealedGrant grant = inserted(ALICE, "s" + round);

      List<Lease> answers = Race.run(THREADS, i -> lease(grant, "holder-" + i, LONG));

      assertThat(answers).filteredOn(Lease.Taken.class::isInstance).hasSize(1);
      assertThat(answers).filteredOn(Lease.Held.class::isInstance).hasSize(THREADS - 1);
      int winner = answers.indexOf(new Lease.Taken(false));
      assertThat(store.replace(next(grant), "holder-" + (winner + 1) % THREADS)).isFalse();
      assertThat(store.replace(next(grant), "holder-" + winner)).isTrue();
    }
  }

  @Test
  @DisplayName("F10 concurrent refresh: of 64 who follow on a lease that ran out, one is given it")
  void f10OneOfManyFollowsOnALeaseThatRanOut() {
    for (int round = 0; round < ROUNDS; round++) {
      SealedGrant grant = inserted(ALICE, "s" + round);
      lease(grant, "lost", SHORT);
      letShortLeasesRunOut();

      List<Lease> answers = Race.run(THREADS, i -> lease(grant, "holder-" + i, LONG));

      assertThat(answers).filteredOn(Lease.Held.class::isInstance).hasSize(THREADS - 1);
      assertThat(answers).contains(new Lease.Taken(true));
    }
  }

  @Test
  @DisplayName("F10 concurrent refresh: no two hold the lease of a grant at the same time")
  void f10NoTwoHoldALeaseAtTheSameTime() {
    SealedGrant grant = inserted(ALICE, "1");
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger mostInside = new AtomicInteger();

    Race.run(
        8,
        i -> {
          String holder = "holder-" + i;
          for (int change = 0; change < 5; change++) {
            SealedGrant known = leased(grant.id(), holder);
            mostInside.accumulateAndGet(inside.incrementAndGet(), Math::max);
            assertStored(known);
            inside.decrementAndGet();
            assertThat(store.replace(next(known), holder)).isTrue();
          }
          return i;
        });

    assertThat(mostInside).hasValue(1);
    assertThat(store.find(grant.id()).map(SealedGrant::version)).contains(41L);
  }

  @Test
  void aGrantIsRemovedOnce() {
    for (int round = 0; round < ROUNDS; round++) {
      SealedGrant grant = inserted(ALICE, "s" + round);

      List<Optional<SealedGrant>> answers = Race.run(8, i -> store.remove(grant.id()));

      assertThat(answers).filteredOn(Optional::isPresent).containsExactly(Optional.of(grant));
    }
  }

  @Test
  @DisplayName("D19 unlink keeps tokens: a removal gives what was stored last, never what was not")
  void d19ARemovalGivesWhatWasStoredLast() {
    for (int round = 0; round < 4 * ROUNDS; round++) {
      SealedGrant grant = inserted(ALICE, "s" + round);
      lease(grant, "holder", LONG);

      List<Object> answers =
          Race.run(
              2, i -> i == 0 ? store.remove(grant.id()) : store.replace(next(grant), "holder"));

      boolean replaced = answers.get(1).equals(true);
      assertThat(answers.get(0)).isEqualTo(Optional.of(replaced ? next(grant) : grant));
      assertThat(store.find(grant.id())).isEmpty();
    }
  }

  @Test
  @DisplayName("D19 unlink keeps tokens: of 64 who take what is due, each is given something else")
  void d19WhatIsDueIsGivenToOne() {
    Set<String> all = new HashSet<>();
    for (int i = 0; i < 150; i++) {
      put("r" + i, NOON.minusSeconds(i % 5));
      all.add("r" + i);
    }

    List<List<String>> answers =
        Race.run(
            THREADS,
            i -> {
              List<String> mine = new ArrayList<>();
              List<String> some;
              do {
                some = taken(NOON, 4);
                mine.addAll(some);
              } while (!some.isEmpty());
              return mine;
            });

    List<String> given = new ArrayList<>(taken(NOON, all.size()));
    answers.forEach(given::addAll);
    assertThat(given).containsExactlyInAnyOrderElementsOf(all);
  }

  @Test
  void whatIsPutManyTimesAtOnceIsKeptOnce() {
    for (int round = 0; round < ROUNDS; round++) {
      String id = GrantId.random().value();

      Race.run(
          8,
          i -> {
            store.put(new SealedRevocation(id, NOON, i, "text"));
            return i;
          });

      assertThat(store.takeDue(NOON, LATER, 10)).hasSize(1);
      store.forgetRevocation(id);
    }
  }

  private SealedGrant leased(GrantId id, String holder) {
    while (true) {
      SealedGrant known = store.find(id).orElseThrow();
      if (lease(known, holder, LONG) instanceof Lease.Taken) {
        return known;
      }
      Thread.onSpinWait();
    }
  }

  private static <T> List<T> many(IntFunction<T> maker) {
    return IntStream.range(0, THREADS).mapToObj(maker).toList();
  }

  /** The only one that was told yes. */
  private static SealedGrant winner(List<SealedGrant> grants, List<Boolean> answers) {
    assertThat(answers).filteredOn(answer -> answer).as("told yes").hasSize(1);
    return grants.get(answers.indexOf(true));
  }
}
