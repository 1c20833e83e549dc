package dev.accountlink.seal;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The ring that protects what is stored. Must be kept: what it sealed cannot be read without it.
 *
 * <p>Its keys never seal a flow, and a flow's ring never opens what is stored: both the ring and
 * the derivation differ.
 *
 * @param ring the keys; a ring that dies with the process is refused
 */
public record VaultKeys(KeyRing ring) {
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
   * Seals bytes for one place, such as table, row and version: only the same place opens them
   * again.
   */
  public String seal(String place, byte[] plain) {
    SealRef ref = new SealRef(FlowId.random(), ring.writer().id());
    return Frame.seal(ring, SealKind.VAULT, place, ref, plain).text();
  }

  /** The bytes again; empty when the text was changed, belongs elsewhere or its key is unknown. */
  public Optional<byte[]> open(String place, String sealed) {
    return Frame.open(ring, SealKind.VAULT, place, sealed) instanceof Opened.Whole whole
        ? Optional.of(whole.plain())
        : Optional.empty();
  }
}
