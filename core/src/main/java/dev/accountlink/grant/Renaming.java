package dev.accountlink.grant;

import dev.accountlink.grant.GrantVault.Held;
import dev.accountlink.model.GrantKey;
import dev.accountlink.model.UserId;
import dev.accountlink.seal.VaultException;
import dev.accountlink.spi.SealedGrant;
import java.util.Optional;

/** Gives the grants of a user to the same user under a new key. Thread-safe. */
final class Renaming {
  private static final int TRIES = 10;

  private final GrantParts parts;
  private final GrantVault vault;
  private final Resealing resealing;

  Renaming(GrantParts parts, GrantVault vault, Resealing resealing) {
    this.parts = parts;
    this.vault = vault;
    this.resealing = resealing;
  }

  void rename(UserId from, UserId to) {
    if (from.equals(to)) {
      return;
    }
    Optional<VaultException> problem = Optional.empty();
    for (SealedGrant row : parts.store().findAll(from)) {
      try {
        give(row, to);
      } catch (VaultException e) {
        problem = Optional.of(e);
      }
    }
    if (problem.isPresent()) {
      throw problem.get();
    }
  }

  private void give(SealedGrant first, UserId to) {
    Optional<SealedGrant> row = Optional.of(first);
    for (int attempt = 1; attempt <= TRIES && row.isPresent(); attempt++) {
      Held held = vault.open(row.get());
      GrantKey key = new GrantKey(to, first.key().identity(), first.key().purpose());
      if (resealing.isReplacedBetweenRefreshes(vault.next(held.row(), key, held.content()))) {
        return;
      }
      row = parts.store().find(first.id());
    }
    if (row.isPresent()) {
      throw new IllegalStateException(
          "Grants were not given to a renamed user, whose new key has grants of its own.");
    }
  }
}
