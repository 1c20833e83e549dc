package dev.accountlink.seal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;

/**
 * Seals what goes through browsers, and derives what must never be stored. Bound to one base URL:
 * two applications that share a ring cannot use each other's flows. Immutable and thread-safe.
 */
public final class Sealer {
  private static final byte[] NO_SALT = new byte[FlowId.LENGTH];

  private final KeyRing ring;
  private final String baseUrl;

  /** A sealer of one application. */
  public Sealer(FlowKeys keys, String baseUrl) {
    this.ring = keys.ring();
    this.baseUrl = baseUrl;
  }

  /**
   * Seals under a fresh id. Sealing the same thing again gives another text and another id.
   *
   * @param plain gives the bytes once the id is known, so that digests inside can depend on it
   */
  public Sealed seal(SealKind kind, Function<SealRef, byte[]> plain) {
    SealRef ref = fresh();
    return Frame.seal(ring, kind, baseUrl, ref, plain.apply(ref));
  }

  /** Opens a text that came from outside; never throws for what it says. */
  public Opened open(SealKind kind, String text) {
    return Frame.open(ring, kind, baseUrl, text);
  }

  /**
   * 32 bytes as 43 characters of base64url that belong to one flow and one kind: a PKCE verifier, a
   * nonce. Always derived from the key that sealed the flow, so a new writer changes nothing for
   * flows under way.
   *
   * @throws IllegalArgumentException when the key is no longer in the ring
   */
  public String derive(SealKind kind, SealRef ref) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(derived(kind, ref));
  }

  /**
   * A truncated keyed digest that stands for a value inside a sealed thing. The same value has
   * another digest in every flow.
   *
   * @param length its length in bytes, at most 32
   */
  public byte[] digest(SealRef ref, int length, String what, String value) {
    byte[] full =
        Derivation.hmac(derived(SealKind.DIGEST, ref), bytes(what), new byte[] {0}, bytes(value));
    return Arrays.copyOf(full, length);
  }

  /**
   * A fresh reference for digests of something about to be sealed elsewhere, such as a form token.
   */
  public SealRef fresh() {
    return new SealRef(FlowId.random(), ring.writer().id());
  }

  /** A token over some parts: reference and code, 49 bytes as base64url. */
  public String sign(SealKind kind, String... parts) {
    SealRef ref = fresh();
    byte[] code = code(kind, ref, parts);
    ByteBuffer out = ByteBuffer.allocate(1 + FlowId.LENGTH + code.length);
    out.put((byte) ref.keyId()).put(ref.id().bytes()).put(code);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(out.array());
  }

  /** Whether {@link #sign} made this token over the same parts. In constant time. */
  public boolean isSigned(SealKind kind, String token, String... parts) {
    byte[] given;
    try {
      given = Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException e) {
      return false;
    }
    int head = 1 + FlowId.LENGTH;
    if (given.length != head + 32 || ring.key(Byte.toUnsignedInt(given[0])).isEmpty()) {
      return false;
    }
    SealRef ref =
        new SealRef(new FlowId(Arrays.copyOfRange(given, 1, head)), Byte.toUnsignedInt(given[0]));
    return MessageDigest.isEqual(
        code(kind, ref, parts), Arrays.copyOfRange(given, head, given.length));
  }

  /**
   * Names for a value that only this ring can make: one for each key, the writer's first. Stable as
   * long as the key is in the ring.
   */
  public List<String> names(SealKind kind, String value) {
    List<KeyRing.Key> keys =
        ring.all().stream()
            .sorted((a, b) -> Boolean.compare(b.equals(ring.writer()), a.equals(ring.writer())))
            .toList();
    return keys.stream()
        .map(
            key ->
                Derivation.hmac(
                    Derivation.derive(key, NO_SALT, kind),
                    bytes(baseUrl),
                    new byte[] {0},
                    bytes(value)))
        .map(
            full -> Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(full, 16)))
        .toList();
  }

  private byte[] code(SealKind kind, SealRef ref, String... parts) {
    byte[][] framed = new byte[parts.length * 2 + 2][];
    framed[0] = lengthOf(bytes(baseUrl));
    framed[1] = bytes(baseUrl);
    for (int i = 0; i < parts.length; i++) {
      framed[2 * i + 2] = lengthOf(bytes(parts[i]));
      framed[2 * i + 3] = bytes(parts[i]);
    }
    return Derivation.hmac(derived(kind, ref), framed);
  }

  private byte[] derived(SealKind kind, SealRef ref) {
    KeyRing.Key key =
        ring.key(ref.keyId())
            .orElseThrow(() -> new IllegalArgumentException("Key " + ref.keyId() + " is gone."));
    return Derivation.derive(key, ref.id().bytes(), kind);
  }

  private static byte[] lengthOf(byte[] part) {
    return ByteBuffer.allocate(4).putInt(part.length).array();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
