package dev.accountlink.examples.benchmarks;

import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.Link;
import dev.accountlink.model.LinkNote;
import dev.accountlink.model.UserId;
import java.time.Instant;
import java.util.Optional;

/** Links by number, two for each user: what a table is filled with and asked for. */
final class Samples {
  static final int LINKS_OF_A_USER = 2;
  private static final String AUTHORITY = "https://git.example.com";
  private static final Instant FIRST = Instant.parse("2020-01-01T00:00:00Z");

  private Samples() {}

  static IdentityKey identity(int number) {
    return new IdentityKey(AUTHORITY, Integer.toString(number));
  }

  static UserId user(int number) {
    return new UserId("8f14e45f-ceea-467f-a000-" + number / LINKS_OF_A_USER);
  }

  static Link link(int number) {
    Instant linked = FIRST.plusSeconds(number);
    LinkNote note = new LinkNote("person" + number, linked, Optional.of(linked.plusSeconds(9)));
    return new Link(user(number), identity(number), Optional.of(note));
  }
}
