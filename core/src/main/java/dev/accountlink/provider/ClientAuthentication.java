package dev.accountlink.provider;

/** How a client shows its secret at the token endpoint (RFC 6749 section 2.3.1). */
public enum ClientAuthentication {
  /** In the Authorization header, form-encoded first. */
  BASIC,
  /** In the form. */
  POST,
  /**
   * What the provider's metadata offers, Basic before form (OpenID Connect Discovery section 3).
   */
  DISCOVERED
}
