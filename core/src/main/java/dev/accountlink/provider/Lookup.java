package dev.accountlink.provider;

/** Something to be fetched from a provider before a decision, and only when it needs it. */
public enum Lookup {
  /** Login, name and e-mail addresses, for somebody about to be registered. */
  DETAILS
}
