package dev.accountlink.model;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Letters of several scripts: how they sound in Latin ones, and which they are mistaken for. */
final class Letters {
  /** Latin letters that are no accented ones, Cyrillic and Greek, by sound. */
  private static final Map<Integer, String> SOUNDS =
      table(
          """
          æ ae œ oe ø o ł l đ d ð d þ th ħ h ŋ n ĸ k ŧ t ə e
          а a б b в v г g д d е e ж zh з z и i к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts
          ч ch ш sh щ shch ы y э e ю yu я ya і i є ye ґ g ј j љ lj њ nj ћ c ђ dj џ dz ѕ dz
          α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ f
          χ ch ψ ps ω o
          """);

  /** By look, of the small or of the capital form. One letter of each group stands for all. */
  private static final Map<Integer, String> LOOKS =
      table(
          """
          0 o 1 l i l | l
          а a в b г r ԁ d е e һ h н h і l ӏ l ј j к k м m о o п n р p ԛ q ѕ s с c т t у y ү y ѵ v ԝ w
          х x ь b з 3 б 6
          α a β b ε e ζ z η h ι l κ k μ m ν n ο o ρ p σ o ς c τ t υ y χ x γ y ω w
          օ o ո n ս u հ h զ q ց g ɑ a ɡ g ɩ l ı l ɪ l ʟ l ø o ł l đ d ħ h
          """);

  /** Greek small letters that look like another Latin letter than their capitals do. */
  private static final Map<Integer, String> SMALL_LOOKS = table("η n μ u ν v υ u");

  /**
   * Joiners and fillers that count as letters, marks or symbols and show nothing, and the sign for
   * what was taken out of a text. The two ranges of variation selectors are besides.
   */
  private static final String UNSEEN = "\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u2800\ufffd";

  private static final Pattern SPACES = Pattern.compile("\\s+");

  private Letters() {}

  /** In {@code a-z 0-9 . _ -} only, of no particular shape. */
  static String inLatin(String text) {
    StringBuilder out = new StringBuilder();
    folded(Normalizer.normalize(text, Normalizer.Form.NFKD))
        .codePoints()
        .forEach(point -> spell(out, point));
    return out.toString();
  }

  private static void spell(StringBuilder out, int point) {
    if ("abcdefghijklmnopqrstuvwxyz0123456789._-".indexOf(point) >= 0) {
      out.appendCodePoint(point);
    } else if (SOUNDS.containsKey(point)) {
      out.append(SOUNDS.get(point));
    } else if (!isSilent(point) && (out.isEmpty() || out.charAt(out.length() - 1) != '-')) {
      out.append('-');
    }
  }

  /** What is not seen as a character of its own, and the signs inside words: O'Neill. */
  private static boolean isSilent(int point) {
    return isMark(point) || isInvisible(point) || "'\u2019\u02bc\"ъь".indexOf(point) >= 0;
  }

  /** The same for all texts that look the same. */
  static String asSeen(String text) {
    String bare =
        Normalizer.normalize(text, Normalizer.Form.NFKD)
            .codePoints()
            .filter(point -> !isInvisible(point) && !isAccent(point))
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    String trimmed = SPACES.matcher(bare).replaceAll(" ").strip();
    boolean amongLatin =
        bare.codePoints()
            .anyMatch(point -> Character.UnicodeScript.of(point) == Character.UnicodeScript.LATIN);
    String seen = folded(amongLatin ? replaced(trimmed, SMALL_LOOKS) : trimmed);
    return Normalizer.normalize(replaced(seen, LOOKS), Normalizer.Form.NFC);
  }

  /** Without case: through capitals, as several small letters share one (ſ, ı, ς) or two (ß). */
  private static String folded(String text) {
    return each(text.toLowerCase(Locale.ROOT).toUpperCase(Locale.ROOT), Letters::small);
  }

  private static String small(int point) {
    return Character.toString(Character.toLowerCase(point));
  }

  private static String replaced(String text, Map<Integer, String> table) {
    return each(text, point -> table.getOrDefault(point, Character.toString(point)));
  }

  private static String each(String text, IntFunction<String> replacement) {
    return text.codePoints().mapToObj(replacement).collect(Collectors.joining());
  }

  private static boolean isInvisible(int point) {
    int type = Character.getType(point);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.SURROGATE
        || UNSEEN.indexOf(point) >= 0
        || (point >= 0xfe00 && point <= 0xfe0f)
        || (point >= 0xe0100 && point <= 0xe01ef);
  }

  /** Accents of Latin, Greek and Cyrillic. The vowel signs of other scripts tell names apart. */
  private static boolean isAccent(int point) {
    return point >= 0x300 && point <= 0x36f;
  }

  private static boolean isMark(int point) {
    int type = Character.getType(point);
    return type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || type == Character.ENCLOSING_MARK;
  }

  private static Map<Integer, String> table(String pairs) {
    String[] words = pairs.strip().split("\\s+");
    Map<Integer, String> table = new HashMap<>();
    for (int i = 0; i < words.length; i += 2) {
      table.put(words[i].codePointAt(0), words[i + 1]);
    }
    return Map.copyOf(table);
  }
}
