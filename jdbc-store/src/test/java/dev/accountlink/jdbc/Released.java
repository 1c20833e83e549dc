package dev.accountlink.jdbc;

import static dev.accountlink.jdbc.Links.ALICE;
import static dev.accountlink.jdbc.Links.BOB;
import static dev.accountlink.jdbc.Links.NOON;
import static dev.accountlink.jdbc.Links.key;
import static dev.accountlink.jdbc.Links.link;

import dev.accountlink.model.GrantId;
import dev.accountlink.model.GrantKey;
import dev.accountlink.model.Link;
import dev.accountlink.model.LinkNote;
import dev.accountlink.model.Purpose;
import dev.accountlink.spi.SealedGrant;
import dev.accountlink.spi.SealedRevocation;
import java.util.List;
import java.util.Optional;

/**
 * The rows that stand in {@code released/<version>/rows.sql}, as the stores give them back. A new
 * version of the tables gets a folder with its scripts and with rows that fill every new column;
 * folders of versions that were released are never changed.
 */
final class Released {
  static final List<Link> LINKS =
      List.of(
          link(ALICE, "4711"),
          new Link(ALICE, key("no note"), Optional.empty()),
          new Link(
              BOB,
              key("a\u0308 \ud83d\ude00 "),
              Optional.of(new LinkNote("\ud83d\ude00 \u00e4", NOON, Optional.empty()))));

  static final SealedGrant GRANT =
      new SealedGrant(
          new GrantId("Abcdefghijklmnopqrs_-0"),
          new GrantKey(ALICE, key("4711"), Purpose.IMPORT),
          7,
          3,
          "sealed of 4711");

  /** It is leased until the year 2100, after a holder that let its lease run out. */
  static final SealedGrant LEASED =
      new SealedGrant(
          new GrantId("Zbcdefghijklmnopqrs_-0"),
          new GrantKey(BOB, key("a\u0308 \ud83d\ude00 "), Purpose.IMPORT),
          1,
          1,
          "sealed of bob");

  static final SealedRevocation REVOCATION =
      new SealedRevocation("Rbcdefghijklmnopqrs_-0", NOON, 2, "sealed tokens");

  static final String USED = "used-flow";

  private Released() {}
}
