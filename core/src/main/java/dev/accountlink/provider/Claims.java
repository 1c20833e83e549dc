package dev.accountlink.provider;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The members of a JSON object from a provider, read strictly: another JSON type is as good as
 * none.
 */
public final class Claims {
  /** No members at all. */
  public static final Claims NONE = new Claims(Map.of());

  private static final BigDecimal LAST_SECOND = BigDecimal.valueOf(253_402_300_799L);

  private final Map<String, Object> members;

  private Claims(Map<String, Object> members) {
    this.members = members;
  }

  /** The members as a parser gives them; JSON null counts as absent. */
  public static Claims of(Map<String, ?> parsed) {
    Map<String, Object> present = new LinkedHashMap<>();
    parsed.forEach(
        (name, value) -> {
          if (value != null) {
            present.put(name, nested(value));
          }
        });
    return new Claims(present);
  }

  private static Object nested(Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> members = new LinkedHashMap<>();
      map.forEach((name, member) -> members.put(String.valueOf(name), member));
      return of(members);
    }
    return value instanceof Collection<?> list
        ? list.stream().filter(Objects::nonNull).map(Claims::nested).toList()
        : value;
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return members.isEmpty();
  }

  /** A member that is a JSON string and not blank. */
  public Optional<String> text(String name) {
    return members.get(name) instanceof String text && !text.isBlank()
        ? Optional.of(text)
        : Optional.empty();
  }

  /**
   * The texts of a member that is a JSON string or a list; whatever is no string is passed over.
   */
  public Set<String> texts(String name) {
    Collection<?> values = members.get(name) instanceof Collection<?> list ? list : List.of();
    return Stream.concat(text(name).stream(), values.stream())
        .filter(String.class::isInstance)
        .map(String.class::cast)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** A member that is a JSON object; one that is not has no members. */
  public Claims object(String name) {
    return members.get(name) instanceof Claims object ? object : NONE;
  }

  /** The objects of a member that is a list; whatever is no object is passed over. */
  public List<Claims> objects(String name) {
    Collection<?> values = members.get(name) instanceof Collection<?> list ? list : List.of();
    return values.stream().filter(Claims.class::isInstance).map(Claims.class::cast).toList();
  }

  /**
   * A member that is a JSON number without fraction, in its one decimal form: never {@code 1.0E7}.
   */
  public Optional<String> integer(String name) {
    Object value = members.get(name);
    if (value instanceof Integer || value instanceof Long || value instanceof BigInteger) {
      return Optional.of(value.toString());
    }
    if (value instanceof BigDecimal exact
        && exact.scale() <= 0
        && exact.precision() - exact.scale() < 40) {
      return Optional.of(exact.toBigIntegerExact().toString());
    }
    return Optional.empty();
  }

  /** Whether there is a member of that name, of whatever type. */
  public boolean has(String name) {
    return members.containsKey(name);
  }

  /**
   * A member that is a time in seconds since 1970, as JSON Web Tokens write it (RFC 7519 section
   * 2); a fraction is cut off.
   */
  public Optional<Instant> time(String name) {
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

  /** These claims and others; where both have one, the other's counts. */
  public Claims and(Claims others) {
    Map<String, Object> all = new LinkedHashMap<>(members);
    all.putAll(others.members);
    return new Claims(all);
  }

  /** Whether a member is JSON {@code true}. The text "true", 1 and everything else is not. */
  public boolean isTrue(String name) {
    return Boolean.TRUE.equals(members.get(name));
  }

  /** Prints the names of the members, not their values. */
  @Override
  public String toString() {
    return "Claims" + members.keySet();
  }
}
