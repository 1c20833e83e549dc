package dev.accountlink.provider;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What an API answered.
 *
 * @param status the HTTP status
 * @param object the body when it is a JSON object, else no claims
 * @param list the objects of the body when it is a JSON array, else none
 * @param headers by name in small letters
 */
public record ProviderAnswer(
    int status, Claims object, List<Claims> list, Map<String, String> headers) {
  /** Copies the collections. */
  public ProviderAnswer {
    list = List.copyOf(list);
    headers = Map.copyOf(headers);
  }

  /** A header; of several with one name the first. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  /** Whether the status is 2xx. */
  public boolean isOk() {
    return status >= 200 && status < 300;
  }

  /** Prints the status only. */
  @Override
  public String toString() {
    return "ProviderAnswer[" + status + "]";
  }
}
