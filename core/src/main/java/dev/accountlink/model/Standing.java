package dev.accountlink.model;

/**
 * What the host says of a user, asked after the identity is known and before any session exists.
 *
 * <p>Only the host changes it: no sign-in through a provider ever revives anybody.
 */
public enum Standing {
  /** May sign in. */
  ACTIVE,
  /** Blocked by the host's staff. */
  DISABLED,
  /** Registered, and staff has not approved yet. */
  AWAITING_APPROVAL,
  /** A group, a service or a bot: nobody signs in as it. */
  NOT_A_PERSON
}
