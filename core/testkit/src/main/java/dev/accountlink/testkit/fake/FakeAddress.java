package dev.accountlink.testkit.fake;

/**
 * Where a fake provider listens; always on 127.0.0.1.
 *
 * @param host the host name in its addresses, such as {@code 127.0.0.1} or {@code localhost};
 *     browsers hold the two for different sites
 * @param port the port, or 0 for any free one
 * @param path the context path: empty, or beginning with a slash
 */
public record FakeAddress(String host, int port, String path) {

  /** Any free port of 127.0.0.1 and no context path. */
  public static FakeAddress anyPort() {
    return new FakeAddress("127.0.0.1", 0, "");
  }

  /** This port of 127.0.0.1 and no context path. */
  public static FakeAddress atPort(int port) {
    return new FakeAddress("127.0.0.1", port, "");
  }

  /** The same under another name for loopback. */
  public FakeAddress withHost(String other) {
    return new FakeAddress(other, port, path);
  }

  /** The same with a context path. */
  public FakeAddress withPath(String other) {
    return new FakeAddress(host, port, other);
  }
}
