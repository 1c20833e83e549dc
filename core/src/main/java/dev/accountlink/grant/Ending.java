package dev.accountlink.grant;

import dev.accountlink.flow.Event;
import dev.accountlink.grant.GrantVault.Held;
import dev.accountlink.model.GrantId;
import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.UserId;
import dev.accountlink.spi.SealedGrant;
import java.net.URI;
import java.util.Optional;
import java.util.function.Predicate;

/** Ends grants on the word of their users, or when a user is gone. Thread-safe. */
final class Ending {
  private final GrantParts parts;
  private final GrantRows rows;
  private final Revocations revocations;

  Ending(GrantParts parts, GrantRows rows, Revocations revocations) {
    this.parts = parts;
    this.rows = rows;
    this.revocations = revocations;
  }

  Ended end(UserId user, GrantId grant) {
    Optional<SealedGrant> mine =
        parts.store().find(grant).filter(row -> row.key().user().equals(user));
    Optional<SealedGrant> removed = mine.flatMap(row -> parts.store().remove(row.id()));
    if (removed.isEmpty()) {
      return new Ended.NotFound();
    }
    Optional<Held> held = rows.opened(removed.get());
    if (held.isEmpty()) {
      return new Ended.Unsupported(pageFor(removed.get()));
    }
    tellRemoved(held.get());
    return revocations.revoke(wholeGrant(held.get()));
  }

  /** What cannot be opened cannot be taken back either, but by the person. */
  private Optional<URI> pageFor(SealedGrant row) {
    return parts.providers().at(row.key().identity().authority()).stream()
        .flatMap(
            provider -> provider.kind().tokens(provider.baseUrl()).revocation().page().stream())
        .findFirst();
  }

  private void tellRemoved(Held held) {
    parts.happened(
        Event.Kind.GRANT_REMOVED,
        Optional.of(held.row().key().user()),
        held.content().provider(),
        Optional.empty());
  }

  private static GrantVault.Revocation wholeGrant(Held held) {
    return GrantVault.Revocation.of(held, held.content(), true);
  }

  int endAll(UserId user) {
    return endAll(user, row -> true);
  }

  int endAll(UserId user, IdentityKey identity) {
    return endAll(user, row -> row.key().identity().equals(identity));
  }

  private int endAll(UserId user, Predicate<SealedGrant> which) {
    int ended = 0;
    for (SealedGrant row : parts.store().findAll(user).stream().filter(which).toList()) {
      Optional<SealedGrant> removed = parts.store().remove(row.id());
      removed
          .flatMap(rows::opened)
          .ifPresent(
              held -> {
                tellRemoved(held);
                revocations.later(wholeGrant(held));
              });
      ended += removed.isPresent() ? 1 : 0;
    }
    return ended;
  }
}
