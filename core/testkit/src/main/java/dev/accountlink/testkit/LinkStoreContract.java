package dev.accountlink.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.Link;
import dev.accountlink.model.LinkDraft;
import dev.accountlink.model.LinkNote;
import dev.accountlink.model.UserId;
import dev.accountlink.spi.LinkStore;
import dev.accountlink.spi.LinkStore.Insertion;
import dev.accountlink.spi.LinkStore.Removal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What every {@link LinkStore} must do. Extend it with a method that gives an empty store, and run
 * it on the database you will really use, with its real character set and collation:
 *
 * <pre>{@code
 * class MyLinkStoreTest extends LinkStoreContract {
 *   protected LinkStore store() {
 *     database.clear();
 *     return new MyLinkStore(database);
 *   }
 * }
 * }</pre>
 *
 * <p>The races use 32 threads: a connection pool may be smaller, but must let them wait for some
 * seconds.
 */
public abstract class LinkStoreContract {
  private static final String HERE = "https://id.example/";
  private static final UserId ALICE = new UserId("alice");
  private static final UserId BOB = new UserId("bob");
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final int THREADS = 32;
  private static final int ROUNDS = 8;

  private LinkStore store;

  /** For subclasses. */
  protected LinkStoreContract() {}

  /** A store without links and without a limit of links per user; asked for once in every test. */
  protected abstract LinkStore store();

  /**
   * A store without links in which a user may have so many links; empty when the store knows no
   * limit, and the tests of it are skipped.
   */
  protected Optional<LinkStore> storeLimitedTo(int links) {
    return Optional.empty();
  }

  @BeforeEach
  final void openTheStore() {
    store = store();
  }

  @Test
  void anInsertedLinkIsFoundByItsIdentityAndByItsUser() {
    Link link = link(ALICE, "1");

    assertThat(store.find(link.identity())).isEmpty();
    assertThat(store.findAll(ALICE)).isEmpty();
    assertThat(store.insert(link)).isEqualTo(new Insertion.Inserted());

    assertThat(store.find(link.identity())).hasValueSatisfying(found -> assertSame(found, link));
    assertThat(store.findAll(ALICE)).singleElement().satisfies(found -> assertSame(found, link));
    assertThat(store.findAll(BOB)).isEmpty();
  }

  @Test
  void aNoteIsKeptAsItIsOrNotAtAll() {
    store.insert(link(ALICE, "1"));
    store.insert(new Link(BOB, key("2"), Optional.empty()));

    store
        .find(key("1"))
        .flatMap(Link::note)
        .ifPresent(
            note -> {
              assertThat(note.label()).isEqualTo("label of 1");
              assertThat(note.linkedAt()).isEqualTo(NOON);
              assertThat(note.lastSeenAt()).isEmpty();
            });
    assertThat(store.find(key("2")).flatMap(Link::note)).isEmpty();
  }

  @Test
  void aLabelOfAnyLengthAndContentStopsNobody() {
    String label = "😀".repeat(5000) + "\u0000'; drop table users; -- \ud800";
    Link link = new Link(ALICE, key("1"), Optional.of(new LinkNote(label, NOON, Optional.empty())));

    assertThat(store.insert(link)).isEqualTo(new Insertion.Inserted());
    store.seen(new LinkDraft(key("1"), new LinkNote("x" + label, NOON, Optional.of(NOON))));

    assertThat(store.find(key("1"))).hasValueSatisfying(found -> assertSame(found, link));
  }

  @Test
  void aUsersLinksComeOldestFirst() {
    store.insert(link(ALICE, "middle", NOON));
    store.insert(link(ALICE, "newest", NOON.plusSeconds(1)));
    store.insert(link(ALICE, "oldest", NOON.minusSeconds(1)));

    List<Link> links = store.findAll(ALICE);

    assertThat(links).hasSize(3);
    if (links.stream().allMatch(link -> link.note().isPresent())) {
      assertThat(links)
          .extracting(link -> link.identity().subject())
          .containsExactly("oldest", "middle", "newest");
    }
  }

  @Test
  @DisplayName("D16 link taken by another user: the owner is told, and the link stays his")
  void d16AnIdentityWithALinkIsOccupiedByItsOwner() {
    store.insert(link(ALICE, "1"));

    assertThat(store.insert(link(BOB, "1"))).isEqualTo(new Insertion.Occupied(ALICE));

    assertOwner("1", ALICE);
    assertThat(store.findAll(BOB)).isEmpty();
  }

  @Test
  void insertingOnesOwnLinkAgainChangesNothing() {
    store.insert(link(ALICE, "1", NOON));

    assertThat(store.insert(link(ALICE, "1", NOON.plusSeconds(60))))
        .isEqualTo(new Insertion.Occupied(ALICE));

    assertThat(store.findAll(ALICE)).hasSize(1);
    store
        .find(key("1"))
        .flatMap(Link::note)
        .ifPresent(note -> assertThat(note.linkedAt()).isEqualTo(NOON));
  }

