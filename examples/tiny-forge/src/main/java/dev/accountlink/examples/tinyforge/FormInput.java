package dev.accountlink.examples.tinyforge;

import dev.accountlink.model.ReturnTo;
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
  static ReturnTo localPath(HttpServletRequest request, String field) {
    return ReturnTo.read(text(request, field)).orElse(ReturnTo.ROOT);
  }
}
