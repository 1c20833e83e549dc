package dev.accountlink.flow;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A truncated keyed hash that stands for a user, a session or a browser inside something sealed.
 * Compared in constant time.
 */
public final class Digest {
  private final byte[] bytes;

  /** A digest of these bytes. */
  public Digest(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  /** A copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Digest digest && MessageDigest.isEqual(bytes, digest.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Hexadecimal, for tests and debuggers. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
