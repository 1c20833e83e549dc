package dev.accountlink.web;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The parameters of a query or form, read strictly: broken percent-encoding, text that is not UTF-8
 * and too much of anything make the whole request malformed. Immutable.
 */
public final class Parameters {
  /** The longest query or form, in characters. */
  public static final int MAX_LENGTH = 8192;

  /** The most parameters. */
  public static final int MAX_COUNT = 64;

  /** No parameters. */
  public static final Parameters NONE = new Parameters(Map.of());

  private final Map<String, List<String>> values;

  private Parameters(Map<String, List<String>> values) {
    this.values = values;
  }

  /**
   * Reads {@code application/x-www-form-urlencoded} text.
   *
   * @throws MalformedRequestException when it is not of that form, or too long
   */
  public static Parameters parse(String encoded) {
    if (encoded.isEmpty()) {
      return NONE;
    }
    if (encoded.length() > MAX_LENGTH) {
      throw new MalformedRequestException("The parameters are longer than " + MAX_LENGTH + ".");
    }
    Map<String, List<String>> values = new LinkedHashMap<>();
    int count = 0;
    for (String pair : encoded.split("&", -1)) {
      if (pair.isEmpty()) {
        continue;
      }
      if (++count > MAX_COUNT) {
        throw new MalformedRequestException("There are more than " + MAX_COUNT + " parameters.");
      }
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
      values.computeIfAbsent(name, unused -> new ArrayList<>()).add(value);
    }
    return new Parameters(values);
  }

  /**
   * The only value of a parameter. What nobody asks for may hold what it likes: some providers
   * break the lines of their {@code error_description}.
   *
   * @throws MalformedRequestException when it stands there twice, because parsers differ in which
   *     they take, or holds a control character
   */
  public Optional<String> single(String name) {
    List<String> found = values.getOrDefault(name, List.of());
    if (found.size() > 1) {
      throw new MalformedRequestException("A parameter stands there twice.");
    }
    if (found.stream().anyMatch(value -> value.chars().anyMatch(Character::isISOControl))) {
      throw new MalformedRequestException("A parameter holds a control character.");
    }
    return found.stream().findFirst();
  }

  /** The names. */
  public Set<String> names() {
    return Set.copyOf(values.keySet());
  }

  private static String decode(String encoded) {
    ByteBuffer bytes = ByteBuffer.allocate(encoded.length() * 3);
    for (int i = 0; i < encoded.length(); i++) {
      char letter = encoded.charAt(i);
      if (letter == '%') {
        bytes.put(octet(encoded, i));
        i += 2;
      } else if (letter == '+') {
        bytes.put((byte) ' ');
      } else if (letter > ' ' && letter < 127) {
        bytes.put((byte) letter);
      } else {
        throw new MalformedRequestException("A character is not percent-encoded.");
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .decode(bytes.flip())
          .toString();
    } catch (CharacterCodingException e) {
      throw new MalformedRequestException("A parameter is not UTF-8.");
    }
  }

  private static byte octet(String encoded, int at) {
    if (at + 2 < encoded.length()) {
      int high = Character.digit(encoded.charAt(at + 1), 16);
      int low = Character.digit(encoded.charAt(at + 2), 16);
      if (high >= 0 && low >= 0 && encoded.charAt(at + 1) < 128 && encoded.charAt(at + 2) < 128) {
        return (byte) (high * 16 + low);
      }
    }
    throw new MalformedRequestException("The percent-encoding is broken.");
  }

  /** Prints the names only, because values can be codes, and no control characters. */
  @Override
  public String toString() {
    return values.keySet().stream()
        .map(name -> name.replaceAll("[\\x00-\\x1f\\x7f-\\x9f]", "?"))
        .collect(Collectors.joining(", ", "Parameters[", "]"));
  }
}
