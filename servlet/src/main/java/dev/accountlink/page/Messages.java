package dev.accountlink.page;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The texts of one page: the host's own first, else the bundle of the language, else English. */
final class Messages {
  private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

  private final Map<String, String> bundle;
  private final PageContext context;

  Messages(Map<String, String> bundle, PageContext context) {
    this.bundle = bundle;
    this.context = context;
  }

  /** The host's own text of a key of its own, with its places filled in. */
  Optional<String> ofHost(String key, Map<String, String> values) {
    return context.host().text(context.locale(), key).map(pattern -> filled(pattern, values));
  }

  /** The text of a key. */
  String text(String key) {
    return text(key, Map.of());
  }

  /** The text of a key with its places filled in. Values are taken as they are, once. */
  String text(String key, Map<String, String> values) {
    String pattern =
        context.host().text(context.locale(), key).orElseGet(() -> bundle.getOrDefault(key, key));
    return filled(pattern, values);
  }

  private static String filled(String pattern, Map<String, String> values) {
    return PLACE
        .matcher(pattern)
        .replaceAll(
            place -> Matcher.quoteReplacement(values.getOrDefault(place.group(1), place.group())));
  }
}
