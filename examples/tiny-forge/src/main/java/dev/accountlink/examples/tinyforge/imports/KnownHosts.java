package dev.accountlink.examples.tinyforge.imports;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.sshd.ServerKeyDatabase;

/**
 * The keys by which SSH servers are known. A server that is not listed, or that shows another key,
 * is not talked to; nothing is ever learned from a server.
 *
 * <p>Lines are those of OpenSSH's known_hosts: {@code host type key} or {@code [host]:port type
 * key}, several hosts with commas between them. Hashed names and patterns are refused, so that one
 * sees what is trusted.
 */
public final class KnownHosts {
  private final Map<SshAddress, List<PublicKey>> keys;

  private KnownHosts(Map<SshAddress, List<PublicKey>> keys) {
    this.keys = keys;
  }

  /**
   * Reads the lines of a file.
   *
   * @throws IllegalArgumentException when one cannot be read; the message says which
   */
  public static KnownHosts of(List<String> lines) {
    Map<SshAddress, List<PublicKey>> keys = new HashMap<>();
    for (String line : lines) {
      if (!line.isBlank() && !line.startsWith("#")) {
        read(line.strip(), keys);
      }
    }
    return new KnownHosts(keys);
  }

  private static void read(String line, Map<SshAddress, List<PublicKey>> keys) {
    String[] parts = line.split("\\s+", 2);
    if (parts.length < 2 || !parts[0].matches("[\\[\\]A-Za-z0-9.:,-]+")) {
      throw new IllegalArgumentException("this is no line of known hosts: " + line);
    }
    PublicKey key = key(line, parts[1]);
    for (String host : parts[0].split(",")) {
      keys.computeIfAbsent(SshAddress.read(host), any -> new ArrayList<>()).add(key);
    }
  }

  private static PublicKey key(String line, String text) {
    try {
      AuthorizedKeyEntry entry = AuthorizedKeyEntry.parseAuthorizedKeyEntry(text);
      return entry.resolvePublicKey(null, Map.of(), PublicKeyEntryResolver.FAILING);
    } catch (IOException | GeneralSecurityException | RuntimeException unreadable) {
      throw new IllegalArgumentException("this host's key cannot be read: " + line, unreadable);
    }
  }

  /** Whether the server of a clone address is known. */
  public boolean knows(String cloneAddress) {
    try {
      URIish address = new URIish(cloneAddress);
      return address.getHost() != null
          && keys.containsKey(SshAddress.of(address.getHost(), address.getPort()));
    } catch (URISyntaxException unreadable) {
      return false;
    }
  }

  /** For one connection. */
  Check check() {
    return new Check();
  }

  /** Looks at the key of a server, and remembers whether it was a wrong one. */
  final class Check implements ServerKeyDatabase {
    private volatile boolean refused;

    boolean hasRefused() {
      return refused;
    }

    private List<PublicKey> of(String connectAddress) {
      return keys.getOrDefault(SshAddress.read(connectAddress), List.of());
    }

    @Override
    public List<PublicKey> lookup(
        String connectAddress, InetSocketAddress remoteAddress, Configuration config) {
      return of(connectAddress);
    }

    @Override
    public boolean accept(
        String connectAddress,
        InetSocketAddress remoteAddress,
        PublicKey serverKey,
        Configuration config,
        CredentialsProvider provider) {
      boolean known =
          of(connectAddress).stream().anyMatch(key -> KeyUtils.compareKeys(key, serverKey));
      refused = refused || !known;
      return known;
    }
  }
}
