package dev.accountlink.exchange;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.util.JSONUtils;
import dev.accountlink.exchange.http.HttpAnswer;
import dev.accountlink.provider.ProviderException;
import dev.accountlink.provider.ProviderException.Code;

/** Reads JSON strictly, with integers exact to the last digit. */
final class Json {
  /** No honest answer nests deeper; parsers that recurse die of more. */
  static final int MAX_DEPTH = 32;

  private Json() {}

  /** The object that an answer is. */
  static JsonObject object(HttpAnswer answer, String what) throws ProviderException {
    if (value(answer, what) instanceof JsonObject object) {
      return object;
    }
    throw notJson(what + " is not a JSON object.");
  }

  /** What an answer says: a {@link JsonObject}, a list or a plain value. */
  static Object value(HttpAnswer answer, String what) throws ProviderException {
    if (answer.mediaType().equals("text/html")) {
      throw notJson(what + " is a page of HTML (status " + answer.status() + ").");
    }
    String text =
        answer
            .text()
            .orElseThrow(() -> notJson(what + " is not UTF-8 (status " + answer.status() + ")."));
    return parse(text, what);
  }

  /** The object that a text is. */
  static JsonObject object(String text, String what) throws ProviderException {
    if (parse(text, what) instanceof JsonObject object) {
      return object;
    }
    throw notJson(what + " is not a JSON object.");
  }

  private static Object parse(String text, String what) throws ProviderException {
    requireShallow(text, what);
    try {
      Object value = JSONUtils.parseJSON(text);
      if (value == null) {
        throw notJson(what + " is nothing but null.");
      }
      return JsonObject.wrapped(value);
    } catch (ParseException e) {
      throw notJson(what + " is not JSON.");
    }
  }

  /**
   * Refuses text that nests deeper than {@value #MAX_DEPTH}, before any parser sees it.
   *
   * @throws ProviderException TOO_LARGE
   */
  static void requireShallow(String text, String what) throws ProviderException {
    int depth = 0;
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (quoted) {
        if (letter == '\\') {
          i++;
        } else if (letter == '"') {
          quoted = false;
        }
      } else if (letter == '"') {
        quoted = true;
      } else if (letter == '{' || letter == '[') {
        depth++;
        if (depth > MAX_DEPTH) {
          throw new ProviderException(Code.TOO_LARGE, what + " nests deeper than any honest one.");
        }
      } else if (letter == '}' || letter == ']') {
        depth--;
      }
    }
  }

  private static ProviderException notJson(String message) {
    return new ProviderException(Code.NOT_JSON, message);
  }
}
