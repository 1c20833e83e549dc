package dev.accountlink.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accountlink.model.GrantId;
import dev.accountlink.spi.SealedGrant;
import dev.accountlink.spi.SealedRevocation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** That tokens which are to be taken back are kept until that is done, and tried by one at once. */
abstract class GrantStoreRevocations extends GrantStoreKeys {
  static final Instant LATER = NOON.plus(Duration.ofMinutes(5));

  @Test
  @DisplayName("D19 unlink keeps tokens: what is due is taken, what is not waits")
  void d19WhatIsDueIsTaken() {
    put("due", NOON);
    put("overdue", NOON.minusMillis(1));
    put("not due", NOON.plusMillis(1));

    assertThat(taken(NOON, 10)).containsExactly("overdue", "due");
    assertThat(taken(NOON.plusMillis(1), 10)).containsExactly("not due");
  }

  @Test
  void theLongestDueComesFirst() {
    for (int i = 0; i < 10; i++) {
      put("r" + i, NOON.minusSeconds((i * 7) % 10));
    }

    assertThat(taken(NOON, 3)).containsExactly("r7", "r4", "r1");
    assertThat(taken(NOON, 4)).containsExactly("r8", "r5", "r2", "r9");
    assertThat(taken(NOON, Integer.MAX_VALUE)).containsExactly("r6", "r3", "r0");
  }

  @Test
  @DisplayName("D19 unlink keeps tokens: what somebody took and did not do comes again in time")
  void d19WhatWasTakenComesAgain() {
    put("taken", NOON);
    taken(NOON, 10);

    assertThat(taken(NOON, 10)).isEmpty();
    assertThat(taken(LATER.minusMillis(1), 10)).isEmpty();
    assertThat(taken(LATER, 10)).containsExactly("taken");
  }

  @Test
  void whatIsTakenIsAsItWasPut() {
    String longest = "~".repeat(SealedGrant.MAX_LENGTH - 1) + "!";
    String id = GrantId.random().value();
    store.put(new SealedRevocation(id, NOON, 7, longest));

    for (Instant now : List.of(NOON, LATER)) {
      assertThat(store.takeDue(now, LATER, 1))
          .singleElement()
          .satisfies(
              one -> {
                assertThat(one.id()).isEqualTo(id);
                assertThat(one.tries()).isEqualTo(7);
                assertThat(one.sealed()).isEqualTo(longest);
              });
    }
  }

  @Test
  void whatBecameOfItTakesItsPlace() {
    put("again", NOON);
    String id = name("again");

    store.put(new SealedRevocation(id, NOON.plusSeconds(60), 1, "other text"));

    assertThat(taken(NOON, 10)).isEmpty();
    assertThat(store.takeDue(NOON.plusSeconds(60), LATER, 10))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.tries()).isEqualTo(1);
              assertThat(one.sealed()).isEqualTo("other text");
            });
  }

  @Test
  void whatIsForgottenComesNoMore() {
    put("one", NOON);
    put("other", NOON);

    store.forgetRevocation(name("one"));
    store.forgetRevocation(name("one"));
    store.forgetRevocation(name("never"));

    assertThat(taken(NOON, 10)).containsExactly("other");
    store.forgetRevocation(name("other"));
    assertThat(taken(LATER, 10)).isEmpty();
  }

  @Test
  void namesOfRevocationsAreComparedByteForByte() {
    List<String> twins = List.of("twin", "TWIN", "Twin", "tw-n", "tw_n");
    twins.forEach(twin -> put(twin, NOON));
    assertThat(taken(NOON, 10)).containsExactlyInAnyOrderElementsOf(twins);

    store.forgetRevocation(name("TWIN"));

    assertThat(taken(LATER, 10)).containsExactlyInAnyOrder("twin", "Twin", "tw-n", "tw_n");
  }

  @Test
  void takingNothingIsRefused() {
    put("due", NOON);
    for (int limit : new int[] {0, -1, Integer.MIN_VALUE}) {
      assertThatThrownBy(() -> store.takeDue(NOON, LATER, limit))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(taken(NOON, 1)).containsExactly("due");
  }

  final void put(String name, Instant due) {
    store.put(new SealedRevocation(name(name), due, 0, "tokens of " + name));
  }

  /** The words for what one was given. */
  final List<String> taken(Instant now, int limit) {
    return store.takeDue(now, LATER, limit).stream()
        .map(one -> one.sealed().substring("tokens of ".length()))
        .toList();
  }

  /** A name of the right shape. */
  static String name(String word) {
    return (word.replace(' ', '-') + "-".repeat(22)).substring(0, 22);
  }
}
