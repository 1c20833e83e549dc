package dev.accountlink.examples.tinyforge;

import dev.accountlink.model.RepositoryRef;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which user and repository names are allowed. They appear in addresses, so they are plain ASCII
 * and never {@code .} or {@code ..}; no name is ever used as a file name.
 */
final class Names {

  private static final Pattern USERNAME =
      Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9._-]{0,37}[A-Za-z0-9])?");
  private static final Pattern REPOSITORY = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,63}");

  /** Names that would let somebody pose as the forge itself, or that confuse people and scripts. */
  private static final Set<String> RESERVED =
      Set.of(
          "admin",
          "administrator",
          "anonymous",
          "api",
          "git",
          "help",
          "me",
          "new",
          "nobody",
          "null",
          "register",
          "root",
          "security",
          "settings",
          "sign-in",
          "sign-out",
          "staff",
          "support",
          "system",
          "tiny-forge",
          "undefined",
          "www");

  private static final int LONGEST = 64;

  private Names() {}

  static boolean isUsername(String text) {
    return USERNAME.matcher(text).matches() && !text.contains("..");
  }

  static boolean isReserved(String username) {
    return RESERVED.contains(fold(username));
  }

  static boolean isRepository(String text) {
    return REPOSITORY.matcher(text).matches()
        && !text.contains("..")
        && !text.endsWith(".")
        && !fold(text).endsWith(".git");
  }

  /** What to call an imported repository, as like its own name as can be. */
  static String suggested(RepositoryRef ref) {
    String name = ref.fullName().substring(ref.fullName().lastIndexOf('/') + 1);
    String plain =
        name.replaceAll("[^A-Za-z0-9._-]", "-").replaceAll("\\.{2,}", ".").replaceAll("^[.-]+", "");
    String cut = plain.substring(0, Math.min(plain.length(), LONGEST));
    return cut.replaceAll("(?i)(\\.git)?\\.*$", "");
  }

  /** The form in which names and addresses are compared. */
  static String fold(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
