package dev.accountlink.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.Link;
import dev.accountlink.model.LinkNote;
import dev.accountlink.model.UserId;
import dev.accountlink.spi.LinkStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;

/**
 * The store under test, and the links the tests use. The contract is a chain of classes so that a
 * host extends one, and a reader has a subject at a time.
 */
abstract class LinkStoreSetting {
  static final String HERE = "https://id.example/";
  static final UserId ALICE = new UserId("alice");
  static final UserId BOB = new UserId("bob");
  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  static final int THREADS = 64;
  static final int ROUNDS = 8;

  LinkStore store;

  protected abstract LinkStore store();

  protected abstract Optional<LinkStore> storeLimitedTo(int links);

  @BeforeEach
  final void openTheStore() {
    store = store();
  }

  final LinkStore limitedTo(int links) {
    Optional<LinkStore> limited = storeLimitedTo(links);
    Assumptions.assumeTrue(limited.isPresent(), "this store has no limit of links per user");
    return limited.orElseThrow();
  }

  final void assertOwner(String subject, UserId user) {
    assertThat(store.find(key(subject)).map(Link::user)).contains(user);
  }

  static void assertSame(Link found, Link expected) {
    assertThat(found.user()).isEqualTo(expected.user());
    assertThat(found.identity().authority()).isEqualTo(expected.identity().authority());
    assertThat(found.identity().subject()).isEqualTo(expected.identity().subject());
  }

  static boolean anything(List<Link> remaining) {
    return true;
  }

  static boolean atLeastOne(List<Link> remaining) {
    return !remaining.isEmpty();
  }

  static Link link(UserId user, String subject) {
    return link(user, subject, NOON);
  }

  static Link link(UserId user, String subject, Instant linkedAt) {
    return link(user, key(subject), linkedAt);
  }

  static Link link(UserId user, IdentityKey identity, Instant linkedAt) {
    return link(user, identity, "label of " + identity.subject(), linkedAt);
  }

  static Link link(UserId user, IdentityKey identity, String label, Instant linkedAt) {
    return new Link(user, identity, Optional.of(new LinkNote(label, linkedAt, Optional.empty())));
  }

  static IdentityKey key(String subject) {
    return new IdentityKey(HERE, subject);
  }

  static UserId user(int number) {
    return new UserId("user-" + number);
  }
}
