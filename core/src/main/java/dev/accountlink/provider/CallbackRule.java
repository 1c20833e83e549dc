package dev.accountlink.provider;

/** How a provider compares the callback address of a flow with the registered one. */
public enum CallbackRule {
  /** Only the registered address itself. */
  EXACT,
  /**
   * Everything that begins with the registered address. Register the full callback address, or
   * codes can leak to other pages of the site (covert redirect).
   */
  PREFIX,
  /**
   * Everything below the registered address, on its sub-domains too. Register the full callback
   * address, or codes can leak to other pages of the site (covert redirect).
   */
  PREFIX_AND_SUBDOMAIN
}
