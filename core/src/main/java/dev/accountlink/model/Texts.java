package dev.accountlink.model;

/** Checks that several values share. */
final class Texts {
  private static final int MAX_LABEL = 255;

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

  /**
   * A label as it may be shown: cut when it is over-long, and control, direction and half
   * characters, which would let it pretend to be another text, are seen to be there.
   */
  static String label(String text) {
    String clean =
        text.codePoints()
            .map(Texts::visible)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    return clean.length() <= MAX_LABEL
        ? clean
        : clean.substring(
            0,
            clean.offsetByCodePoints(
                0, Math.min(MAX_LABEL / 2, clean.codePointCount(0, clean.length()))));
  }

  private static int visible(int point) {
    int type = Character.getType(point);
    boolean hidden =
        type == Character.CONTROL
            || type == Character.FORMAT
            || type == Character.SURROGATE
            || type == Character.LINE_SEPARATOR
            || type == Character.PARAGRAPH_SEPARATOR;
    return hidden ? '\uFFFD' : point;
  }
}
