package dev.accountlink.examples.tinyforge;

import java.time.Instant;
import java.util.Optional;

/**
 * A user of the forge. The password hash is not in here, so that no page can show it.
 *
 * @param id random, never re-used, never shown
 * @param username as the user wrote it; no two users have names that differ only in case
 * @param emailVerified whether somebody we trust vouched for the address
 * @param hasPassword false for users who came through a provider and have not set one yet
 * @param staff whether this user approves and disables others
 * @param sessionGeneration sessions of an older generation are over
 * @param keptSession the key of the one session that is not, if one was kept
 */
record ForgeUser(
    String id,
    String username,
    String displayName,
    Optional<String> email,
    boolean emailVerified,
    boolean hasPassword,
    UserStatus status,
    boolean staff,
    int sessionGeneration,
    Optional<String> keptSession,
    Instant createdAt) {

  boolean isActive() {
    return status == UserStatus.ACTIVE;
  }
}
