package dev.accountlink.grant;

import dev.accountlink.flow.Event;
import dev.accountlink.grant.GrantVault.Held;
import dev.accountlink.model.GrantId;
import dev.accountlink.seal.VaultException;
import dev.accountlink.spi.SealedGrant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Tells once that a personal access token will run out, and once that it did. Over all nodes: who
 * could store that it was told tells it. Thread-safe.
 */
final class Reminders {
  private static final int AT_A_TIME = 200;

  /** No key has this id, so all grants are sealed by another one. */
  private static final int NO_KEY = 256;

  private final GrantParts parts;
  private final GrantVault vault;
  private final Consumer<Held> ranOut;
  private final AtomicReference<Optional<GrantId>> reached =
      new AtomicReference<>(Optional.empty());

  /**
   * Reminders.
   *
   * @param ranOut marks a grant whose token has run out, and tells it once
   */
  Reminders(GrantParts parts, GrantVault vault, Consumer<Held> ranOut) {
    this.parts = parts;
    this.vault = vault;
    this.ranOut = ranOut;
  }

  /**
   * Looks at the next page of grants.
   *
   * @param before how long before the end to tell
   * @return how many were told of
   */
  int next(Duration before) {
    List<SealedGrant> rows = parts.store().notSealedBy(NO_KEY, reached.get(), AT_A_TIME);
    int told = 0;
    for (SealedGrant row : rows) {
      told += opened(row).filter(held -> isTold(held, before)).isPresent() ? 1 : 0;
    }
    reached.set(
        rows.size() < AT_A_TIME ? Optional.empty() : Optional.of(rows.get(rows.size() - 1).id()));
    return told;
  }

  /** One that cannot be opened is named by whoever seals anew. */
  private Optional<Held> opened(SealedGrant row) {
    try {
      return Optional.of(vault.open(row));
    } catch (VaultException e) {
      return Optional.empty();
    }
  }

  private boolean isTold(Held held, Duration before) {
    GrantContent content = held.content();
    Optional<Instant> end = content.tokens().flatMap(GrantContent.Tokens::expiresAt);
    if (content.personal().isEmpty() || end.isEmpty()) {
      return false;
    }
    Instant now = parts.clock().instant();
    if (!end.get().isAfter(now)) {
      ranOut.accept(held);
      return true;
    }
    boolean due = !end.get().isAfter(now.plus(before)) && !content.personal().get().reminded();
    if (!due || !parts.store().replace(vault.next(held.row(), content.reminded()))) {
      return false;
    }
    parts.happened(
        Event.Kind.TOKEN_RUNS_OUT,
        Optional.of(held.row().key().user()),
        content.provider(),
        Optional.empty());
    return true;
  }
}
