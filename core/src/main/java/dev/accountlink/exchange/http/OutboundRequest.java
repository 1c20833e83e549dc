package dev.accountlink.exchange.http;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A call to a provider.
 *
 * @param address where to
 * @param headers by name
 * @param form the body of a POST, in form encoding unless a header names another; a GET without
 * @param repeatable whether it may be sent once more when its connection died before an answer
 *     began. So it is for what changes nothing, and for a code: the provider takes a code once, so
 *     the second call can only fail where the first was heard. A refresh is not repeatable
 */
public record OutboundRequest(
    URI address, Map<String, String> headers, Optional<String> form, boolean repeatable) {

  /** Copies the headers. */
  public OutboundRequest {
    headers = Map.copyOf(headers);
  }

  /** A GET, repeatable. */
  public static OutboundRequest get(URI address, Map<String, String> headers) {
    return new OutboundRequest(address, headers, Optional.empty(), true);
  }

  /** A POST of a form, to be sent once. */
  public static OutboundRequest post(URI address, Map<String, String> headers, String form) {
    return new OutboundRequest(address, headers, Optional.of(form), false);
  }

  /** The same, repeatable. */
  public OutboundRequest asRepeatable() {
    return new OutboundRequest(address, headers, form, true);
  }

  /** The same with one more header; it replaces one of that name in any spelling. */
  public OutboundRequest with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.keySet().removeIf(name::equalsIgnoreCase);
    more.put(name, value);
    return new OutboundRequest(address, more, form, repeatable);
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
