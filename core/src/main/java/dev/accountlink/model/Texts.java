package dev.accountlink.model;

/** Checks that several values share. */
final class Texts {
  private Texts() {}

  /** Refuses text that is empty, over-long or holds a control character or a lone surrogate. */
  static void require(String text, String what, int maxLength) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("The " + what + " is empty.");
    }
    if (text.length() > maxLength) {
      throw new IllegalArgumentException(
          "The " + what + " is longer than " + maxLength + " characters.");
    }
    if (!isClean(text)) {
      throw new IllegalArgumentException(
          "The " + what + " holds a control character or broken text.");
    }
  }

  private static boolean isClean(String text) {
    return text.codePoints()
        .noneMatch(
            point ->
                Character.isISOControl(point)
                    || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE));
  }
}
