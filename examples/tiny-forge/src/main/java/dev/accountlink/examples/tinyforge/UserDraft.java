package dev.accountlink.examples.tinyforge;

import java.util.Optional;

/**
 * A user who does not exist yet.
 *
 * @param email empty if none was given; it is optional here
 * @param emailVerified whether somebody we trust vouched for the address
 */
record UserDraft(
    String username, String displayName, Optional<String> email, boolean emailVerified) {

  private static final int LONGEST_DISPLAY_NAME = 80;

  UserDraft {
    displayName = cleanDisplayName(displayName, username);
  }

  /** Takes out control and direction characters, which can make one name look like another. */
  static String cleanDisplayName(String text, String fallback) {
    String clean = text.replaceAll("[\\p{C}\\s]+", " ").strip();
    if (clean.isEmpty()) {
      return fallback;
    }
    int length = clean.codePointCount(0, clean.length());
    int end = clean.offsetByCodePoints(0, Math.min(length, LONGEST_DISPLAY_NAME));
    return clean.substring(0, end);
  }
}
