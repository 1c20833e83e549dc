package dev.accountlink.seal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HKDF-SHA256 with one output block (RFC 5869): two HMAC calls. Written out because Java 17 has no
 * key derivation interface.
 */
final class Derivation {
  private Derivation() {}

  /** 32 bytes that depend on the ring key, the salt and what they are for. */
  static byte[] derive(KeyRing.Key key, byte[] salt, SealKind kind) {
    byte[] extracted = hmac(salt, key.bytes());
    byte[] info = kind.label().getBytes(StandardCharsets.US_ASCII);
    return hmac(extracted, info, new byte[] {1});
  }

  static byte[] hmac(byte[] key, byte[]... parts) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      for (byte[] part : parts) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HmacSHA256 must be there in every Java.", e);
    }
  }
}
