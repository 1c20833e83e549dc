package dev.accountlink.seal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The layout of a sealed text: version, key id, flow id (16 random bytes, in clear), ciphertext,
 * tag; base64url without padding. AES-256-GCM under a key that only this flow id has.
 *
 * <p>A key seals one thing only, because each sealing draws a new id; so the nonce can be constant
 * and none is sent.
 */
final class Frame {
  private static final byte VERSION = 1;
  private static final int HEAD = 2 + FlowId.LENGTH;
  private static final int TAG = 16;
  private static final byte[] NONCE = new byte[12];

  private Frame() {}

  static Sealed seal(KeyRing ring, SealKind kind, String place, SealRef ref, byte[] plain) {
    KeyRing.Key key = ring.key(ref.keyId()).orElseThrow();
    FlowId id = ref.id();
    ByteBuffer frame = ByteBuffer.allocate(HEAD + plain.length + TAG);
    frame.put(VERSION).put((byte) key.id()).put(id.bytes());
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, kind, id, place);
      cipher.doFinal(plain, 0, plain.length, frame.array(), HEAD);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-256-GCM must be there in every Java.", e);
    }
    String text = Base64.getUrlEncoder().withoutPadding().encodeToString(frame.array());
    return new Sealed(text, ref);
  }

  static Opened open(KeyRing ring, SealKind kind, String place, String text) {
    Optional<byte[]> decoded = decode(text);
    if (decoded.isEmpty() || decoded.get().length < HEAD + TAG || decoded.get()[0] != VERSION) {
      return new Opened.Broken();
    }
    byte[] frame = decoded.get();
    int keyId = Byte.toUnsignedInt(frame[1]);
    Optional<KeyRing.Key> key = ring.key(keyId);
    if (key.isEmpty()) {
      return new Opened.UnknownKey();
    }
    FlowId id = new FlowId(Arrays.copyOfRange(frame, 2, HEAD));
    try {
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, key.get(), kind, id, place);
      return new Opened.Whole(
          new SealRef(id, keyId), cipher.doFinal(frame, HEAD, frame.length - HEAD));
    } catch (AEADBadTagException e) {
      return new Opened.Broken();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-256-GCM must be there in every Java.", e);
    }
  }

  /** Java's decoder ignores spare bits, so a text must also encode back to itself. */
  private static Optional<byte[]> decode(String text) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      String again = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
      return again.equals(text) ? Optional.of(bytes) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Cipher cipher(int mode, KeyRing.Key key, SealKind kind, FlowId id, String place)
      throws GeneralSecurityException {
    byte[] derived = Derivation.derive(key, id.bytes(), kind);
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        mode, new SecretKeySpec(derived, "AES"), new GCMParameterSpec(TAG * Byte.SIZE, NONCE));
    cipher.updateAAD(kind.label().getBytes(StandardCharsets.US_ASCII));
    cipher.updateAAD(new byte[] {0, VERSION, (byte) key.id()});
    cipher.updateAAD(id.bytes());
    cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
