package dev.accountlink.imports;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * Ed25519 keys as OpenSSH writes them: the public one of RFC 8709 section 4, the private one of
 * OpenSSH's PROTOCOL.key. The JDK's own form of the private one is read by few versions of ssh.
 */
final class OpenSshKey {
  private static final String TYPE = "ssh-ed25519";
  private static final String MAGIC = "openssh-key-v1\0";

  /** What the private part is filled up to without a cipher. */
  private static final int BLOCK = 8;

  private static final int LINE = 70;

  private static final SecureRandom RANDOM = new SecureRandom();

  private OpenSshKey() {}

  static String publicKey(byte[] key) {
    return TYPE + " " + Base64.getEncoder().encodeToString(publicBlob(key));
  }

  private static byte[] publicBlob(byte[] key) {
    return new Out().text(TYPE).bytes(key).done();
  }

  static String privateKey(byte[] key, byte[] seed) {
    byte[] whole =
        new Out()
            .plain(MAGIC.getBytes(StandardCharsets.US_ASCII))
            .text("none") // no cipher
            .text("none") // no passphrase
            .text("")
            .number(1)
            .bytes(publicBlob(key))
            .bytes(secret(key, seed))
            .done();
    String lines =
        Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(whole);
    return "-----BEGIN OPENSSH PRIVATE KEY-----\n"
        + lines
        + "\n-----END OPENSSH PRIVATE KEY-----\n";
  }

  /** Twice the same number, by which a reader with the right passphrase knows it. */
  private static byte[] secret(byte[] key, byte[] seed) {
    int check = RANDOM.nextInt();
    Out out =
        new Out()
            .number(check)
            .number(check)
            .text(TYPE)
            .bytes(key)
            .bytes(new Out().plain(seed).plain(key).done())
            .text("");
    for (byte filler = 1; out.size() % BLOCK != 0; filler++) {
      out.plain(new byte[] {filler});
    }
    return out.done();
  }

  /** Numbers of 32 bits and strings with their length before them (RFC 4251 section 5). */
  private static final class Out {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Out plain(byte[] more) {
      bytes.writeBytes(more);
      return this;
    }

    Out number(int number) {
      return plain(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
    }

    Out bytes(byte[] more) {
      return number(more.length).plain(more);
    }

    Out text(String text) {
      return bytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    int size() {
      return bytes.size();
    }

    byte[] done() {
      return bytes.toByteArray();
    }
  }
}
