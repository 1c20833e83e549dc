package dev.accountlink.flow;

/** Where in a flow something failed. Stands in log lines, events and on the failure page. */
public enum Stage {
  /** Making the address of the provider, discovery included. */
  BEGIN,
  /** The provider answered with an error instead of a code. */
  AUTHORIZATION,
  /** Exchanging the code. */
  TOKEN,
  /** Checking the ID token. */
  ID_TOKEN,
  /** Asking the provider who it is. */
  IDENTITY,
  /** The link store or the replay guard. */
  STORE,
  /** The host's users. */
  HOST_USERS,
  /** The host's sessions. */
  HOST_SESSIONS,
  /** Showing a page. */
  PAGE
}
