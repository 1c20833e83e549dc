package dev.accountlink.jdbc;

import dev.accountlink.model.GrantKey;
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

  /** Neither part before the last holds a line break, so nothing can be shifted. */
  static String of(GrantKey grant) {
    return of(
        grant.user().value() + "\n" + grant.identity().text() + "\n" + grant.purpose().name());
  }

  /**
   * A short name letter by letter in hexadecimal. Any collation sorts it as Java sorts the name,
   * and it can be {@linkplain #spelled read} again.
   */
  static String spelling(String name) {
    return HexFormat.of().formatHex(name.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * What was spelt.
   *
   * @throws IllegalArgumentException when the text is not hexadecimal
   */
  static String spelled(String spelling) {
    return new String(HexFormat.of().parseHex(spelling), StandardCharsets.UTF_8);
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
