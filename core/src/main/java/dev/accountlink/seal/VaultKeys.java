package dev.accountlink.seal;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ring that protects what is stored. Must be kept, apart from the database: what it sealed
 * cannot be read without it.
 *
 * <p>Its keys never seal a flow, and a flow's ring never opens what is stored: both the ring and
 * the derivation differ. Each thing is sealed for the one row it belongs to, by AES-256-GCM under a
 * key derived for this sealing alone: the same text in another row, or in the same row at another
 * version, is as good as broken.
 *
 * <p>A sealed text is {@code accountlink-1.<key id>.<base64url>}. What does not look so is never
 * taken for something that was stored in the clear. Immutable and thread-safe.
 *
 * @param ring the keys; a ring that dies with the process is refused
 */
public record VaultKeys(KeyRing ring) {
  private static final Pattern SEALED =
      Pattern.compile("accountlink-1\\.([0-9]{1,3})\\.([A-Za-z0-9_-]+)");

  /**
   * Checks that the ring outlives the process.
   *
   * @throws IllegalArgumentException when it does not
   */
  public VaultKeys {
    if (ring.isProcessBorn()) {
      throw new IllegalArgumentException(
          "What is stored must be readable after a restart. Use VaultKeys.inFile.");
    }
  }

  /** The ring in a file, see {@link KeyRing#inFile(Path)}. */
  public static VaultKeys inFile(Path file) {
    return new VaultKeys(KeyRing.inFile(file));
  }

  /**
   * The id of the key that seals now. What others sealed can be read while they are in the ring.
   */
  public int writer() {
    return ring.writer().id();
  }

  /**
   * Seals bytes under the writer.
   *
   * @param row what names table, row and version; the same is needed to open
   */
  public String seal(byte[] plain, String... row) {
    SealRef ref = new SealRef(FlowId.random(), writer());
    return "accountlink-1."
        + ref.keyId()
        + "."
        + Frame.seal(ring, SealKind.VAULT, SealedPlace.of(row), ref, plain).text();
  }

  /**
   * The bytes again.
   *
   * @throws VaultException when the key is not in the ring, or the text was changed, belongs to
   *     another row or version, or is none of ours
   */
  public byte[] open(String sealed, String... row) {
    Matcher parts = SEALED.matcher(sealed);
    if (!parts.matches()) {
      throw new VaultException(
          VaultException.Code.NOT_SEALED,
          "A stored value is not sealed by Accountlink. It is left as it is and not used.");
    }
    Opened opened = Frame.open(ring, SealKind.VAULT, SealedPlace.of(row), parts.group(2));
    if (opened instanceof Opened.Whole whole) {
      return whole.plain();
    }
    if (opened instanceof Opened.UnknownKey) {
      throw new VaultException(
          VaultException.Code.UNKNOWN_KEY,
          "A stored value is sealed with key "
              + parts.group(1)
              + ", which the vault's ring does not have. Nothing is lost: give that key back to the"
              + " ring as a reader.");
    }
    throw new VaultException(
        VaultException.Code.BROKEN,
        "A stored value was changed, or belongs to another row. It is left as it is and not used.");
  }
}
