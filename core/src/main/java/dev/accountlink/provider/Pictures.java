package dev.accountlink.provider;

import java.net.URI;
import java.util.Optional;

/** Reads addresses of pictures as providers write them, for kinds. */
public final class Pictures {
  private Pictures() {}

  /**
   * An address that is one; a broken one is none, and never an error of the whole sign-in. Whether
   * browsers may be sent there, the identity decides that gets it.
   *
   * @param address as the provider writes it
   */
  public static Optional<URI> read(Optional<String> address) {
    try {
      return address.map(URI::create);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * The same, of a server that also writes where on itself the picture is.
   *
   * @param baseUrl the server's address without the slash at its end
   */
  public static Optional<URI> read(Optional<String> address, String baseUrl) {
    // Two slashes would name another host.
    return read(
        address.map(
            text -> text.startsWith("/") && !text.startsWith("//") ? baseUrl + text : text));
  }
}
