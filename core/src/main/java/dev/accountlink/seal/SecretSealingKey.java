package dev.accountlink.seal;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDHEncrypter;
import com.nimbusds.jose.jwk.ECKey;

/**
 * Seals secrets that the sealing side cannot read again: a node where administrators type a client
 * secret has this key only, and the node that uses the secret has the {@linkplain SecretOpeningKeys
 * other half}. May be shown to anybody. Immutable and thread-safe.
 *
 * <p>A sealed text is {@code accountlink-sealed-1.} and a JWE (RFC 7516) by ECDH-ES over P-256 with
 * AES-256-GCM. Its protected header names the key and the place that the secret is for.
 */
public final class SecretSealingKey {
  static final String PREFIX = "accountlink-sealed-1.";
  static final String PLACE = "place";

  private final ECKey key;

  private SecretSealingKey(ECKey key) {
    this.key = key.toPublicJWK();
  }

  static SecretSealingKey of(ECKey key) {
    return new SecretSealingKey(key);
  }

  /**
   * Reads what {@link #text} gave.
   *
   * @throws IllegalArgumentException when it is no such key, or the half that opens
   */
  public static SecretSealingKey of(String text) {
    ECKey key = SecretOpeningKeys.parsed(text);
    if (key.isPrivate()) {
      throw new IllegalArgumentException(
          "This key opens secrets. Give the sealing side SecretOpeningKeys.sealingKey() only.");
    }
    return new SecretSealingKey(key);
  }

  /** The key as text: a JWK (RFC 7517) on one line. */
  public String text() {
    return key.toJSONString();
  }

  /**
   * Seals bytes.
   *
   * @param place what the secret is for; the same is needed to open
   */
  public String seal(byte[] plain, String... place) {
    try {
      JWEHeader header =
          new JWEHeader.Builder(JWEAlgorithm.ECDH_ES, EncryptionMethod.A256GCM)
              .keyID(key.getKeyID())
              .customParam(PLACE, SealedPlace.of(place))
              .build();
      JWEObject sealed = new JWEObject(header, new Payload(plain));
      sealed.encrypt(new ECDHEncrypter(key));
      return PREFIX + sealed.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException("This Java cannot encrypt with P-256 and AES-256-GCM.", e);
    }
  }

  @Override
  public String toString() {
    return "SecretSealingKey[" + key.getKeyID() + "]";
  }
}