  @Test
  @DisplayName(
      "D10 case-insensitive subject: case, blanks, composed and decomposed characters, emoji and"
          + " slashes all count")
  void d10IdentitiesAreComparedByteForByte() {
    List<IdentityKey> keys = ExactTexts.identities(HERE);

    for (int i = 0; i < keys.size(); i++) {
      assertThat(store.find(keys.get(i))).as("before %s", ExactTexts.show(keys.get(i))).isEmpty();
      assertThat(store.insert(link(new UserId("user-" + i), keys.get(i), NOON)))
          .as("insertion of %s", ExactTexts.show(keys.get(i)))
          .isEqualTo(new Insertion.Inserted());
    }
    for (int i = 0; i < keys.size(); i++) {
      IdentityKey key = keys.get(i);
      Link expected = link(new UserId("user-" + i), key, NOON);
      assertThat(store.find(key))
          .as("finding %s", ExactTexts.show(key))
          .hasValueSatisfying(found -> assertSame(found, expected));
    }
    store.remove(new UserId("user-0"), keys.get(0), LinkStoreContract::anything);
    for (IdentityKey key : keys.subList(1, keys.size())) {
      assertThat(store.find(key)).as("%s remains", ExactTexts.show(key)).isPresent();
    }
  }

  @Test
  @DisplayName("D10 case-insensitive subject: users are compared byte for byte as well")
  void d10UsersAreComparedByteForByte() {
    List<UserId> users = ExactTexts.users();

    for (int i = 0; i < users.size(); i++) {
      store.insert(link(users.get(i), "of-" + i));
    }
    for (int i = 0; i < users.size(); i++) {
      Link expected = link(users.get(i), "of-" + i);
      assertThat(store.findAll(users.get(i)))
          .as("links of %s", ExactTexts.show(users.get(i).value()))
          .singleElement()
          .satisfies(found -> assertSame(found, expected));
    }
    assertThat(store.remove(new UserId("ALICE"), key("of-0"), LinkStoreContract::anything))
        .isEqualTo(new Removal.NotThere());
    assertThat(store.removeAll(users.get(0))).isEqualTo(1);
    for (UserId user : users.subList(1, users.size())) {
      assertThat(store.findAll(user)).as(ExactTexts.show(user.value())).hasSize(1);
    }
  }

  @Test
  @DisplayName("D11 subject truncation: 255 characters are kept whole, and the last one counts")
  void d11NothingIsCut() {
    String stem = "s".repeat(IdentityKey.MAX_LENGTH - 1);
    String far = "https://" + "a".repeat(IdentityKey.MAX_LENGTH - 9);
    UserId longest = new UserId("u".repeat(UserId.MAX_LENGTH));
    List<Link> links =
        List.of(
            link(ALICE, new IdentityKey(HERE, stem + "a"), NOON),
            link(BOB, new IdentityKey(HERE, stem + "b"), NOON),
            link(new UserId("carol"), new IdentityKey(HERE, stem), NOON),
            link(new UserId("dave"), new IdentityKey(far + "1", stem + "a"), NOON),
            link(longest, new IdentityKey(far + "2", "ä".repeat(255)), NOON));

    for (Link link : links) {
      assertThat(store.insert(link)).isEqualTo(new Insertion.Inserted());
    }
    for (Link link : links) {
      assertThat(store.find(link.identity())).hasValueSatisfying(found -> assertSame(found, link));
      assertThat(store.findAll(link.user())).hasSize(1);
    }
  }

  @Test
  @DisplayName("D12 same subject, different issuer: two people")
  void d12TheSameSubjectAtAnotherAuthorityIsAnotherIdentity() {
    List<String> authorities =
        List.of(
            "https://gitlab.example",
            "https://gitlab.example/",
            "https://GitLab.example",
            "https://gitlab.example:8443",
            "https://gitlab.example/a",
            "https://gitlab.example/A",
            "http://gitlab.example",
            "https://gitlab.example.evil.example");

    for (String authority : authorities) {
      IdentityKey key = new IdentityKey(authority, "1");
      assertThat(store.insert(link(new UserId(authority), key, NOON)))
          .as(authority)
          .isEqualTo(new Insertion.Inserted());
    }
    for (String authority : authorities) {
      assertThat(store.find(new IdentityKey(authority, "1")).map(Link::user))
          .contains(new UserId(authority));
    }
    assertThat(store.find(new IdentityKey("https://other.example", "1"))).isEmpty();
  }

