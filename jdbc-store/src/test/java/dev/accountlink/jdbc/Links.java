package dev.accountlink.jdbc;

import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.Link;
import dev.accountlink.model.LinkNote;
import dev.accountlink.model.UserId;
import java.time.Instant;
import java.util.Optional;

/** Links for tests. */
final class Links {
  static final String AUTHORITY = "https://id.example";
  static final UserId ALICE = new UserId("alice");
  static final UserId BOB = new UserId("bob");
  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private Links() {}

  static IdentityKey key(String subject) {
    return new IdentityKey(AUTHORITY, subject);
  }

  static Link link(UserId user, String subject) {
    LinkNote note = new LinkNote("label of " + subject, NOON, Optional.of(NOON.plusSeconds(1)));
    return new Link(user, key(subject), Optional.of(note));
  }
}
