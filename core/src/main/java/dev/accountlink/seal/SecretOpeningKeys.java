package dev.accountlink.seal;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.crypto.ECDHDecrypter;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.List;

/**
 * The keys that open what a {@link SecretSealingKey} sealed. The first is the one to seal with;
 * further ones open what was sealed before it took their place. Immutable and thread-safe.
 */
public final class SecretOpeningKeys {
  private final List<ECKey> keys;

  private SecretOpeningKeys(List<ECKey> keys) {
    this.keys = List.copyOf(keys);
  }

  /**
   * The keys in a file that only its owner may read, one JWK a line, the one to seal with first. A
   * file that is not there is made with a fresh key; then it must be kept.
   *
   * @throws IllegalArgumentException when a line is no such key
   * @throws java.io.UncheckedIOException when the file cannot be read or made
   */
  public static SecretOpeningKeys inFile(Path file) {
    List<ECKey> keys =
        KeyFile.lines(file, SecretOpeningKeys::fresh).stream()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
            .map(SecretOpeningKeys::parsed)
            .toList();
    if (keys.isEmpty() || !keys.stream().allMatch(ECKey::isPrivate)) {
      throw new IllegalArgumentException(
          "The key file " + file + " must hold keys that open secrets, one a line.");
    }
    return new SecretOpeningKeys(keys);
  }

  private static String fresh() {
    try {
      return new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate().toJSONString();
    } catch (JOSEException e) {
      throw new IllegalStateException("This Java cannot make a key on P-256.", e);
    }
  }

  static ECKey parsed(String text) {
    try {
      ECKey key = ECKey.parse(text);
      if (Curve.P_256.equals(key.getCurve()) && key.getKeyID() != null) {
        return key;
      }
    } catch (ParseException | IllegalArgumentException e) {
      // The cause could quote the key, so it is not passed on.
    }
    throw new IllegalArgumentException(
        "This is no key for secrets: a JWK on P-256 with a key id, on one line.");
  }

  /** The half for whoever seals. */
  public SecretSealingKey sealingKey() {
    return SecretSealingKey.of(keys.get(0));
  }

  /** Whether a text looks like a sealed secret. */
  public static boolean isSealed(String text) {
    return text.startsWith(SecretSealingKey.PREFIX);
  }

  /**
   * The bytes again.
   *
   * @throws VaultException when none of the keys fits, or the text was changed, is for another
   *     place, or is none of ours
   */
  public byte[] open(String sealed, String... place) {
    JWEObject jwe = parsedSecret(sealed);
    ECKey key =
        keys.stream()
            .filter(one -> one.getKeyID().equals(jwe.getHeader().getKeyID()))
            .findFirst()
            .orElseThrow(
                () ->
                    new VaultException(
                        VaultException.Code.UNKNOWN_KEY,
                        "A secret is sealed with a key that is not among those that open. Nothing"
                            + " is lost: give that key back, or seal the secret anew."));
    JWEHeader header = jwe.getHeader();
    boolean asWeSeal =
        JWEAlgorithm.ECDH_ES.equals(header.getAlgorithm())
            && EncryptionMethod.A256GCM.equals(header.getEncryptionMethod())
            && header.getCompressionAlgorithm() == null;
    if (!asWeSeal || !SealedPlace.of(place).equals(header.getCustomParam(SecretSealingKey.PLACE))) {
      throw broken();
    }
    try {
      jwe.decrypt(new ECDHDecrypter(key));
    } catch (JOSEException | IllegalStateException e) {
      throw broken();
    }
    return jwe.getPayload().toBytes();
  }

  private static JWEObject parsedSecret(String sealed) {
    if (isSealed(sealed)) {
      try {
        return JWEObject.parse(sealed.substring(SecretSealingKey.PREFIX.length()));
      } catch (ParseException e) {
        throw broken();
      }
    }
    throw new VaultException(
        VaultException.Code.NOT_SEALED, "This is no sealed secret. Seal it with the sealing key.");
  }

  private static VaultException broken() {
    return new VaultException(
        VaultException.Code.BROKEN,
        "A sealed secret was changed, or was sealed for another place. Seal it anew.");
  }

  /** Prints the key ids only. */
  @Override
  public String toString() {
    return "SecretOpeningKeys" + keys.stream().map(ECKey::getKeyID).toList();
  }
}
