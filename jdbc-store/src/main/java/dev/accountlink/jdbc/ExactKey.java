package dev.accountlink.jdbc;

import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.UserId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What rows are found by: SHA-256 as 64 small hexadecimal letters. Whatever a database folds,
 * trims, pads or composes, two different texts stay two different keys.
 */
final class ExactKey {
  private ExactKey() {}

  static String of(IdentityKey identity) {
    return of(identity.text());
  }

  static String of(UserId user) {
    return of(user.value());
  }

  static String of(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 must be there in every Java.", e);
    }
  }
}
