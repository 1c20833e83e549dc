package dev.accountlink.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.Link;
import dev.accountlink.model.UserId;
import dev.accountlink.spi.LinkStore.Insertion;
import dev.accountlink.spi.LinkStore.Removal;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** That two different texts are two different keys, whatever the database makes of them. */
abstract class LinkStoreKeys extends LinkStoreBasics {
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
    store.remove(new UserId("user-0"), keys.get(0), LinkStoreSetting::anything);
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
    assertThat(store.remove(new UserId("ALICE"), key("of-0"), LinkStoreSetting::anything))
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
}
