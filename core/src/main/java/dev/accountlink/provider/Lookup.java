package dev.accountlink.provider;

/** Something to be fetched from a provider before a decision, and only when it needs it. */
public enum Lookup {
  /** Something to call the identity by, for the page that names it before it is connected. */
  NAME,
  /** Login, name and e-mail addresses, for somebody about to be registered. */
  DETAILS
}
