package dev.accountlink.jdbc;

import dev.accountlink.model.GrantId;
import dev.accountlink.model.GrantKey;
import dev.accountlink.model.Purpose;
import dev.accountlink.model.UserId;
import dev.accountlink.spi.SealedGrant;

/** Grants for tests. */
final class Grants {
  private Grants() {}

  static SealedGrant grant(UserId user, String subject) {
    GrantKey key = new GrantKey(user, Links.key(subject), Purpose.IMPORT);
    return new SealedGrant(GrantId.random(), key, 1, 1, "sealed of " + subject);
  }

  static SealedGrant next(SealedGrant grant) {
    return new SealedGrant(
        grant.id(), grant.key(), grant.version() + 1, 2, "version " + (grant.version() + 1));
  }
}
