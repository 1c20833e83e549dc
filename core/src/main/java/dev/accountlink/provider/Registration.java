package dev.accountlink.provider;

/** What happens when somebody nobody here knows signs in through a provider. */
public enum Registration {
  /** Nobody is registered. The visitor is told how to connect. */
  OFF,
  /** A user is made and signed in at once. */
  ON
}
