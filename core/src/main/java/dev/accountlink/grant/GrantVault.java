package dev.accountlink.grant;

import dev.accountlink.model.GrantId;
import dev.accountlink.model.GrantKey;
import dev.accountlink.model.Purpose;
import dev.accountlink.seal.VaultKeys;
import dev.accountlink.spi.SealedGrant;
import java.util.Optional;

/**
 * Seals grants and opens them. A sealed grant is bound to its row, its owner and its version: none
 * can be put in the place of another, and no old one in the place of a new one.
 */
final class GrantVault {
  private final VaultKeys keys;

  GrantVault(VaultKeys keys) {
    this.keys = keys;
  }

  /** A row with what is sealed in it. */
  record Held(SealedGrant row, GrantContent content) {
    Grant view() {
      return new Grant(
          row.id(),
          row.key(),
          content.provider(),
          content.label(),
          content.tokens().isPresent() ? Grant.State.ACTIVE : Grant.State.RECONNECT_NEEDED,
          content.asked(),
          content.granted(),
          content.since(),
          content.personal().isPresent() ? Grant.Source.TOKEN : Grant.Source.OAUTH,
          content.personal().isPresent()
              ? content.tokens().flatMap(GrantContent.Tokens::expiresAt)
              : Optional.empty(),
          content.commitIdentities());
    }
  }

  /** The id of the key that seals now. */
  int writer() {
    return keys.writer();
  }

  SealedGrant first(GrantKey key, GrantContent content) {
    return seal(GrantId.random(), key, 1, content);
  }

  /** The version after this one. */
  SealedGrant next(SealedGrant row, GrantContent content) {
    return seal(row.id(), row.key(), row.version() + 1, content);
  }

  /** The version after this one, for a user whose key changed. */
  SealedGrant next(SealedGrant row, GrantKey key, GrantContent content) {
    return seal(row.id(), key, row.version() + 1, content);
  }

  private SealedGrant seal(GrantId id, GrantKey key, long version, GrantContent content) {
    String sealed = keys.seal(ContentCodec.write(content), row(id, key, version));
    return new SealedGrant(id, key, version, keys.writer(), sealed);
  }

  /**
   * Opens a row.
   *
   * @throws dev.accountlink.seal.VaultException when it cannot be opened
   */
  Held open(SealedGrant row) {
    byte[] plain = keys.open(row.sealed(), row(row.id(), row.key(), row.version()));
    return new Held(row, ContentCodec.read(plain));
  }

  private static String[] row(GrantId id, GrantKey key, long version) {
    return new String[] {
      "grant",
      id.value(),
      key.user().value(),
      key.identity().authority(),
      key.identity().subject(),
      key.purpose().name(),
      Long.toString(version)
    };
  }

  /** Seals what is to be taken back. */
  String seal(String id, Revocation revocation) {
    return keys.seal(ContentCodec.write(revocation), "revocation", id);
  }

  /**
   * Opens it.
   *
   * @throws dev.accountlink.seal.VaultException when it cannot be opened
   */
  Revocation openRevocation(String id, String sealed) {
    return ContentCodec.readRevocation(keys.open(sealed, "revocation", id));
  }

  /**
   * What is to be taken back.
   *
   * @param content with tokens
   * @param authority who issued them: nobody else may see them
   * @param purpose of which purpose's client
   * @param wholeGrant whether everything that the person gave to the client is to end
   */
  record Revocation(GrantContent content, String authority, Purpose purpose, boolean wholeGrant) {
    static Revocation of(Held held, GrantContent content, boolean wholeGrant) {
      GrantKey key = held.row().key();
      return new Revocation(content, key.identity().authority(), key.purpose(), wholeGrant);
    }

    /** The same with other tokens. */
    Revocation with(GrantContent other) {
      return new Revocation(other, authority, purpose, wholeGrant);
    }
  }
}
