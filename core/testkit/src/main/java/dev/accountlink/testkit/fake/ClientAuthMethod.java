package dev.accountlink.testkit.fake;

/** How a client may show its secret at a token endpoint (RFC 6749 section 2.3.1). */
public enum ClientAuthMethod {
  /** HTTP Basic with form-encoded id and secret. */
  CLIENT_SECRET_BASIC("client_secret_basic"),
  /** {@code client_id} and {@code client_secret} in the form. */
  CLIENT_SECRET_POST("client_secret_post");

  private final String value;

  ClientAuthMethod(String value) {
    this.value = value;
  }

  /** The name in discovery metadata. */
  public String value() {
    return value;
  }
}
