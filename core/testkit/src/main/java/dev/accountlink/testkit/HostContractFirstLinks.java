package dev.accountlink.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.model.HostUser;
import dev.accountlink.model.Link;
import dev.accountlink.model.NewUser;
import dev.accountlink.model.UserId;
import dev.accountlink.spi.HostUsers.Creation;
import dev.accountlink.spi.LinkStore;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** User and first link: both, or neither, whatever happens between. */
abstract class HostContractFirstLinks extends HostContractUsers {
  private static final int THREADS = 4;

  @Test
  @DisplayName(
      "D30 half-created account: nothing is left when the link store fails before it wrote")
  void nothingIsLeftWhenTheLinkStoreFails() {
    assertNothingIsLeft(new FaultyLinks(host.links(), FaultyLinks.Fault.THROWS_BEFORE));
  }

  @Test
  @DisplayName("D30 half-created account: nothing is left when the link store fails after it wrote")
  void nothingIsLeftWhenTheLinkStoreFailsAfterwards() {
    assertNothingIsLeft(new FaultyLinks(host.links(), FaultyLinks.Fault.THROWS_AFTER));
  }

  @Test
  @DisplayName("D30 half-created account: nothing is left when the identity is taken meanwhile")
  void nothingIsLeftWhenTheIdentityIsTakenMeanwhile() {
    assertNothingIsLeft(new FaultyLinks(host.links(), FaultyLinks.Fault.OCCUPIED));
  }

  @Test
  @DisplayName("D30 half-created account: nothing is left when the user may have no link")
  void nothingIsLeftWhenThereAreTooManyLinks() {
    assertNothingIsLeft(new FaultyLinks(host.links(), FaultyLinks.Fault.TOO_MANY));
  }

  private void assertNothingIsLeft(FaultyLinks faulty) {
    NewUser draft = draft("ada", "ada@example.org");
    boolean created;
    try {
      created = host.users(faulty).createLinked(draft, link("1")) instanceof Creation.Created;
    } catch (RuntimeException expected) {
      created = false;
    }
    Assumptions.assumeTrue(
        !faulty.asked().isEmpty(), "this host writes user and link in one commit of its own");
    assertThat(created)
        .as(
            "createLinked answered Created although the link could not be made. Look at what insert"
                + " answers.")
        .isFalse();
    assertThat(host.links().find(identity("1")))
        .as("A link is left whose user was taken back. Take both back, or write both in one step.")
        .isEmpty();
    for (UserId user : faulty.asked()) {
      assertThat(users().find(user)).as(ORPHAN).isEmpty();
    }
    assertThat(users().check(draft)).as(ORPHAN).isEmpty();
    make("ada", "1");
  }

  private static final String ORPHAN =
      "A user is left without the link it was made for: nobody can sign in as it, and its name stays"
          + " taken. Make both in one transaction, or use HostUsers.createThenLink.";

  @Test
  @DisplayName("D30 half-created account: an identity with a link makes no second user")
  void anIdentityWithALinkMakesNoSecondUser() {
    HostUser owner = make("ada", "1");
    NewUser draft = draft("bob", "bob@example.org");

    Creation second = users().createLinked(draft, link("1"));

    assertThat(second)
        .as(
            "The identity has a link already, and createLinked made something else of it. Look at what"
                + " insert answers, and answer IdentityTaken.")
        .isInstanceOf(Creation.IdentityTaken.class);
    assertThat(users().check(draft)).as(ORPHAN).isEmpty();
    assertThat(host.links().find(identity("1")).map(Link::user))
        .as("The link passed to somebody else. insert must leave a link as it is.")
        .contains(owner.id());
  }

  @Test
  @DisplayName("D15 same identity to two accounts (race): of several at once, one user is made")
  void ofSeveralAtOnceOneUserIsMade() {
    List<NewUser> drafts =
        IntStream.range(0, THREADS).mapToObj(i -> draft("ada-" + i, i + "@example.org")).toList();

    List<Creation> made = Race.run(THREADS, i -> users().createLinked(drafts.get(i), link("1")));

    assertThat(made)
        .as(
            "One identity was registered several times at once. Let the database decide: a unique"
                + " key over authority and subject.")
        .filteredOn(creation -> creation instanceof Creation.Created)
        .hasSize(1);
    for (int i = 0; i < THREADS; i++) {
      if (!(made.get(i) instanceof Creation.Created)) {
        assertThat(made.get(i))
            .as("The loser of a race gets IdentityTaken. Look at what insert answers.")
            .isInstanceOf(Creation.IdentityTaken.class);
        assertThat(users().check(drafts.get(i))).as(ORPHAN).isEmpty();
      }
    }
  }

  @Test
  @DisplayName("D15 same identity to two accounts (race): of two users at once, one gets the link")
  void ofTwoUsersAtOnceOneGetsTheLink() {
    List<HostUser> two = List.of(make("ada", "1"), make("bob", "2"));

    List<LinkStore.Insertion> answers =
        Race.run(2, i -> host.links().insert(link("3").to(two.get(i).id())));

    assertThat(answers)
        .as(
            "Two users got one identity. Let the database decide: a unique key over authority and"
                + " subject.")
        .filteredOn(answer -> answer instanceof LinkStore.Insertion.Inserted)
        .hasSize(1);
    assertThat(host.links().findAll(two.get(0).id()).size() + linksOf(two.get(1)))
        .as("Both users list the one identity. Keep a link once, with its one user.")
        .isEqualTo(3);
  }

  private int linksOf(HostUser user) {
    return host.links().findAll(user.id()).size();
  }
}
