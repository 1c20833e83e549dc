package dev.accountlink.model;

import java.net.URI;
import java.util.Optional;

/**
 * The draft of a user to be registered for an identity nobody has. The host decides whether it may
 * be, and makes it without any usable password.
 *
 * @param username the wished user name: what the identity is called at its provider; empty where
 *     the provider has none
 * @param displayName the name people see
 * @param email the identity's address, when it counts by the provider's trust rule; or, with {@code
 *     verified} false, one that the person typed and that proves nothing: the host verifies it
 * @param picture where the provider shows a picture of the person, an {@code https} address that
 *     the host may offer to take over; not looked at here. Fetch it as you would any stranger's
 *     address
 * @param standing ACTIVE, or AWAITING_APPROVAL where staff must approve first
 */
public record NewUser(
    String username,
    String displayName,
    Optional<EmailAddress> email,
    Optional<URI> picture,
    Standing standing) {

  /** A draft without a picture. */
  public NewUser(
      String username, String displayName, Optional<EmailAddress> email, Standing standing) {
    this(username, displayName, email, Optional.empty(), standing);
  }

  /** Prints nothing of the person. */
  @Override
  public String toString() {
    return "NewUser[hidden]";
  }
}
