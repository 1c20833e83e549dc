package dev.accountlink.engine;

import dev.accountlink.web.WebRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the raw header by rules of our own: exact name, exactly one occurrence. The containers'
 * parsers can be led by {@code $Version} and odd white space to show a value that a sibling domain
 * has planted.
 */
final class CookieHeader {
  private CookieHeader() {}

  /** The value of the one cookie of that name. */
  static Optional<String> single(WebRequest request, String name) {
    List<String> found = new ArrayList<>();
    for (String header : request.headers("Cookie")) {
      for (String pair : header.split(";", -1)) {
        String trimmed = trim(pair);
        if (trimmed.startsWith("$")) {
          return Optional.empty();
        }
        if (trimmed.startsWith(name + "=")) {
          found.add(trimmed.substring(name.length() + 1));
        }
      }
    }
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  private static String trim(String pair) {
    int from = 0;
    int to = pair.length();
    while (from < to && (pair.charAt(from) == ' ' || pair.charAt(from) == '\t')) {
      from++;
    }
    while (to > from && (pair.charAt(to - 1) == ' ' || pair.charAt(to - 1) == '\t')) {
      to--;
    }
    return pair.substring(from, to);
  }
}
