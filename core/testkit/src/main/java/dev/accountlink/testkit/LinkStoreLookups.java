package dev.accountlink.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.Link;
import dev.accountlink.model.LinkDraft;
import dev.accountlink.model.LinkNote;
import dev.accountlink.model.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What an administrator asks over all users, and what raises an alarm. */
abstract class LinkStoreLookups extends LinkStoreRemovals {
  @Test
  void anEmptyStoreHasNoUsers() {
    assertThat(store.users(Optional.empty(), 10)).isEmpty();
    assertThat(store.users(Optional.of(ALICE), 10)).isEmpty();
  }

  @Test
  void theUsersAreThoseWhoHaveLinksEachOnce() {
    UserId carol = new UserId("carol");
    store.insert(link(ALICE, "1"));
    store.insert(link(ALICE, "2"));
    store.insert(link(BOB, "3"));
    store.insert(link(carol, "4"));
    store.remove(carol, key("4"), LinkStoreSetting::anything);

    assertThat(store.users(Optional.empty(), 10)).containsExactlyInAnyOrder(ALICE, BOB);

    store.removeAll(ALICE);
    store.rename(BOB, carol);
    assertThat(store.users(Optional.empty(), 10)).containsExactly(carol);
  }

  @Test
  @DisplayName("D10 case-insensitive subject: pages of any size show each of many twins once")
  void d10PagesShowEachUserOnce() {
    List<UserId> users = ExactTexts.users();
    for (int i = 0; i < users.size(); i++) {
      store.insert(link(users.get(i), "first of " + i));
      store.insert(link(users.get(i), "second of " + i));
    }
    List<UserId> order = store.users(Optional.empty(), users.size() + 1);

    assertThat(order).containsExactlyInAnyOrderElementsOf(users);
    for (int limit : List.of(1, 7, users.size() - 1, users.size())) {
      assertThat(inPagesOf(limit)).as("pages of %s", limit).isEqualTo(order);
    }
  }

  @Test
  void aPageGoesOnAfterAUserWhoHasNoLinksAnyMore() {
    for (int i = 0; i < 9; i++) {
      store.insert(link(user(i), "s" + i));
    }
    List<UserId> order = store.users(Optional.empty(), 9);
    UserId gone = order.get(3);
    store.removeAll(gone);
    store.removeAll(order.get(6));

    assertThat(store.users(Optional.of(gone), 3))
        .containsExactly(order.get(4), order.get(5), order.get(7));
  }

  @Test
  void aPageOfNobodyIsRefused() {
    for (int limit : List.of(0, -1, Integer.MIN_VALUE)) {
      assertThatThrownBy(() -> store.users(Optional.empty(), limit))
          .isInstanceOf(IllegalArgumentException.class);
    }
    store.insert(link(ALICE, "1"));
    assertThat(store.users(Optional.empty(), Integer.MAX_VALUE)).containsExactly(ALICE);
  }

  @Test
  void aLabelOfAnotherIdentityIsKnownAgain() {
    store.insert(link(ALICE, key("1"), "octocat", NOON));
    Assumptions.assumeTrue(
        store.isLabelOfAnother(key("2"), "octocat"), "this store looks no labels up");

    store.insert(link(BOB, key("2"), "octocat", NOON));
    assertThat(store.isLabelOfAnother(key("1"), "octocat")).as("two bear it").isTrue();

    see("1", "renamed");
    assertThat(store.isLabelOfAnother(key("2"), "octocat")).as("given up").isFalse();
    assertThat(store.isLabelOfAnother(key("2"), "renamed")).as("taken").isTrue();

    store.removeAll(ALICE);
    assertThat(store.isLabelOfAnother(key("2"), "renamed")).as("gone").isFalse();
  }

  @Test
  void aLabelIsNoReasonForAnAlarmWhereNobodyElseBearsIt() {
    store.insert(link(ALICE, key("1"), "octocat", NOON));
    store.insert(link(BOB, key("2"), "", NOON));
    store.insert(new Link(BOB, key("3"), Optional.empty()));
    see("3", "hubot");

    assertThat(store.isLabelOfAnother(key("1"), "octocat")).as("its own").isFalse();
    for (String other : List.of("octoca", "octocatt", "'", "%", "_ctocat", "hubot", "")) {
      assertThat(store.isLabelOfAnother(key("9"), other)).as("'%s'", other).isFalse();
    }
    for (String authority : List.of("https://id.example", "https://other.example/")) {
      assertThat(store.isLabelOfAnother(new IdentityKey(authority, "1"), "octocat"))
          .as(authority)
          .isFalse();
    }
  }

  @Test
  void aLabelOfAnyLengthAndContentCanBeAskedFor() {
    String label = "\u0000'; drop table users; -- \ud800" + "\ud83d\ude00".repeat(5000);
    store.insert(link(ALICE, key("1"), "octocat", NOON));

    assertThat(store.isLabelOfAnother(key("2"), label)).isFalse();
    assertThat(store.isLabelOfAnother(key("2"), "\u0000")).isFalse();
  }

  private void see(String subject, String label) {
    store.seen(new LinkDraft(key(subject), new LinkNote(label, NOON, Optional.of(NOON))));
  }

  private List<UserId> inPagesOf(int limit) {
    List<UserId> seen = new ArrayList<>();
    Optional<UserId> last = Optional.empty();
    List<UserId> page;
    do {
      page = store.users(last, limit);
      assertThat(page).hasSizeLessThanOrEqualTo(limit).noneMatch(seen::contains);
      seen.addAll(page);
      last = page.isEmpty() ? last : Optional.of(page.get(page.size() - 1));
    } while (page.size() == limit);
    return seen;
  }
}
