package dev.accountlink.model;

import java.time.Instant;
import java.util.Optional;

/**
 * What may be remembered of a link for people to read. Stores with three columns keep none of it.
 *
 * @param label what the identity is called at its provider; a label, never a key
 * @param linkedAt when the link was made
 * @param lastSeenAt when the identity last signed in
 */
public record LinkNote(String label, Instant linkedAt, Optional<Instant> lastSeenAt) {

  /** Prints the times, not the label. */
  @Override
  public String toString() {
    return "LinkNote[" + linkedAt + ", " + lastSeenAt + "]";
  }
}
