package dev.accountlink.grant;

import dev.accountlink.grant.GrantVault.Held;
import dev.accountlink.model.GrantId;
import dev.accountlink.model.HostUser;
import dev.accountlink.model.UserId;
import dev.accountlink.seal.VaultException;
import dev.accountlink.spi.SealedGrant;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rows of the store, opened. Thread-safe. */
final class GrantRows {
  private static final Logger LOG = LoggerFactory.getLogger(Grants.class);

  /** User and grant may be made in one go, and nodes' clocks differ a little. */
  private static final Duration MADE_TOGETHER = Duration.ofSeconds(60);

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
    Optional<Instant> since = rows.isEmpty() ? Optional.empty() : since(user);
    return rows.stream()
        .filter(held -> !isOlder(held, since))
        .sorted(Comparator.comparing((Held held) -> held.content().since()).reversed())
        .toList();
  }

  private Optional<Instant> since(UserId user) {
    return parts.users().find(user).flatMap(HostUser::since);
  }

  /** One that is older than its user was given by somebody who had the user's key before. */
  private static boolean isOlder(Held held, Optional<Instant> since) {
    return since
        .filter(began -> held.content().since().plus(MADE_TOGETHER).isBefore(began))
        .isPresent();
  }

  /** Whether its user is gone, or has a key that was another's when it was given. */
  boolean isOfNobody(SealedGrant row) {
    Optional<HostUser> user = parts.users().find(row.key().user());
    if (user.isEmpty()) {
      return true;
    }
    Optional<Instant> since = user.get().since();
    return since.isPresent() && opened(row).filter(held -> isOlder(held, since)).isPresent();
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
        .filter(held -> !isOlder(held, since(user)));
  }
}
