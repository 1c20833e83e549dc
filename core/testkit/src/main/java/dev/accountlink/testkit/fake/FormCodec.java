package dev.accountlink.testkit.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads and writes {@code application/x-www-form-urlencoded}. */
final class FormCodec {
  private FormCodec() {}

  static Map<String, List<String>> parse(String text) {
    Map<String, List<String>> result = new LinkedHashMap<>();
    for (String pair : text.split("&")) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        result.computeIfAbsent(decode(name), key -> new ArrayList<>()).add(decode(value));
      }
    }
    return result;
  }

  static String encode(List<Map.Entry<String, String>> parameters) {
    return parameters.stream()
        .map(pair -> encode(pair.getKey()) + "=" + encode(pair.getValue()))
        .collect(Collectors.joining("&"));
  }

  /** Appends parameters to an address that may have a query already. */
  static String append(String address, List<Map.Entry<String, String>> parameters) {
    if (parameters.isEmpty()) {
      return address;
    }
    return address + (address.indexOf('?') < 0 ? "?" : "&") + encode(parameters);
  }

  static String encode(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  static String decode(String text) {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException malformed) {
      return text;
    }
  }
}
