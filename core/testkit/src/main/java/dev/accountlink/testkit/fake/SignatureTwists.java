package dev.accountlink.testkit.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.net.URI;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Twists of how an ID token is signed; what it says is right. */
final class SignatureTwists {

  /** Signs in a way of its own. */
  private interface Signing {
    String sign(Map<String, @Nullable Object> claims, SigningKeys keys, FakeClient client)
        throws JOSEException;
  }

  private SignatureTwists() {}

  static Optional<OpenIdTwist> of(BadCase badCase) {
    return switch (badCase) {
      case IDTOKEN_SIG_NONE -> twist((claims, keys, client) -> unsigned("\"none\"", claims));
      case ALG_NONE_SPELT -> twist((claims, keys, client) -> unsigned("\"nOnE\"", claims));
      case ALG_NULL -> twist((claims, keys, client) -> unsigned("null", claims));
      case INVALID_SIG_RS256 -> twist((claims, keys, client) -> broken(keys.sign(claims)));
      case INVALID_SIG_HS256 ->
          twist(
              (claims, keys, client) -> hmac(claims, keys, "nobody knows this key of 32 bytes!!"));
      case ALG_CONFUSION -> twist((claims, keys, client) -> hmac(claims, keys, pem(keys)));
      case ALG_HS256_CLIENT_SECRET ->
          twist((claims, keys, client) -> hmac(claims, keys, padded(client.secret())));
      case INVALID_SIG_ES256 -> twist((claims, keys, client) -> elliptic(claims, keys));
      case ALG_ALTERNATE ->
          twist((claims, keys, client) -> sign(header(JWSAlgorithm.PS256, keys), claims, keys));
      case TYP_ACCESS_TOKEN -> typed("at+jwt");
      case TYP_LOGOUT_TOKEN -> typed("logout+jwt");
      case KID_UNKNOWN ->
          twist(
              (claims, keys, client) ->
                  strange(
                      claims, keys, header(JWSAlgorithm.RS256, keys).keyID("key-of-a-stranger")));
      case HEADER_JKU ->
          twist(
              (claims, keys, client) ->
                  strange(
                      claims,
                      keys,
                      header(JWSAlgorithm.RS256, keys)
                          .jwkURL(URI.create(claims.get("iss") + BadOp.STRANGERS_KEYS))));
      case HEADER_JWK ->
          twist(
              (claims, keys, client) ->
                  strange(
                      claims,
                      keys,
                      header(JWSAlgorithm.RS256, keys).jwk(keys.strangersKey().toPublicJWK())));
      case HEADER_X5U ->
          twist(
              (claims, keys, client) ->
                  strange(
                      claims,
                      keys,
                      header(JWSAlgorithm.RS256, keys)
                          .x509CertURL(URI.create(claims.get("iss") + BadOp.STRANGERS_KEYS))));
      case JWE_WITH_PLAIN_JWT -> twist((claims, keys, client) -> encrypted(claims, client));
      case SIGNING_KEY_ROTATION_JUST_BEFORE_SIGNING ->
          twist(
              (claims, keys, client) -> {
                keys.rotate();
                return keys.sign(claims);
              });
      case SIGNING_KEY_ROTATION -> Optional.of(new RotatingBetween());
      default -> Optional.empty();
    };
  }

  private static Optional<OpenIdTwist> twist(Signing signing) {
    return Optional.of(
        new OpenIdTwist() {
          @Override
          public String idToken(
              Map<String, @Nullable Object> claims, SigningKeys keys, FakeClient client) {
            try {
              return signing.sign(claims, keys, client);
            } catch (JOSEException impossible) {
              throw new IllegalStateException(impossible);
            }
          }
        });
  }

  private static Optional<OpenIdTwist> typed(String type) {
    return twist(
        (claims, keys, client) ->
            sign(header(JWSAlgorithm.RS256, keys).type(new JOSEObjectType(type)), claims, keys));
  }

  /** A token that a stranger's key signs under the honest key's id. */
  private static String strange(
      Map<String, @Nullable Object> claims, SigningKeys keys, JWSHeader.Builder header)
      throws JOSEException {
    return signed(header.build(), claims, new RSASSASigner(keys.strangersKey()));
  }

  private static JWSHeader.Builder header(JWSAlgorithm algorithm, SigningKeys keys) {
    return new JWSHeader.Builder(algorithm).keyID(keys.current().getKeyID());
  }

  private static String sign(
      JWSHeader.Builder header, Map<String, @Nullable Object> claims, SigningKeys keys)
      throws JOSEException {
    return signed(header.build(), claims, new RSASSASigner(keys.current()));
  }

  private static String signed(
      JWSHeader header, Map<String, @Nullable Object> claims, JWSSigner signer)
      throws JOSEException {
    JWSObject token = new JWSObject(header, new Payload(claims));
    token.sign(signer);
    return token.serialize();
  }

  private static String unsigned(String algorithm, Map<String, @Nullable Object> claims) {
    return Base64URL.encode("{\"alg\":" + algorithm + "}")
        + "."
        + Base64URL.encode(JSONObjectUtils.toJSONString(claims))
        + ".";
  }

  private static String broken(String token) {
    int middle = token.lastIndexOf('.') + 40;
    char other = token.charAt(middle) == 'A' ? 'B' : 'A';
    return token.substring(0, middle) + other + token.substring(middle + 1);
  }

  private static String hmac(Map<String, @Nullable Object> claims, SigningKeys keys, String secret)
      throws JOSEException {
    return signed(
        header(JWSAlgorithm.HS256, keys).build(), claims, new MACSigner(secret.getBytes(UTF_8)));
  }

  /** HS256 wants 32 bytes at least; a real secret has them. */
  private static String padded(String secret) {
    return secret + "\0".repeat(Math.max(0, 32 - secret.length()));
  }

  private static String pem(SigningKeys keys) throws JOSEException {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'})
            .encodeToString(keys.current().toRSAPublicKey().getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }

  private static String elliptic(Map<String, @Nullable Object> claims, SigningKeys keys)
      throws JOSEException {
    return signed(
        header(JWSAlgorithm.ES256, keys).build(),
        claims,
        new ECDSASigner(new ECKeyGenerator(Curve.P_256).generate()));
  }

  /**
   * Encrypted under the client secret as OpenID Connect Core section 10.2 has it, and not signed
   * inside.
   */
  private static String encrypted(Map<String, @Nullable Object> claims, FakeClient client)
      throws JOSEException {
    JWEObject token =
        new JWEObject(
            new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A128CBC_HS256)
                .contentType("JWT")
                .build(),
            new Payload(unsigned("\"none\"", claims)));
    token.encrypt(new DirectEncrypter(PkceCheck.sha256(client.secret())));
    return token.serialize();
  }

  /** The former key disappears after each ID token. */
  private static final class RotatingBetween implements OpenIdTwist {
    private boolean used;

    @Override
    public synchronized String idToken(
        Map<String, @Nullable Object> claims, SigningKeys keys, FakeClient client) {
      if (used) {
        keys.rotate();
      }
      used = true;
      return keys.sign(claims);
    }
  }
}
