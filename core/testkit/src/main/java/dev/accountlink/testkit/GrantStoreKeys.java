package dev.accountlink.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.model.GrantId;
import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.UserId;
import dev.accountlink.spi.GrantStore.Lease;
import dev.accountlink.spi.SealedGrant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** That two different texts are two different keys, whatever the database makes of them. */
abstract class GrantStoreKeys extends GrantStoreSeals {
  private static final String STEM = "Abcdefghijklmnopqrs";

  @Test
  @DisplayName("D10 case-insensitive subject: identities of grants are compared byte for byte")
  void d10IdentitiesAreComparedByteForByte() {
    List<SealedGrant> grants = new ArrayList<>();
    for (IdentityKey identity : ExactTexts.identities(HERE)) {
      SealedGrant grant = grant(key(ALICE, identity));
      assertThat(store.insert(grant)).as("insertion of %s", ExactTexts.show(identity)).isTrue();
      grants.add(grant);
    }

    assertThat(store.findAll(ALICE)).containsExactlyInAnyOrderElementsOf(grants);
    for (SealedGrant grant : grants) {
      String shown = ExactTexts.show(grant.key().identity());
      assertThat(store.find(grant.id())).as("finding %s", shown).contains(grant);
      assertThat(store.insert(grant(grant.key()))).as("%s again", shown).isFalse();
    }
  }

  @Test
  @DisplayName("D10 case-insensitive subject: users of grants are compared byte for byte as well")
  void d10UsersAreComparedByteForByte() {
    List<UserId> users = ExactTexts.users();
    List<SealedGrant> grants = new ArrayList<>();
    for (UserId user : users) {
      SealedGrant grant = grant(user, "1");
      assertThat(store.insert(grant)).as(ExactTexts.show(user.value())).isTrue();
      grants.add(grant);
    }

    for (int i = 0; i < users.size(); i++) {
      assertThat(store.findAll(users.get(i)))
          .as("grants of %s", ExactTexts.show(users.get(i).value()))
          .containsExactly(grants.get(i));
    }
  }

  @Test
  @DisplayName("D11 subject truncation: 255 characters are kept whole, and the last one counts")
  void d11NothingIsCut() {
    String stem = "s".repeat(IdentityKey.MAX_LENGTH - 1);
    String far = "https://" + "a".repeat(IdentityKey.MAX_LENGTH - 9);
    UserId longest = new UserId("u".repeat(UserId.MAX_LENGTH));

    for (SealedGrant grant :
        List.of(
            grant(key(longest, new IdentityKey(far + "1", stem + "a"))),
            grant(key(longest, new IdentityKey(far + "1", stem + "b"))),
            grant(key(longest, new IdentityKey(far + "2", stem + "a"))),
            grant(key(longest, new IdentityKey(far + "2", "\u00e4".repeat(255)))),
            grant(key(longest, new IdentityKey(far + "2", stem))))) {
      assertStored(inserted(grant));
    }
    assertThat(store.findAll(longest)).hasSize(5);
  }

  @Test
  void namesOfGrantsAreComparedByteForByte() {
    List<SealedGrant> grants = new ArrayList<>();
    for (String end : List.of("tuv", "TUV", "tuV", "t-v", "t_v", "tvu", "111", "---", "___")) {
      SealedGrant grant = grant(new GrantId(STEM + end), key(ALICE, "of " + grants.size()));
      assertThat(store.insert(grant)).as(grant.id().value()).isTrue();
      grants.add(grant);
    }

    grants.forEach(this::assertStored);
    List<SealedGrant> inOrder =
        grants.stream().sorted(Comparator.comparing(grant -> grant.id().value())).toList();
    assertThat(store.notSealedBy(2, Optional.empty(), 100)).isEqualTo(inOrder);
    assertThat(store.notSealedBy(2, Optional.of(inOrder.get(3).id()), 100))
        .isEqualTo(inOrder.subList(4, inOrder.size()));
  }

  @Test
  void whatHappensToAGrantHappensToNoTwin() {
    SealedGrant grant = inserted(grant(new GrantId(STEM + "abc"), key(ALICE, "1")));
    SealedGrant twin = inserted(grant(new GrantId(STEM + "ABC"), key(ALICE, "2")));

    lease(grant, "holder", LONG);
    assertThat(lease(twin, "holder", LONG)).isEqualTo(new Lease.Taken(false));
    store.release(twin.id(), "holder");
    assertHeld(grant);
    store.replace(next(grant), "holder");
    assertStored(twin);
    store.remove(grant.id());
    assertStored(twin);
  }
}
