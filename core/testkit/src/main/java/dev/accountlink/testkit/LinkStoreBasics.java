package dev.accountlink.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.model.Link;
import dev.accountlink.model.LinkDraft;
import dev.accountlink.model.LinkNote;
import dev.accountlink.spi.LinkStore;
import dev.accountlink.spi.LinkStore.Insertion;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a store keeps, and what it answers to a link that is there or one too many. */
abstract class LinkStoreBasics extends LinkStoreSetting {
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

    limited.remove(ALICE, key("1"), LinkStoreSetting::anything);
    assertThat(limited.insert(link(ALICE, "5"))).isEqualTo(new Insertion.Inserted());
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
}
