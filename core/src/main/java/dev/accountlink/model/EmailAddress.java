package dev.accountlink.model;

/**
 * An e-mail address as a provider reports it.
 *
 * <p>It is data about an identity and never a key: no interface of this library finds a user by it.
 *
 * @param address the address, up to 254 characters
 * @param verified whether the provider says, in the form its kind documents, that the owner proved
 *     it. Absent, null, 0 and the text "false" are unverified
 * @param primary whether the provider calls it the person's main address
 */
public record EmailAddress(String address, boolean verified, boolean primary) {
  /** The longest address, in characters (RFC 5321 section 4.5.3.1.3). */
  public static final int MAX_LENGTH = 254;

  /**
   * Checks the address.
   *
   * @throws IllegalArgumentException when it is empty, over-long, holds a control character or not
   *     exactly one {@code @}
   */
  public EmailAddress {
    Texts.require(address, "e-mail address", MAX_LENGTH);
    int at = address.indexOf('@');
    if (at < 1 || at != address.lastIndexOf('@') || at == address.length() - 1) {
      throw new IllegalArgumentException("An e-mail address has one @ between two parts.");
    }
  }

  /** Prints the flags, never the address. */
  @Override
  public String toString() {
    return "EmailAddress[hidden, verified=" + verified + ", primary=" + primary + "]";
  }
}
