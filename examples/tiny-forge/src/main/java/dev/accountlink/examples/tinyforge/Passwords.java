package dev.accountlink.examples.tinyforge;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.springframework.security.crypto.bcrypt.BCrypt;

/** Hashes passwords with bcrypt and compares them. */
final class Passwords {

  private static final int FEWEST_CHARACTERS = 8;
  // bcrypt does not look at more
  private static final int MOST_BYTES = 72;

  private final String nobodysHash = bcrypt(UUID.randomUUID().toString());

  boolean isUsable(String password) {
    return !password.isBlank()
        && password.length() >= FEWEST_CHARACTERS
        && password.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES
        && password.indexOf('\0') < 0;
  }

  String hash(String password) {
    if (!isUsable(password)) {
      throw new IllegalArgumentException("unusable passwords are refused before they come here");
    }
    return bcrypt(password);
  }

  /**
   * Compares a password with a hash. Without a hash the answer is always no, and takes as long: a
   * stop-watch does not tell who exists, or who has a password.
   */
  boolean matches(String password, Optional<String> hash) {
    if (!isUsable(password)) {
      return false;
    }
    boolean same = BCrypt.checkpw(password, hash.orElse(nobodysHash));
    return same && hash.isPresent();
  }

  private static String bcrypt(String password) {
    return BCrypt.hashpw(password, BCrypt.gensalt());
  }
}
