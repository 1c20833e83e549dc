package dev.accountlink.grant;

import dev.accountlink.flow.Decider;
import dev.accountlink.grant.GrantVault.Held;
import dev.accountlink.model.GrantId;
import dev.accountlink.model.HostUser;
import dev.accountlink.model.UserId;
import dev.accountlink.seal.VaultException;
import dev.accountlink.spi.SealedGrant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rows of the store, opened. Thread-safe. */
final class GrantRows {
  private static final Logger LOG = LoggerFactory.getLogger(Grants.class);

  private final GrantParts parts;
  private final GrantVault vault;

  GrantRows(GrantParts parts, GrantVault vault) {
    this.parts = parts;
    this.vault = vault;
  }

  /** Those of a user, the latest first. One that cannot be opened is left out and logged. */
  List<Held> held(UserId user) {
    List<Held> rows =
        parts.store().findAll(user).stream()
            .filter(row -> row.key().user().equals(user))
            .flatMap(row -> opened(row).stream())
            .toList();
    Optional<HostUser> owner = rows.isEmpty() ? Optional.empty() : parts.users().find(user);
    return rows.stream()
        .filter(held -> !isOfAnother(held, owner))
        .sorted(Comparator.comparing((Held held) -> held.content().since()).reversed())
        .toList();
  }

  private static boolean isOfAnother(Held held, Optional<HostUser> owner) {
    return owner
        .filter(user -> Decider.wasMadeForAnother(held.content().since(), user))
        .isPresent();
  }

  /** Whether its user is gone, or has a key that was another's when it was given. */
  boolean isOfNobody(SealedGrant row) {
    Optional<HostUser> user = parts.users().find(row.key().user());
    // Where the host does not say since when, nothing is opened in vain.
    if (user.isEmpty() || user.get().since().isEmpty()) {
      return user.isEmpty();
    }
    return opened(row).filter(held -> isOfAnother(held, user)).isPresent();
  }

  Optional<Held> opened(SealedGrant row) {
    try {
      return Optional.of(vault.open(row));
    } catch (VaultException e) {
      LOG.error("Grant {} cannot be opened: {}", row.id().value(), e.getMessage());
      return Optional.empty();
    }
  }

  Optional<Held> find(UserId user, GrantId grant) {
    return parts
        .store()
        .find(grant)
        .filter(row -> row.id().equals(grant) && row.key().user().equals(user))
        .map(vault::open)
        .filter(held -> !isOfAnother(held, parts.users().find(user)));
  }
}
