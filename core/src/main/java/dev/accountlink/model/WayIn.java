package dev.accountlink.model;

/** A way, besides links, in which a user can sign in today. */
public enum WayIn {
  /** A password kept by the host, set and usable. */
  LOCAL_PASSWORD,
  /** A password kept in a directory such as LDAP. */
  DIRECTORY_PASSWORD,
  /** A passkey or security key. */
  PASSKEY,
  /** A header set by a trusted proxy. */
  HEADER_SSO
}
