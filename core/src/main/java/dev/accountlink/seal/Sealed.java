package dev.accountlink.seal;

/**
 * Something sealed, as text for an address, a form or a cookie.
 *
 * @param text base64url
 * @param ref which thing it is
 */
public record Sealed(String text, SealRef ref) {

  /** Prints the id only. */
  @Override
  public String toString() {
    return "Sealed[" + ref.id() + "]";
  }
}
