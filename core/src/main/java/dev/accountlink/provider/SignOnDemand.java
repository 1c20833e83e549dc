package dev.accountlink.provider;

import java.net.URI;
import java.util.Optional;

/**
 * An organisation lets a token in only after its person has signed on there and authorised it, as
 * one does that has its people sign on with SAML.
 *
 * @param page where, at the provider's own address; empty where the provider does not say, or names
 *     another address
 */
public record SignOnDemand(Optional<URI> page) {
  /** Prints whether there is a page: what it is asked with belongs to one person. */
  @Override
  public String toString() {
    return "SignOnDemand[" + (page.isPresent() ? "with" : "without") + " a page]";
  }
}
