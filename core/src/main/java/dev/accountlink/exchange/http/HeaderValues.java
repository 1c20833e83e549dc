package dev.accountlink.exchange.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Reads the few parts of an answer that matter, and shrugs at broken ones. */
final class HeaderValues {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private HeaderValues() {}

  static String mediaType(Optional<String> contentType) {
    return contentType
        .map(text -> text.split(";", 2)[0].trim().toLowerCase(Locale.ROOT))
        .filter(text -> text.matches("[a-z0-9.+/-]{1,100}"))
        .orElse("");
  }

  static Optional<Instant> date(Optional<String> header) {
    try {
      return header.map(text -> DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  static Optional<String> utf8(byte[] body) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      boolean marked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
      return Optional.of(marked ? text.substring(1) : text);
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
