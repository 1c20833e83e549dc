package dev.accountlink.flows;

import dev.accountlink.web.Parameters;
import dev.accountlink.web.WebRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A request made of values, where HTTP would only cost time or would not let it through. */
record ValueRequest(
    String method, String path, String rawQuery, String rawForm, Map<String, List<String>> fields)
    implements WebRequest {

  static ValueRequest get(String path, Map<String, List<String>> headers) {
    return new ValueRequest("GET", path, "", "", headers);
  }

  static ValueRequest post(String path, String form, Map<String, List<String>> headers) {
    return new ValueRequest("POST", path, "", form, headers);
  }

  @Override
  public Parameters query() {
    return Parameters.parse(rawQuery);
  }

  @Override
  public Parameters form() {
    return Parameters.parse(rawForm);
  }

  @Override
  public List<String> headers(String name) {
    return fields.getOrDefault(name, List.of());
  }

  @Override
  public List<Locale> locales() {
    return List.of();
  }

  @Override
  public <T> Optional<T> unwrap(Class<T> type) {
    return Optional.empty();
  }
}
