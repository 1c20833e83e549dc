package dev.accountlink.servlet;

import dev.accountlink.web.Parameters;
import dev.accountlink.web.WebRequest;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A servlet request as the library sees it. Reads nothing before it is asked to. Reading the form
 * takes the body: after it, {@code getParameter} shows the query only.
 */
public final class ServletWebRequest implements WebRequest {
  private final String path;
  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private Optional<Parameters> query = Optional.empty();
  private Optional<Parameters> form = Optional.empty();

  /** A request for a page of the host, to be asked for buttons or links. */
  public ServletWebRequest(HttpServletRequest request, HttpServletResponse response) {
    this(pathOf(request), request, response);
  }

  ServletWebRequest(String path, HttpServletRequest request, HttpServletResponse response) {
    this.path = path;
    this.request = request;
    this.response = response;
  }

  @Override
  public String method() {
    return request.getMethod();
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public Parameters query() {
    Parameters read = query.orElseGet(this::readQuery);
    query = Optional.of(read);
    return read;
  }

  @Override
  public Parameters form() {
    Parameters read = form.orElseGet(() -> FormBody.read(request, this));
    form = Optional.of(read);
    return read;
  }

  @Override
  public List<String> headers(String name) {
    List<String> sent = Collections.list(request.getHeaders(name));
    if (name.equals("Host") && sent.isEmpty()) {
      return List.of(authority());
    }
    return name.equals("Cookie") ? IssuedCookie.withIssued(sent, request) : sent;
  }

  /** Over HTTP/2 there need be no Host header: the container knows it from {@code :authority}. */
  private String authority() {
    String host = request.getServerName();
    int port = request.getServerPort();
    boolean usual = port == (request.isSecure() ? 443 : 80);
    return usual ? host : host + ":" + port;
  }

  /** The container would answer the server's own language where the browser names none. */
  @Override
  public List<Locale> locales() {
    return headers("Accept-Language").isEmpty()
        ? List.of()
        : Collections.list(request.getLocales());
  }

  @Override
  public <T> Optional<T> unwrap(Class<T> type) {
    Optional<T> found = unwrapRequest(type);
    return found.isPresent() ? found : unwrapResponse(type);
  }

  private <T> Optional<T> unwrapRequest(Class<T> type) {
    ServletRequest layer = request;
    while (!type.isInstance(layer) && layer instanceof ServletRequestWrapper wrapper) {
      layer = wrapper.getRequest();
    }
    return type.isInstance(layer) ? Optional.of(type.cast(layer)) : Optional.empty();
  }

  private <T> Optional<T> unwrapResponse(Class<T> type) {
    ServletResponse layer = response;
    while (!type.isInstance(layer) && layer instanceof ServletResponseWrapper wrapper) {
      layer = wrapper.getResponse();
    }
    return type.isInstance(layer) ? Optional.of(type.cast(layer)) : Optional.empty();
  }

  private Parameters readQuery() {
    return Optional.ofNullable(request.getQueryString())
        .map(Parameters::parse)
        .orElse(Parameters.NONE);
  }

  private static String pathOf(HttpServletRequest request) {
    String uri = request.getRequestURI();
    String context = request.getContextPath();
    return uri.startsWith(context) ? uri.substring(context.length()) : uri;
  }

  /** Whether the query has this parameter; it may not stand there twice. */
  boolean queryHas(String name) {
    return query().single(name).isPresent();
  }

  /** Prints the method only: addresses hold codes. */
  @Override
  public String toString() {
    return "ServletWebRequest[" + method() + "]";
  }
}
