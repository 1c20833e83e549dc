package dev.accountlink.testkit.fake;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;

/** Compares a code verifier with its challenge (RFC 7636 section 4.6); only S256 is known. */
final class PkceCheck {
  private PkceCheck() {}

  /**
   * A request without challenge must come without verifier (RFC 9700 section 2.1.1, against
   * downgrade).
   */
  static boolean holds(AuthorizationRequest authorization, Optional<String> verifier) {
    Optional<String> challenge = authorization.parameter("code_challenge");
    if (challenge.isEmpty() || verifier.isEmpty()) {
      return challenge.isEmpty() && verifier.isEmpty();
    }
    return verifier.get().matches("[A-Za-z0-9._~-]{43,128}")
        && challenge.get().equals(challenge(verifier.get()));
  }

  /** Whether the challenge, if there is one, is of a kind we accept. */
  static boolean isAcceptable(AuthorizationRequest authorization) {
    return authorization.parameter("code_challenge").isEmpty()
        || authorization.parameter("code_challenge_method").equals(Optional.of("S256"));
  }

  static String challenge(String verifier) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(verifier));
  }

  static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(US_ASCII));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
