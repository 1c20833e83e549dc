package dev.accountlink.grant;

import dev.accountlink.flow.Event;
import dev.accountlink.grant.GrantVault.Held;
import dev.accountlink.model.GrantId;
import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.UserId;
import dev.accountlink.spi.SealedGrant;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Ends grants on the word of their users, or when a user is gone. Thread-safe. */
final class Ending {
  private static final int AT_A_TIME = 200;

  /** No key has this id, so all grants are sealed by another one. */
  private static final int NO_KEY = 256;

  private final GrantParts parts;
  private final GrantRows rows;
  private final Revocations revocations;

  Ending(GrantParts parts, GrantRows rows, Revocations revocations) {
    this.parts = parts;
    this.rows = rows;
    this.revocations = revocations;
  }

  Ended end(UserId user, GrantId grant) {
    Optional<Removed> removed =
        parts
            .store()
            .find(grant)
            .filter(row -> row.key().user().equals(user))
            .flatMap(row -> removed(row, revocations::keepFirst));
    if (removed.isEmpty()) {
      return new Ended.NotFound();
    }
    Removed gone = removed.get();
    return gone.held()
        .map(held -> revocations.revoke(gone.revocation(), wholeGrant(held)))
        .orElseGet(() -> new Ended.Unsupported(pageFor(gone.row())));
  }

  /**
   * A row that is gone from the store.
   *
   * @param held what was in it; empty when it cannot be opened
   * @param revocation under which name its tokens wait to be taken back
   */
  private record Removed(SealedGrant row, Optional<Held> held, String revocation) {
    /** Prints the name only. */
    @Override
    public String toString() {
      return "Removed[" + row.id().value() + "]";
    }
  }

  private interface Waiting {
    void keep(String id, GrantVault.Revocation revocation);
  }

  /** Its tokens wait before it is gone: who is killed in between leaves none behind. */
  private Optional<Removed> removed(SealedGrant row, Waiting waiting) {
    String id = GrantId.random().value();
    rows.opened(row).ifPresent(held -> waiting.keep(id, wholeGrant(held)));
    Optional<SealedGrant> last = parts.store().remove(row.id());
    if (last.isEmpty()) {
      revocations.forget(id);
      return Optional.empty();
    }
    Optional<Held> held = rows.opened(last.get());
    held.ifPresent(
        now -> {
          if (last.get().version() != row.version()) {
            waiting.keep(id, wholeGrant(now));
          }
          tellRemoved(now);
        });
    return Optional.of(new Removed(last.get(), held, id));
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

  int endAllOfMissingUsers() {
    int ended = 0;
    Optional<GrantId> after = Optional.empty();
    List<SealedGrant> page;
    do {
      page = parts.store().notSealedBy(NO_KEY, after, AT_A_TIME);
      for (SealedGrant row : page) {
        ended += rows.isOfNobody(row) && removed(row, revocations::later).isPresent() ? 1 : 0;
        after = Optional.of(row.id());
      }
    } while (page.size() == AT_A_TIME);
    return ended;
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
      ended += removed(row, revocations::later).isPresent() ? 1 : 0;
    }
    return ended;
  }
}
