package dev.accountlink.provider;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The members of a JSON object from a provider, read strictly: another JSON type is as good as
 * none.
 */
public final class Claims {
  /** No members at all. */
  public static final Claims NONE = new Claims(Map.of());

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
            present.put(name, value);
          }
        });
    return new Claims(present);
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
