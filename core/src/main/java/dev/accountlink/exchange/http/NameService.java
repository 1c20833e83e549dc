package dev.accountlink.exchange.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Says which addresses a name stands for. Called by several threads at once. */
@FunctionalInterface
public interface NameService {
  /** The JVM's own. */
  NameService OF_THE_JVM = host -> List.of(InetAddress.getAllByName(host));

  /**
   * All addresses of a name, the preferred one first.
   *
   * @param host a name, or an address in writing, without brackets
   * @throws UnknownHostException when there are none
   */
  List<InetAddress> addressesOf(String host) throws UnknownHostException;
}
