package dev.accountlink.exchange.http;

import dev.accountlink.provider.Provider;
import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * Where the calls for one provider may lead. Public addresses always; those of private networks
 * where the administrator says so; this very machine where the provider's own address says so, and
 * an address no provider has never. Immutable.
 *
 * @param ownHost the host of the provider's own address, without brackets; empty for none
 * @param onThisMachine whether that host is this very machine by its writing
 * @param privateAddresses whether addresses of private networks are allowed; then {@code ownHost}
 *     may be on this machine too, as it is when both run side by side
 * @param fix what to write to allow private addresses
 */
public record AddressPolicy(
    String ownHost, boolean onThisMachine, boolean privateAddresses, String fix) {
  /** Public addresses only. */
  public static final AddressPolicy PUBLIC_ONLY =
      new AddressPolicy("", false, false, "ProviderRules.withPrivateAddresses(true)");

  /** What a provider's address and rules allow. */
  public static AddressPolicy of(Provider provider) {
    URI own = URI.create(provider.baseUrl());
    return new AddressPolicy(
        plain(own.getHost()),
        Provider.isLoopback(own),
        provider.rules().privateAddresses(),
        "accountlink.provider."
            + provider.id().value()
            + ".private-addresses=on, or ProviderRules.withPrivateAddresses(true)");
  }

  /**
   * Why a call to a host must not be made; empty where it may.
   *
   * @param host as the address writes it
   * @param address one of those that its name stands for
   */
  public Optional<String> objection(String host, InetAddress address) {
    return switch (AddressRange.of(address)) {
      case PUBLIC -> Optional.empty();
      case PRIVATE ->
          privateAddresses
              ? Optional.empty()
              : Optional.of(
                  "leads into a private network, so nothing was sent. If the provider is there,"
                      + " allow it: "
                      + fix);
      case LOOPBACK -> onThisMachine(plain(host));
      case NEVER ->
          Optional.of(
              "leads to an address that no provider has (link-local, multicast, a cloud's metadata"
                  + " service or the like), so nothing was sent. Correct the address, or what the"
                  + " name service says of it");
    };
  }

  private Optional<String> onThisMachine(String host) {
    boolean own = host.equals(ownHost);
    if (onThisMachine || (privateAddresses && own)) {
      return Optional.empty();
    }
    return Optional.of(
        own
            ? "leads to this very machine, so nothing was sent. If the provider is there, allow it: "
                + fix
            : "leads to this very machine, where the provider's own address does not, so nothing was"
                + " sent. Correct what the provider publishes");
  }

  /** A host's one spelling: small letters, no brackets, no dot at its end. */
  static String plain(String host) {
    String small = host.toLowerCase(Locale.ROOT);
    if (small.startsWith("[") && small.endsWith("]")) {
      return small.substring(1, small.length() - 1);
    }
    return small.endsWith(".") ? small.substring(0, small.length() - 1) : small;
  }
}
