package dev.accountlink.exchange;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.BadJWSException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.accountlink.exchange.http.Deadline;
import dev.accountlink.provider.ProviderException;
import dev.accountlink.provider.ProviderException.Code;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;

/**
 * Checks the signature of a token against an issuer's published keys. Says nothing of its claims.
 */
final class SignedTokens {
  /** What a good signature covers. */
  record Verified(JsonObject claims, JWSAlgorithm algorithm) {}

  private static final int PARTS_OF_ENCRYPTED = 5;

  private SignedTokens() {}

  /**
   * Verifies with the algorithms of the metadata, never with one that the token brings along, and
   * never with a key that it brings along.
   *
   * @throws ProviderException ID_TOKEN_INVALID, or PROVIDER_DOWN when the keys cannot be had
   */
  static Verified verify(String token, Metadata metadata, Refreshed<JWKSet> keys, Deadline deadline)
      throws ProviderException {
    SignedJWT jwt = parsed(token);
    KeyLookup lookup = new KeyLookup(keys, deadline);
    try {
      process(jwt, metadata, lookup);
    } catch (BadJWSException e) {
      // A provider that gives its new key the old name, or none, is not noticed by the name.
      if (!lookup.renew()) {
        throw invalid("has a bad signature");
      }
      processAgain(jwt, metadata, lookup);
    }
    return new Verified(Json.object(text(jwt), "The token"), jwt.getHeader().getAlgorithm());
  }

  /**
   * What a token says whose signature cannot be checked at the moment.
   *
   * @throws ProviderException ID_TOKEN_INVALID
   */
  static Verified unverified(String token) throws ProviderException {
    SignedJWT jwt = parsed(token);
    return new Verified(Json.object(text(jwt), "The token"), jwt.getHeader().getAlgorithm());
  }

  /** Nothing is replaced while decoding: two broken subjects must not become one. */
  private static String text(SignedJWT jwt) throws ProviderException {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(jwt.getPayload().toBytes()))
          .toString();
    } catch (CharacterCodingException e) {
      throw invalid("is not UTF-8");
    }
  }

  private static SignedJWT parsed(String token) throws ProviderException {
    String[] parts = token.split("\\.", -1);
    if (parts.length == PARTS_OF_ENCRYPTED) {
      // Whoever encrypts to us is unknown: only a signature says who speaks.
      throw invalid("is encrypted, which nobody asked for");
    }
    for (String part : parts) {
      Json.requireShallow(new Base64URL(part).decodeToString(), "The token");
    }
    try {
      return SignedJWT.parse(token);
    } catch (ParseException | RuntimeException e) {
      throw invalid("is not a signed JWT");
    }
  }

  private static void process(SignedJWT jwt, Metadata metadata, KeyLookup lookup)
      throws ProviderException, BadJWSException {
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(metadata.algorithms(), lookup));
    // Claims are judged by IdTokens: Nimbus would take the time from the system.
    processor.setJWTClaimsSetVerifier((claims, none) -> {});
    try {
      processor.process(jwt, null);
    } catch (BadJWSException e) {
      throw e;
    } catch (KeySourceException e) {
      throw e.getCause() instanceof ProviderException problem
          ? problem
          : invalid("could not be checked");
    } catch (BadJOSEException e) {
      throw invalid(refused(jwt.getHeader(), metadata));
    } catch (JOSEException | RuntimeException e) {
      throw invalid("could not be checked");
    }
  }

  private static void processAgain(SignedJWT jwt, Metadata metadata, KeyLookup lookup)
      throws ProviderException {
    try {
      process(jwt, metadata, lookup);
    } catch (BadJWSException e) {
      throw invalid("has a bad signature");
    }
  }

  private static String refused(JWSHeader header, Metadata metadata) {
    return metadata.algorithms().contains(header.getAlgorithm())
        ? "is of another type, or signed with a key that its issuer does not publish"
        : "is signed with an algorithm that its issuer does not offer or that is not safe";
  }

  private static ProviderException invalid(String what) {
    return new ProviderException(Code.ID_TOKEN_INVALID, "The token " + what + ".");
  }
}
