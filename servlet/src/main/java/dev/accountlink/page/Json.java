package dev.accountlink.page;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Writes maps, lists, texts, whole numbers and truth values as JSON. */
final class Json {
  private final StringBuilder out = new StringBuilder();

  private Json() {}

  /** The value as JSON text. */
  static String write(Object value) {
    Json json = new Json();
    json.value(value);
    return json.out.toString();
  }

  private void value(Object value) {
    if (value instanceof String text) {
      text(text);
    } else if (value instanceof Boolean || value instanceof Integer) {
      out.append(value);
    } else if (value instanceof Map<?, ?> map) {
      object(map);
    } else if (value instanceof List<?> list) {
      array(list);
    } else {
      throw new IllegalArgumentException("A page's tree does not hold " + value.getClass());
    }
  }

  private void object(Map<?, ?> map) {
    out.append('{');
    Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<?, ?> entry = entries.next();
      text((String) entry.getKey());
      out.append(':');
      value(entry.getValue());
      if (entries.hasNext()) {
        out.append(',');
      }
    }
    out.append('}');
  }

  private void array(List<?> list) {
    out.append('[');
    for (int i = 0; i < list.size(); i++) {
      if (i > 0) {
        out.append(',');
      }
      value(list.get(i));
    }
    out.append(']');
  }

  private void text(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (letter == '"' || letter == '\\') {
        out.append('\\').append(letter);
      } else if (mustHide(letter)) {
        out.append(String.format("\\u%04x", (int) letter));
      } else {
        out.append(letter);
      }
    }
    out.append('"');
  }

  /** Also what would end a script element or a line of JavaScript, and halves of a character. */
  private static boolean mustHide(char letter) {
    return letter < ' '
        || letter == '<'
        || letter == '>'
        || letter == '&'
        || letter == '\u007f'
        || letter == '\u2028'
        || letter == '\u2029'
        || Character.isSurrogate(letter);
  }
}
