package dev.accountlink.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accountlink.model.ProviderId;
import dev.accountlink.model.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The keys that read one repository, in the form that ssh reads. */
class DeployKeyPairTest {
  private static final ProviderId PROVIDER = new ProviderId("demo");

  private final DeployKeyPair pair = DeployKeyPair.generated(PROVIDER, "11");

  /** What ssh-keygen of OpenSSH 9 makes of the key of RFC 8032 section 7.1, test 1. */
  @Test
  void theFormsAreThoseOfOpenSsh() {
    byte[] seed = bytes("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
    byte[] key = bytes("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");

    assertThat(OpenSshKey.publicKey(key))
        .isEqualTo(
            "ssh-ed25519"
                + " AAAAC3NzaC1lZDI1NTE5AAAAINdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea");
    String text = OpenSshKey.privateKey(key, seed);
    assertThat(text)
        .startsWith("-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEA")
        .endsWith("\n-----END OPENSSH PRIVATE KEY-----\n");
    assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(70));
  }

  /** Takes the private key apart as PROTOCOL.key of OpenSSH says, and signs with it. */
  @Test
  void thePrivateKeySignsForThePublicOne() throws Exception {
    ByteBuffer whole = ByteBuffer.wrap(decoded(pair.privateKey().reveal()));
    byte[] magic = new byte[15];
    whole.get(magic);
    assertThat(magic).isEqualTo("openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII));
    assertThat(text(whole)).isEqualTo("none");
    assertThat(text(whole)).isEqualTo("none");
    assertThat(text(whole)).isEmpty();
    assertThat(whole.getInt()).isEqualTo(1);
    assertThat(string(whole))
        .isEqualTo(Base64.getDecoder().decode(pair.publicKey().split(" ", 2)[1]));
    byte[] secret = string(whole);
    assertThat(whole.hasRemaining()).isFalse();
    assertThat(secret.length % 8).isZero();

    ByteBuffer inner = ByteBuffer.wrap(secret);
    assertThat(inner.getInt()).isEqualTo(inner.getInt());
    assertThat(text(inner)).isEqualTo("ssh-ed25519");
    byte[] key = string(inner);
    byte[] both = string(inner);
    assertThat(text(inner)).isEmpty();
    for (byte filler = 1; inner.hasRemaining(); filler++) {
      assertThat(inner.get()).isEqualTo(filler);
    }
    assertThat(Arrays.copyOfRange(both, 32, 64)).isEqualTo(key);
    assertThat(signs(Arrays.copyOf(both, 32), key)).isTrue();
  }

  private static boolean signs(byte[] seed, byte[] key) throws Exception {
    KeyFactory keys = KeyFactory.getInstance("Ed25519");
    byte[] message = "a message".getBytes(StandardCharsets.US_ASCII);
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(
        keys.generatePrivate(
            new PKCS8EncodedKeySpec(joined("302e020100300506032b657004220420", seed))));
    signature.update(message);
    byte[] signed = signature.sign();
    signature.initVerify(
        keys.generatePublic(new X509EncodedKeySpec(joined("302a300506032b6570032100", key))));
    signature.update(message);
    return signature.verify(signed);
  }

  @Test
  void everyPairIsAnother() {
    DeployKeyPair other = DeployKeyPair.generated(PROVIDER, "11");

    assertThat(other.publicKey()).isNotEqualTo(pair.publicKey());
    assertThat(other.privateKey()).isNotEqualTo(pair.privateKey());
  }

  @Test
  void onlyAPublicKeyOfItsTypeIsTakenBack() {
    for (String wrong :
        new String[] {
          "",
          "ssh-rsa AAAA",
          pair.publicKey() + " comment",
          pair.publicKey() + "\n",
          "ssh-ed25519 A"
        }) {
      assertThatThrownBy(() -> new DeployKeyPair(PROVIDER, "11", wrong, Secret.of("x")))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static byte[] decoded(String pem) {
    String body = pem.replaceAll("-----[A-Z ]+-----", "").replace("\n", "");
    return Base64.getDecoder().decode(body);
  }

  private static byte[] string(ByteBuffer from) {
    byte[] bytes = new byte[from.getInt()];
    from.get(bytes);
    return bytes;
  }

  private static String text(ByteBuffer from) {
    return new String(string(from), StandardCharsets.US_ASCII);
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private static byte[] joined(String hex, byte[] more) {
    return ByteBuffer.allocate(hex.length() / 2 + more.length).put(bytes(hex)).put(more).array();
  }
}
