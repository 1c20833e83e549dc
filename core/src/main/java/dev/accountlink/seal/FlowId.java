package dev.accountlink.seal;

import java.util.Arrays;
import java.util.Base64;

/**
 * 128 random bits that name one sealed thing. Not a secret: it stands in the clear in what is
 * sealed and in log lines.
 */
public final class FlowId {
  /** Length in bytes. */
  public static final int LENGTH = 16;

  private final byte[] bytes;

  FlowId(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  static FlowId random() {
    return new FlowId(KeyRing.random(LENGTH));
  }

  byte[] bytes() {
    return bytes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FlowId id && Arrays.equals(bytes, id.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** 22 characters of base64url. */
  @Override
  public String toString() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
