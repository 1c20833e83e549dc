package dev.accountlink.spi;

import dev.accountlink.model.GrantId;
import dev.accountlink.model.GrantKey;

/**
 * A grant as it is stored: what it is of in the clear, its tokens and everything else sealed. A
 * store cannot read them and cannot forget to protect them.
 *
 * @param id its name, which never changes
 * @param key what it is of; there is one for each key
 * @param version 1 at first, one more with each change
 * @param keyId the vault key that sealed it, 0 to 255
 * @param sealed visible ASCII, usually less than 2,000 characters, at most {@value #MAX_LENGTH}.
 *     Opens for this id, key and version only
 */
public record SealedGrant(GrantId id, GrantKey key, long version, int keyId, String sealed) {
  /** The longest sealed text, in characters: access and refresh tokens may be signed documents. */
  public static final int MAX_LENGTH = 65_536;

  /**
   * Checks version and length.
   *
   * @throws IllegalArgumentException when the version is below 1 or the text too long
   */
  public SealedGrant {
    if (version < 1) {
      throw new IllegalArgumentException("Versions begin with 1, this one is " + version + ".");
    }
    if (sealed.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "A sealed grant has at most "
              + MAX_LENGTH
              + " characters, this one "
              + sealed.length()
              + ".");
    }
  }

  /** Prints name and version only. */
  @Override
  public String toString() {
    return "SealedGrant[" + id.value() + ", version " + version + "]";
  }
}
