package dev.accountlink.exchange.http;

import dev.accountlink.provider.ProviderException;
import dev.accountlink.provider.ProviderException.Code;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.HttpHost;

/**
 * Where a call really goes: the name once resolved, every answer checked, and the connection made
 * to an address that was. A second look at the name could lead elsewhere, so there is none.
 *
 * @param hosts the same host with each of its addresses, to be tried in this order; through a proxy
 *     the one host without
 * @param proxy what stands between; the proxy resolves the name then, and only what can be seen
 *     without resolving is checked
 */
record Destination(List<HttpHost> hosts, Optional<HttpHost> proxy) {
  /** This machine for every resolver (RFC 6761 section 6.3). */
  private static final Pattern THIS_MACHINE = Pattern.compile("localhost|.*\\.localhost");

  /** What ends in a number is an address, and resolvers differ in which. */
  private static final Pattern NUMBER = Pattern.compile("(.*\\.)?([0-9]+|0x[0-9a-f]*)");

  private static final Pattern FOUR_NUMBERS =
      Pattern.compile("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");

  static Destination of(URI address, AddressPolicy policy, NameService names)
      throws ProviderException, UnknownHostException {
    String host = AddressPolicy.plain(address.getHost());
    if (host.contains("%")
        || (NUMBER.matcher(host).matches() && !FOUR_NUMBERS.matcher(host).matches())) {
      throw denied(host, "can be read as more than one address. Write it in the usual way");
    }
    Optional<HttpHost> proxy = proxy(address);
    if (proxy.isPresent()) {
      requireNoInsideAddress(host, policy);
      return new Destination(
          List.of(new HttpHost(address.getScheme(), host, address.getPort())), proxy);
    }
    return new Destination(
        checked(host, policy, names).stream()
            .map(found -> new HttpHost(address.getScheme(), found, host, address.getPort()))
            .toList(),
        proxy);
  }

  private static void requireNoInsideAddress(String host, AddressPolicy policy)
      throws ProviderException, UnknownHostException {
    if (THIS_MACHINE.matcher(host).matches()) {
      checked(host, policy, name -> List.of(InetAddress.getLoopbackAddress()));
    } else if (host.contains(":") || FOUR_NUMBERS.matcher(host).matches()) {
      checked(host, policy, NameService.OF_THE_JVM);
    }
  }

  /** One bad answer among good ones is enough: the next lookup may put it first. */
  private static List<InetAddress> checked(String host, AddressPolicy policy, NameService names)
      throws ProviderException, UnknownHostException {
    List<InetAddress> found = names.addressesOf(host);
    for (InetAddress one : found) {
      Optional<String> objection = policy.objection(host, one);
      if (objection.isPresent()) {
        throw denied(host, objection.get());
      }
    }
    return found;
  }

  private static ProviderException denied(String host, String why) {
    return new ProviderException(Code.ADDRESS_DENIED, host + " " + why + ".");
  }

  private static Optional<HttpHost> proxy(URI address) throws UnknownHostException {
    Optional<InetSocketAddress> chosen =
        Optional.ofNullable(ProxySelector.getDefault())
            .map(selector -> selector.select(address))
            .flatMap(proxies -> proxies.stream().findFirst())
            .filter(proxy -> proxy.type() == Proxy.Type.HTTP)
            .map(proxy -> (InetSocketAddress) proxy.address());
    if (chosen.isEmpty()) {
      return Optional.empty();
    }
    String name = chosen.get().getHostString();
    InetAddress known = chosen.get().getAddress();
    InetAddress found = known == null ? InetAddress.getByName(name) : known;
    return Optional.of(new HttpHost("http", found, name, chosen.get().getPort()));
  }
}
