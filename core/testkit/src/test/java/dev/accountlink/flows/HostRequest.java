package dev.accountlink.flows;

import com.sun.net.httpserver.HttpExchange;
import dev.accountlink.web.MalformedRequestException;
import dev.accountlink.web.Parameters;
import dev.accountlink.web.WebRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A request of the JDK's own HTTP server: an adapter that is no servlet. */
final class HostRequest implements WebRequest {
  private final HttpExchange http;
  private final String contextPath;
  private Optional<Parameters> form = Optional.empty();

  HostRequest(HttpExchange http, String contextPath) {
    this.http = http;
    this.contextPath = contextPath;
  }

  @Override
  public String method() {
    return http.getRequestMethod();
  }

  @Override
  public String path() {
    return http.getRequestURI().getRawPath().substring(contextPath.length());
  }

  @Override
  public Parameters query() {
    String query = http.getRequestURI().getRawQuery();
    return query == null ? Parameters.NONE : Parameters.parse(query);
  }

  @Override
  public Parameters form() {
    if (form.isEmpty()) {
      form = Optional.of(readForm());
    }
    return form.get();
  }

  private Parameters readForm() {
    try {
      byte[] body = http.getRequestBody().readNBytes(Parameters.MAX_LENGTH + 1);
      if (body.length > Parameters.MAX_LENGTH) {
        throw new MalformedRequestException("The form is too long.");
      }
      return Parameters.parse(new String(body, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<String> headers(String name) {
    return http.getRequestHeaders().getOrDefault(name, List.of());
  }

  @Override
  public List<Locale> locales() {
    return List.of();
  }

  @Override
  public <T> Optional<T> unwrap(Class<T> type) {
    return type.isInstance(http) ? Optional.of(type.cast(http)) : Optional.empty();
  }
}
