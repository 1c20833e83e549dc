package dev.accountlink.examples.tinyforge;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Reads what was typed into a form. */
final class FormInput {

  private FormInput() {}

  /** The field's one value; empty text if it is missing or came more than once. */
  static String text(HttpServletRequest request, String field) {
    String[] values = request.getParameterValues(field);
    return values != null && values.length == 1 ? values[0] : "";
  }

  static String trimmed(HttpServletRequest request, String field) {
    return text(request, field).strip();
  }

  static Optional<String> optional(HttpServletRequest request, String field) {
    return Optional.of(trimmed(request, field)).filter(text -> !text.isEmpty());
  }

  /** The page to go on to after a form, if it is one of ours; else the home page. */
  static String localPath(HttpServletRequest request, String field) {
    String path = text(request, field);
    boolean ours =
        path.startsWith("/")
            && !path.startsWith("//")
            && path.chars().allMatch(c -> c > ' ' && c < 127 && c != '\\');
    return ours ? path : "/";
  }
}
