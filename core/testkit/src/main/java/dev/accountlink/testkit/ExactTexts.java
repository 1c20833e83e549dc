package dev.accountlink.testkit;

import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Texts that are different, and that one database or another takes for the same. */
final class ExactTexts {
  private static final List<String> TEXTS =
      List.of(
          "alice", // stands first: others ask for its look-alikes
          "ALICE",
          "Alice",
          "alice ", // CHAR and PAD SPACE collations drop the blank
          "alice  ",
          " alice",
          "alice\u00a0",
          "alice\u200b",
          "alice\u00ad",
          "a",
          "A",
          "\u00e4", // composed
          "a\u0308", // decomposed
          "\u00c4",
          "\u00df",
          "ss",
          "\u1e9e",
          "i",
          "I",
          "\u0131",
          "\u0130",
          "\u212a", // Kelvin sign, folds to k
          "k",
          "\u0430\u0456", // Cyrillic
          "ai",
          "\uff41\uff42\uff43", // full width
          "abc",
          "\ud83d\ude00", // emoji outside the basic plane
          "\ud83d\ude01",
          "\ud83d\ude00\ufe0f",
          "0",
          "00",
          "1",
          "01",
          "1.0",
          "1e0",
          "\u0661", // Arabic digit one
          "null",
          "NULL",
          "%",
          "_",
          "'",
          "''",
          "\\",
          "\\\\",
          "a~b",
          "a_7eb",
          "a|b",
          "x".repeat(255),
          "x".repeat(254),
          "x".repeat(254) + "X",
          "\ud83d\ude00".repeat(127) + "a");

  private ExactTexts() {}

  /** Identities no two of which are the same; the first has the subject {@code alice}. */
  static List<IdentityKey> identities(String authority) {
    List<IdentityKey> keys = new ArrayList<>();
    TEXTS.forEach(text -> keys.add(new IdentityKey(authority, text)));
    String bare = authority.substring(0, authority.length() - 1);
    keys.add(new IdentityKey(bare, "alice"));
    keys.add(new IdentityKey(bare, "/alice"));
    keys.add(new IdentityKey(authority + " ", "alice"));
    keys.add(new IdentityKey(authority.toUpperCase(Locale.ROOT), "alice"));
    keys.add(new IdentityKey(authority + "a", "lice"));
    keys.add(new IdentityKey("alice", authority));
    return keys;
  }

  /** Users no two of which are the same; the first is {@code alice}. */
  static List<UserId> users() {
    return TEXTS.stream().map(UserId::new).toList();
  }

  /** An identity for a test's message, each odd character by its number. */
  static String show(IdentityKey key) {
    return show(key.authority()) + " " + show(key.subject());
  }

  /** A text for a test's message, each odd character by its number. */
  static String show(String text) {
    return text.codePoints()
        .mapToObj(
            point ->
                point > ' ' && point < 127
                    ? Character.toString(point)
                    : String.format("\\u{%x}", point))
        .collect(Collectors.joining("", "'", "'"));
  }
}
