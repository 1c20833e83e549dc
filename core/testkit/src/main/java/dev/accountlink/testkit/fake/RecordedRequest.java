package dev.accountlink.testkit.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request that reached a fake provider.
 *
 * @param endpoint the place it was for
 * @param method the HTTP method
 * @param path the path as sent, still encoded
 * @param query the decoded query parameters, each with all its values
 * @param form the decoded parameters of a form body
 * @param headers the headers under lower-case names
 * @param body the body as text
 */
public record RecordedRequest(
    Endpoint endpoint,
    String method,
    String path,
    Map<String, List<String>> query,
    Map<String, List<String>> form,
    Map<String, List<String>> headers,
    String body) {

  /** The first value of a query parameter. */
  public Optional<String> queryParam(String name) {
    return first(query, name);
  }

  /** A query parameter that is a small number; otherwise another. */
  int queryNumber(String name, int otherwise) {
    return queryParam(name)
        .filter(text -> text.matches("[0-9]{1,6}"))
        .map(Integer::parseInt)
        .orElse(otherwise);
  }

  /** The first value of a form parameter. */
  public Optional<String> formParam(String name) {
    return first(form, name);
  }

  /** The first value of a header, whatever the case of its name. */
  public Optional<String> header(String name) {
    return first(headers, name.toLowerCase(Locale.ROOT));
  }

  /** The parameters of the query, or of the form when this is a POST. */
  Map<String, List<String>> parameters() {
    return method.equals("POST") ? form : query;
  }

  /** The members of a body that is a JSON object; none of another one. */
  Map<String, Object> json() {
    try {
      return JSONObjectUtils.parse(body);
    } catch (ParseException notJson) {
      return Map.of();
    }
  }

  /** The value of a cookie. */
  Optional<String> cookie(String name) {
    for (String header : headers.getOrDefault("cookie", List.of())) {
      for (String pair : header.split(";")) {
        String trimmed = pair.trim();
        if (trimmed.startsWith(name + "=")) {
          return Optional.of(trimmed.substring(name.length() + 1));
        }
      }
    }
    return Optional.empty();
  }

  /**
   * The token of an {@code Authorization: Bearer} header; GitHub's older word {@code token} counts
   * as well.
   */
  Optional<String> bearerToken() {
    return header("authorization")
        .filter(
            value -> value.regionMatches(true, 0, "Bearer ", 0, 7) || value.startsWith("token "))
        .map(value -> value.substring(value.indexOf(' ') + 1).trim());
  }

  private static Optional<String> first(Map<String, List<String>> map, String name) {
    return map.getOrDefault(name, List.of()).stream().findFirst();
  }

  /** What stands in an {@code Authorization: Basic} header. */
  record NameAndPassword(String name, String password) {
    @Override
    public String toString() {
      return "NameAndPassword[hidden]";
    }
  }

  /** Name and password of an {@code Authorization: Basic} header, read as RFC 7617 has it. */
  Optional<NameAndPassword> basic() {
    return header("authorization")
        .filter(value -> value.regionMatches(true, 0, "Basic ", 0, 6))
        .map(value -> new String(Base64.getDecoder().decode(value.substring(6).trim()), UTF_8))
        .filter(both -> both.contains(":"))
        .map(both -> both.split(":", 2))
        .map(both -> new NameAndPassword(both[0], both[1]));
  }
}
