package dev.accountlink.testkit.fake;

import java.time.Duration;
import java.util.Map;

/** What goes wrong at an {@link Endpoint} of a fake provider. */
public sealed interface Fault {

  /**
   * This answer instead of the true one.
   *
   * @param status the HTTP status
   * @param headers the headers, the content type among them
   * @param body the body
   */
  record Answer(int status, Map<String, String> headers, String body) implements Fault {}

  /**
   * The true answer after a pause.
   *
   * @param delay how long the caller waits
   */
  record Slow(Duration delay) implements Fault {}

  /**
   * The true answer, one byte at a time.
   *
   * @param pause the time between two bytes
   */
  record Dribble(Duration pause) implements Fault {}

  /**
   * A chunked body of white space, then the true answer.
   *
   * @param bytes how much white space at most; a caller that hangs up ends it
   */
  record Oversized(long bytes) implements Fault {}

  /** The request is read and never answered until the fake is closed. */
  record Hang() implements Fault {}

  /** The connection is closed without an answer. */
  record DropConnection() implements Fault {}

  /** What was asked is done, and the connection is closed before the answer. */
  record LoseAnswer() implements Fault {}

  /** The true answer with a byte order mark before it. */
  record ByteOrderMark() implements Fault {}

  /**
   * The true answer with one more header.
   *
   * @param name the header's name
   * @param value the header's value
   */
  record ExtraHeader(String name, String value) implements Fault {}

  /**
   * Status 200 with a small compressed body: an empty object after much white space.
   *
   * @param bytes how much white space it unpacks to
   */
  record GzipBomb(int bytes) implements Fault {}

  /** This status, content type and body. */
  static Fault answer(int status, String contentType, String body) {
    return new Answer(status, Map.of("Content-Type", contentType), body);
  }

  /** Status 500 with an HTML page. */
  static Fault serverError() {
    return answer(500, "text/html", "<html><body><h1>500</h1>Something broke.</body></html>");
  }

  /** Status 429 that asks to wait. */
  static Fault tooManyRequests(Duration retryAfter) {
    return new Answer(
        429,
        Map.of(
            "Content-Type",
            "application/json",
            "Retry-After",
            String.valueOf(retryAfter.toSeconds())),
        "{\"message\":\"API rate limit exceeded\"}");
  }

  /** An HTML page with status 200. */
  static Fault html() {
    return answer(200, "text/html; charset=utf-8", "<html><body>Please sign in</body></html>");
  }

  /**
   * A redirect with this status (301, 302, 303, 307 or 308) to this location, which may begin with
   * {@code //}.
   */
  static Fault redirect(int status, String location) {
    return new Answer(status, Map.of("Location", location), "");
  }

  /** A pause before the true answer. */
  static Fault slow(Duration delay) {
    return new Slow(delay);
  }

  /** The true answer byte by byte. */
  static Fault dribble(Duration pause) {
    return new Dribble(pause);
  }

  /** Up to this many bytes before the true answer. */
  static Fault oversized(long bytes) {
    return new Oversized(bytes);
  }

  /** No answer at all until the fake is closed. */
  static Fault hang() {
    return new Hang();
  }

  /** A closed connection. */
  static Fault dropConnection() {
    return new DropConnection();
  }

  /** The request is carried out, and nobody hears of it. */
  static Fault loseAnswer() {
    return new LoseAnswer();
  }

  /** Status 200 with text that is cut off in the middle of an object. */
  static Fault invalidJson() {
    return answer(200, "application/json", "{\"access_token\": \"abc\", \"sub\":");
  }

  /** A byte order mark before the true answer. */
  static Fault byteOrderMark() {
    return new ByteOrderMark();
  }

  /** Status 200 with objects nested this deep. */
  static Fault deepJson(int depth) {
    return answer(200, "application/json", "{\"a\":".repeat(depth) + "1" + "}".repeat(depth));
  }

  /** A small compressed body that unpacks to this many bytes. */
  static Fault gzipBomb(int bytes) {
    return new GzipBomb(bytes);
  }

  /** The true answer with one more header, such as a {@code Link} to another host. */
  static Fault extraHeader(String name, String value) {
    return new ExtraHeader(name, value);
  }
}
