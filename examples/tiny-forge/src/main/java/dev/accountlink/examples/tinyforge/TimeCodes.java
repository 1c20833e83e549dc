package dev.accountlink.examples.tinyforge;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;

/**
 * The codes that an authenticator app shows (RFC 6238): six digits, another every 30 seconds.
 * Secrets are in Base32.
 */
final class TimeCodes {

  /** How many steps before and after the present one count, for clocks that are a little wrong. */
  private static final long TOLERANCE = 1;

  private final TimeBasedOneTimePasswordGenerator generator =
      new TimeBasedOneTimePasswordGenerator();

  /** The step whose code this is, around this moment; empty if it is none of them. */
  OptionalLong step(String secret, String code, Instant now) {
    long present = now.getEpochSecond() / stepSeconds();
    return LongStream.rangeClosed(present - TOLERANCE, present + TOLERANCE)
        .filter(step -> isSame(code, codeOf(secret, step)))
        .max();
  }

  /** The code that an app shows at this moment. */
  String code(String secret, Instant at) {
    return codeOf(secret, at.getEpochSecond() / stepSeconds());
  }

  private String codeOf(String secret, long step) {
    try {
      return generator.generateOneTimePasswordString(
          new SecretKeySpec(new Base32().decode(secret), generator.getAlgorithm()),
          Instant.ofEpochSecond(step * stepSeconds()));
    } catch (InvalidKeyException impossible) {
      throw new IllegalStateException("any bytes are a key of HMAC", impossible);
    }
  }

  private long stepSeconds() {
    return generator.getTimeStep().toSeconds();
  }

  private static boolean isSame(String typed, String code) {
    return MessageDigest.isEqual(
        typed.getBytes(StandardCharsets.UTF_8), code.getBytes(StandardCharsets.UTF_8));
  }
}
