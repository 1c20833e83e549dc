package dev.accountlink.exchange;

import dev.accountlink.provider.Claims;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A JSON object, read strictly: a member of another type is as good as absent. */
final class JsonObject {
  private static final BigDecimal LAST_SECOND = BigDecimal.valueOf(253_402_300_799L);

  private final Map<String, Object> members;

  private JsonObject(Map<String, Object> members) {
    this.members = members;
  }

  /** The same value with every object in it as a {@code JsonObject}. */
  static Object wrapped(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> members = new LinkedHashMap<>();
      map.forEach(
          (name, member) -> {
            if (member != null) {
              members.put(String.valueOf(name), wrapped(member));
            }
          });
      return new JsonObject(members);
    }
    if (value instanceof List<?> list) {
      List<Object> items = new ArrayList<>();
      for (Object item : list) {
        if (item != null) {
          items.add(wrapped(item));
        }
      }
      return Collections.unmodifiableList(items);
    }
    return value;
  }

  boolean has(String name) {
    return members.containsKey(name);
  }

  /** A member that is a string, blank ones included. */
  Optional<String> text(String name) {
    return members.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /** All members that are texts, but for these. */
  Map<String, String> textsBut(Set<String> names) {
    Map<String, String> texts = new LinkedHashMap<>();
    members.forEach(
        (name, member) -> {
          if (member instanceof String text && !names.contains(name)) {
            texts.put(name, text);
          }
        });
    return texts;
  }

  /** A member that is {@code true}. */
  boolean isTrue(String name) {
    return Boolean.TRUE.equals(members.get(name));
  }

  /** A member that is a list of nothing but strings. */
  Optional<List<String>> texts(String name) {
    if (!(members.get(name) instanceof List<?> list)) {
      return Optional.empty();
    }
    List<String> texts = new ArrayList<>();
    for (Object item : list) {
      if (!(item instanceof String text)) {
        return Optional.empty();
      }
      texts.add(text);
    }
    return Optional.of(List.copyOf(texts));
  }

  /** A member that is an absolute address. */
  Optional<URI> address(String name) {
    try {
      Optional<String> text = text(name);
      return text.isEmpty() ? Optional.empty() : Optional.of(new URI(text.get()));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** A member that is a whole number, or a text of one, which some providers send instead. */
  Optional<Long> whole(String name) {
    Object member = members.get(name);
    try {
      return member instanceof Number || member instanceof String
          ? Optional.of(new BigDecimal(member.toString()).longValueExact())
          : Optional.empty();
    } catch (ArithmeticException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** A member that is a NumericDate (RFC 7519 section 2); a fraction is cut off. */
  Optional<Instant> time(String name) {
    if (!(members.get(name) instanceof Number number)) {
      return Optional.empty();
    }
    try {
      BigDecimal seconds = new BigDecimal(number.toString());
      boolean sane = seconds.signum() >= 0 && seconds.compareTo(LAST_SECOND) <= 0;
      return sane ? Optional.of(Instant.ofEpochSecond(seconds.longValue())) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** The members as a kind sees them. */
  Claims claims() {
    Map<String, Object> seen = new LinkedHashMap<>();
    members.forEach((name, member) -> seen.put(name, seen(member)));
    return Claims.of(seen);
  }

  private static Object seen(Object member) {
    if (member instanceof JsonObject object) {
      return object.claims();
    }
    return member instanceof List<?> list ? list.stream().map(JsonObject::seen).toList() : member;
  }

  /** Prints the names of the members, not their values. */
  @Override
  public String toString() {
    return "JsonObject" + members.keySet();
  }
}
