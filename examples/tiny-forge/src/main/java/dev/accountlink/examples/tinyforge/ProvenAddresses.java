package dev.accountlink.examples.tinyforge;

import dev.accountlink.model.CommitIdentity;
import dev.accountlink.model.ExternalIdentity;
import dev.accountlink.model.IdentityKey;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The addresses that providers last told of users' identities, in the table {@code
 * proven_addresses}. Whoever reads them looks whether the identity is still the user's.
 */
final class ProvenAddresses {

  private final Jdbi jdbi;

  ProvenAddresses(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Replaces those of before, unless the provider has told none this time. */
  void keep(String userId, ExternalIdentity identity) {
    List<CommitIdentity> told = CommitIdentity.of(identity);
    if (!told.isEmpty()) {
      jdbi.useTransaction(handle -> replace(handle, userId, identity.key(), told));
    }
  }

  private static void replace(
      Handle handle, String userId, IdentityKey identity, List<CommitIdentity> told) {
    handle.execute(
        "DELETE FROM proven_addresses WHERE user_id = ? AND authority = ? AND subject = ?",
        userId,
        identity.authority(),
        identity.subject());
    for (int position = 0; position < told.size(); position++) {
      handle.execute(
          "INSERT INTO proven_addresses (user_id, authority, subject, position, email, name)"
              + " VALUES (?, ?, ?, ?, ?, ?)",
          userId,
          identity.authority(),
          identity.subject(),
          position,
          told.get(position).email(),
          told.get(position).name());
    }
  }

  /** The main one first. */
  List<CommitIdentity> of(String userId, IdentityKey identity) {
    return jdbi.withHandle(
        handle ->
            handle
                .select(
                    "SELECT name, email FROM proven_addresses"
                        + " WHERE user_id = ? AND authority = ? AND subject = ? ORDER BY position",
                    userId,
                    identity.authority(),
                    identity.subject())
                .map(
                    (row, context) ->
                        new CommitIdentity(row.getString("name"), row.getString("email")))
                .list());
  }
}
