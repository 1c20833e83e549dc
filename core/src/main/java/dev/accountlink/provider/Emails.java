package dev.accountlink.provider;

import dev.accountlink.model.EmailAddress;
import java.util.Optional;

/** Reads addresses as providers write them, for kinds. */
public final class Emails {
  private Emails() {}

  /**
   * An address in usable form; a broken one is none, and never an error of the whole sign-in.
   *
   * @param address as the provider writes it
   * @param verified whether the provider says, in its documented form, that it is proven
   * @param primary whether it is the person's main one
   */
  public static Optional<EmailAddress> read(
      Optional<String> address, boolean verified, boolean primary) {
    try {
      return address.map(text -> new EmailAddress(text, verified, primary));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
