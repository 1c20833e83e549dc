package dev.accountlink.web;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One request, as an adapter shows it. Used by one thread.
 *
 * <p>Nothing is read before it is asked for: an adapter must not touch query, form or body of a
 * request whose path is not this library's.
 */
public interface WebRequest {
  /** The method in capitals: {@code GET}. */
  String method();

  /**
   * The path as it was sent, still encoded, without the application's context path and the query.
   */
  String path();

  /**
   * The query.
   *
   * @throws MalformedRequestException when it is broken or longer than {@link
   *     Parameters#MAX_LENGTH}
   */
  Parameters query();

  /**
   * The form in the body; none when the body is no form.
   *
   * @throws MalformedRequestException when it is broken or longer than {@link
   *     Parameters#MAX_LENGTH}
   */
  Parameters form();

  /** All values of a header, in order; names are compared without case. */
  List<String> headers(String name);

  /** The languages the browser asks for, best first; empty when it does not say. */
  List<Locale> locales();

  /**
   * The host's native request or response, such as {@code HttpServletRequest}: for the host's own
   * code. The library never calls it.
   */
  <T> Optional<T> unwrap(Class<T> type);

  /** The only value of a header; empty when it is missing or doubled. */
  default Optional<String> header(String name) {
    List<String> values = headers(name);
    return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
  }

  /** Whether the answer should be JSON: the browser of a single-page host says so by Accept. */
  default boolean wantsJson() {
    return header("Accept").map(value -> value.contains("application/json")).orElse(false);
  }
}
