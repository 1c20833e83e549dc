package dev.accountlink.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accountlink.model.Link;
import dev.accountlink.spi.LinkStore.Insertion;
import dev.accountlink.spi.LinkStore.Removal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Exchanger;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** That the host's action on a user's other ways in and the removal of his links never overlap. */
abstract class LinkStoreLocks extends LinkStoreLookups {
  private static final int SECONDS = 300;

  /** How long a store that holds no lock is given to show it. */
  private static final int MILLISECONDS_TO_SLIP_THROUGH = 300;

  @Test
  void theActionIsAskedOnceWithTheUsersLinks() {
    store.insert(link(ALICE, "1", NOON));
    store.insert(link(ALICE, "2", NOON.plusSeconds(1)));
    store.insert(link(BOB, "3"));
    List<List<Link>> asked = new ArrayList<>();

    assertThat(store.locked(ALICE, asked::add)).isTrue();
    assertThat(store.locked(ALICE, links -> !asked.add(links))).isFalse();

    assertThat(asked).hasSize(2);
    for (List<Link> links : asked) {
      assertThat(links).isEqualTo(store.findAll(ALICE)).hasSize(2);
      assertThatThrownBy(links::clear).isInstanceOf(UnsupportedOperationException.class);
    }
    assertOwner("3", BOB);
  }

  @Test
  void theActionIsAskedForAUserWithoutLinksAsWell() {
    store.insert(link(BOB, "1"));

    assertThat(store.locked(ALICE, List::isEmpty)).isTrue();
    assertThat(store.locked(ALICE, List::isEmpty)).isTrue();

    assertThat(store.users(Optional.empty(), 10)).containsExactly(BOB);
    assertThat(store.insert(link(ALICE, "2"))).isEqualTo(new Insertion.Inserted());
  }

  @Test
  void anActionThatThrowsIsNotBegunAgainAndLeavesNoLock() {
    store.insert(link(ALICE, "1"));
    AtomicInteger begun = new AtomicInteger();
    RuntimeException fell = new IllegalArgumentException("the action fell over");

    assertThatThrownBy(
            () ->
                store.locked(
                    ALICE,
                    links -> {
                      begun.incrementAndGet();
                      throw fell;
                    }))
        .isSameAs(fell);

    assertThat(begun).hasValue(1);
    assertOwner("1", ALICE);
    assertThat(store.locked(ALICE, LinkStoreSetting::atLeastOne)).isTrue();
    assertThat(store.remove(ALICE, key("1"), LinkStoreSetting::anything))
        .isInstanceOf(Removal.Removed.class);
  }

  @Test
  @DisplayName("D17 unlink last credential: no link goes while the host's action runs")
  void d17NoLinkGoesWhileTheActionRuns() throws Exception {
    store.insert(link(ALICE, "1"));
    AtomicBoolean ended = new AtomicBoolean();
    AtomicBoolean tooEarly = new AtomicBoolean();
    Pause pause = new Pause();

    inTurn(
        pause,
        () ->
            store.locked(
                ALICE,
                links -> {
                  pause.here();
                  ended.set(true);
                  return true;
                }),
        () ->
            store.remove(
                ALICE,
                key("1"),
                remaining -> {
                  tooEarly.set(!ended.get());
                  return true;
                }));

    assertThat(tooEarly).as("the guard was asked while the action ran").isFalse();
    assertThat(store.find(key("1"))).isEmpty();
  }

  @Test
  @DisplayName("D17 unlink last credential: the host's action waits for a removal, and sees it")
  void d17TheActionWaitsForARemoval() throws Exception {
    store.insert(link(ALICE, "1"));
    store.insert(link(ALICE, "2"));
    List<Link> seen = new ArrayList<>();
    Pause pause = new Pause();

    inTurn(
        pause,
        () ->
            store.remove(
                ALICE,
                key("1"),
                remaining -> {
                  pause.here();
                  return true;
                }),
        () -> store.locked(ALICE, seen::addAll));

    assertThat(seen).extracting(Link::identity).containsExactly(key("2"));
  }

  @Test
  @DisplayName("D17 unlink last credential: password and last link removed at once, one is kept")
  void d17PasswordAndLastLinkAreNotBothRemoved() {
    for (int round = 0; round < ROUNDS; round++) {
      String subject = "round-" + round;
      AtomicBoolean password = new AtomicBoolean(true);
      store.insert(link(ALICE, subject));

      Race.run(
          8,
          i ->
              i % 2 == 0
                  ? store.locked(ALICE, links -> !links.isEmpty() && password.getAndSet(false))
                  : store.remove(ALICE, key(subject), remaining -> password.get()));

      assertThat(List.of(password.get(), store.find(key(subject)).isPresent()))
          .as("password and link after %s", subject)
          .containsExactlyInAnyOrder(true, false);
      store.removeAll(ALICE);
    }
  }

  @Test
  void actionsOfOneUserNeverOverlapAndEachIsBegunOnce() {
    Exchanger<Boolean> meeting = new Exchanger<>();
    AtomicInteger begun = new AtomicInteger();

    List<Boolean> alone =
        Race.run(
            8,
            i ->
                store.locked(
                    ALICE,
                    links -> {
                      begun.incrementAndGet();
                      return !meets(meeting);
                    }));

    assertThat(alone).containsOnly(true);
    assertThat(begun).hasValue(8);
  }

  /** Whether another thread is at the same place. */
  private static boolean meets(Exchanger<Boolean> meeting) {
    try {
      return meeting.exchange(true, 30, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("The test was interrupted.", e);
    }
  }

  /** Begins the second while the first pauses, sees that it waits, and lets both end. */
  private static void inTurn(Pause pause, Runnable first, Runnable second) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      Future<?> holder = pool.submit(first);
      pause.awaitReached();
      Future<?> waiter = pool.submit(second);
      assertThatThrownBy(() -> waiter.get(MILLISECONDS_TO_SLIP_THROUGH, TimeUnit.MILLISECONDS))
          .as("the second waits for the first")
          .isInstanceOf(TimeoutException.class);
      pause.end();
      holder.get(SECONDS, TimeUnit.SECONDS);
      waiter.get(SECONDS, TimeUnit.SECONDS);
    } finally {
      pause.end();
      pool.shutdownNow();
    }
  }

  /** Where one thread stands until the test lets it go on. */
  private static final class Pause {
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);

    void here() {
      reached.countDown();
      await(ended);
    }

    void awaitReached() {
      await(reached);
    }

    void end() {
      ended.countDown();
    }

    private static void await(CountDownLatch latch) {
      try {
        if (!latch.await(SECONDS, TimeUnit.SECONDS)) {
          throw new AssertionError("Nothing happened for " + SECONDS + " seconds.");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("The test was interrupted.", e);
      }
    }
  }
}
