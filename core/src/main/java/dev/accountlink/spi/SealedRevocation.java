package dev.accountlink.spi;

import java.time.Instant;

/**
 * Tokens that are still to be taken back at their provider, as they are stored.
 *
 * @param id its name: 22 characters of base64url, drawn at random
 * @param due when to try next, by the clock of the node
 * @param tries how often it was tried
 * @param sealed as in {@link SealedGrant}; opens for this id only
 */
public record SealedRevocation(String id, Instant due, int tries, String sealed) {

  /** Prints the name only. */
  @Override
  public String toString() {
    return "SealedRevocation[" + id + ", due " + due + "]";
  }
}
