package dev.accountlink.exchange.http;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A call to a provider.
 *
 * @param method GET, POST or DELETE
 * @param address where to
 * @param headers by name
 * @param form the body, in form encoding unless a header names another; a GET is without
 * @param repeatable whether it may be sent once more when its connection died before an answer
 *     began. So it is for what changes nothing, and for a code: the provider takes a code once, so
 *     the second call can only fail where the first was heard. A refresh is not repeatable
 * @param personal whether somebody's personal access token goes along
 */
public record OutboundRequest(
    String method,
    URI address,
    Map<String, String> headers,
    Optional<String> form,
    boolean repeatable,
    boolean personal) {

  /** Copies the headers. */
  public OutboundRequest {
    headers = Map.copyOf(headers);
  }

  /** A GET, repeatable. */
  public static OutboundRequest get(URI address, Map<String, String> headers) {
    return new OutboundRequest("GET", address, headers, Optional.empty(), true, false);
  }

  /** A POST of a form, to be sent once. */
  public static OutboundRequest post(URI address, Map<String, String> headers, String form) {
    return new OutboundRequest("POST", address, headers, Optional.of(form), false, false);
  }

  /** A DELETE with a body, repeatable: what is gone stays gone. */
  public static OutboundRequest delete(URI address, Map<String, String> headers, String body) {
    return new OutboundRequest("DELETE", address, headers, Optional.of(body), true, false);
  }

  /** A DELETE without a body, repeatable. */
  public static OutboundRequest delete(URI address, Map<String, String> headers) {
    return new OutboundRequest("DELETE", address, headers, Optional.empty(), true, false);
  }

  /** The same, repeatable. */
  public OutboundRequest asRepeatable() {
    return new OutboundRequest(method, address, headers, form, true, personal);
  }

  /** The same with one more header; it replaces one of that name in any spelling. */
  public OutboundRequest with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.keySet().removeIf(name::equalsIgnoreCase);
    more.put(name, value);
    return new OutboundRequest(method, address, more, form, repeatable, personal);
  }

  /** The same with a personal access token, in whatever header its kind wants it. */
  public OutboundRequest withPersonal(String header, String value) {
    OutboundRequest shown = with(header, value);
    return new OutboundRequest(method, address, shown.headers, form, repeatable, true);
  }

  /** Whether somebody's access token goes along, so that a limit it meets is that token's own. */
  boolean carriesAccess() {
    return personal
        || headers.entrySet().stream()
            .anyMatch(
                header ->
                    header.getKey().equalsIgnoreCase("Authorization")
                        && header.getValue().startsWith("Bearer "));
  }

  /** Scheme, host and path: what a message may say of an address. */
  public String place() {
    String port = address.getPort() < 0 ? "" : ":" + address.getPort();
    return address.getScheme() + "://" + address.getHost() + port + address.getRawPath();
  }

  /** Prints the place only; query, headers and form hold secrets. */
  @Override
  public String toString() {
    return "OutboundRequest[" + place() + "]";
  }
}
