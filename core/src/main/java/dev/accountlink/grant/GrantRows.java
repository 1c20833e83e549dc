package dev.accountlink.grant;

import dev.accountlink.grant.GrantVault.Held;
import dev.accountlink.model.GrantId;
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
    return parts.store().findAll(user).stream()
        .filter(row -> row.key().user().equals(user))
        .flatMap(row -> opened(row).stream())
        .sorted(Comparator.comparing((Held held) -> held.content().since()).reversed())
        .toList();
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
        .map(vault::open);
  }
}
