package dev.accountlink.model;

import java.time.Instant;
import java.util.Optional;

/**
 * A person's user at the host, as the host describes it at this moment.
 *
 * @param id the host's key
 * @param username the name the user signs in with here
 * @param displayName the name people see
 * @param standing whether the user may sign in
 * @param since when the user was made, where the host knows: a link older than its user belonged to
 *     somebody who had the same key before, and is refused
 */
public record HostUser(
    UserId id, String username, String displayName, Standing standing, Optional<Instant> since) {

  /** Prints key and standing only: names belong to people. */
  @Override
  public String toString() {
    return "HostUser[" + id.value() + ", " + standing + "]";
  }
}