  @Test
  void aRemovedLinkIsGoneAndTheIdentityIsFree() {
    store.insert(link(ALICE, "1"));
    store.insert(link(ALICE, "2"));

    assertThat(store.remove(ALICE, key("1"), LinkStoreContract::atLeastOne))
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

    assertThat(store.remove(ALICE, key("1"), LinkStoreContract::atLeastOne))
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
    assertThat(store.remove(ALICE, key("1"), LinkStoreContract::anything))
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

  @Test
  void seeingAnIdentityNeverChangesWhoseItIsOrSinceWhen() {
    store.insert(link(ALICE, "1", NOON));
    Instant later = NOON.plusSeconds(3600);

    store.seen(new LinkDraft(key("1"), new LinkNote("renamed", later, Optional.of(later))));

    assertOwner("1", ALICE);
    assertThat(store.findAll(ALICE)).hasSize(1);
    store
        .find(key("1"))
        .flatMap(Link::note)
        .ifPresent(note -> assertThat(note.linkedAt()).isEqualTo(NOON));
  }

  @Test
  void seeingAnIdentityWithoutALinkMakesNone() {
    store.seen(new LinkDraft(key("1"), new LinkNote("someone", NOON, Optional.of(NOON))));

    assertThat(store.find(key("1"))).isEmpty();
  }

  @Test
  void seeingALinkWithoutANoteMakesUpNoTimeOfLinking() {
    store.insert(new Link(ALICE, key("1"), Optional.empty()));

    store.seen(new LinkDraft(key("1"), new LinkNote("someone", NOON, Optional.of(NOON))));

    assertThat(store.find(key("1")).flatMap(Link::note)).isEmpty();
  }

  @Test
  void aUserAtHisLimitMayHaveNoMore() {
    LinkStore limited = limitedTo(2);
    limited.insert(link(ALICE, "1"));
    limited.insert(link(ALICE, "2"));
    limited.insert(link(BOB, "3"));

    assertThat(limited.insert(link(ALICE, "4"))).isEqualTo(new Insertion.TooMany());
    assertThat(limited.find(key("4"))).isEmpty();
    assertThat(limited.insert(link(ALICE, "2"))).isEqualTo(new Insertion.Occupied(ALICE));
    assertThat(limited.insert(link(ALICE, "3"))).isEqualTo(new Insertion.Occupied(BOB));
    assertThat(limited.insert(link(BOB, "4"))).isEqualTo(new Insertion.Inserted());

    limited.remove(ALICE, key("1"), LinkStoreContract::anything);
    assertThat(limited.insert(link(ALICE, "5"))).isEqualTo(new Insertion.Inserted());
  }

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
  @DisplayName("D15 same identity to two accounts (race): of 32 users at once exactly one gets it")
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
          Race.run(2, i -> store.remove(user, key(stem + i), LinkStoreContract::atLeastOne));

      assertThat(answers).filteredOn(Removal.Removed.class::isInstance).hasSize(1);
      assertThat(answers).filteredOn(Removal.Kept.class::isInstance).hasSize(1);
      assertThat(store.findAll(user)).as("links of %s", user.value()).hasSize(1);
    }
  }

  @Test
  @DisplayName("D17 unlink last credential: of 32 links removed at once, one is kept")
  void d17OfManyRemovalsAtOnceOneIsKept() {
    for (int i = 0; i < THREADS; i++) {
      store.insert(link(ALICE, "s" + i));
    }

    List<Removal> answers =
        Race.run(THREADS, i -> store.remove(ALICE, key("s" + i), LinkStoreContract::atLeastOne));

    assertThat(answers).filteredOn(Removal.Removed.class::isInstance).hasSize(THREADS - 1);
    assertThat(answers).filteredOn(Removal.Kept.class::isInstance).hasSize(1);
    assertThat(store.findAll(ALICE)).hasSize(1);
  }

  @Test
  void oneLinkIsRemovedOnlyOnce() {
    store.insert(link(ALICE, "1"));

    List<Removal> answers =
        Race.run(8, i -> store.remove(ALICE, key("1"), LinkStoreContract::anything));

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
                      ? store.remove(former, key(subject), LinkStoreContract::anything)
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

  private LinkStore limitedTo(int links) {
    Optional<LinkStore> limited = storeLimitedTo(links);
    Assumptions.assumeTrue(limited.isPresent(), "this store has no limit of links per user");
    return limited.orElseThrow();
  }

  private void assertOwner(String subject, UserId user) {
    assertThat(store.find(key(subject)).map(Link::user)).contains(user);
  }

  private static boolean anything(List<Link> remaining) {
    return true;
  }

  private static boolean atLeastOne(List<Link> remaining) {
    return !remaining.isEmpty();
  }

  private static void assertSame(Link found, Link expected) {
    assertThat(found.user()).isEqualTo(expected.user());
    assertThat(found.identity().authority()).isEqualTo(expected.identity().authority());
    assertThat(found.identity().subject()).isEqualTo(expected.identity().subject());
  }

  private static Link link(UserId user, String subject) {
    return link(user, subject, NOON);
  }

  private static Link link(UserId user, String subject, Instant linkedAt) {
    return link(user, key(subject), linkedAt);
  }

  private static Link link(UserId user, IdentityKey identity, Instant linkedAt) {
    String label = "label of " + identity.subject();
    return new Link(user, identity, Optional.of(new LinkNote(label, linkedAt, Optional.empty())));
  }

  private static IdentityKey key(String subject) {
    return new IdentityKey(HERE, subject);
  }

  private static UserId user(int number) {
    return new UserId("user-" + number);
  }
}
