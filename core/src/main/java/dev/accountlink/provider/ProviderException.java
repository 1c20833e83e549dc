package dev.accountlink.provider;

/**
 * A provider did not do its part. The message is for the log and names no code, token, secret or
 * e-mail address; control characters in it are replaced, and a very long one is cut.
 */
public final class ProviderException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What went wrong, the same for all kinds. */
  public enum Code {
    /** No connection, no answer in time, or a status of 5xx or 429. */
    PROVIDER_DOWN,
    /** A body that is not the JSON expected: often a page of HTML. */
    NOT_JSON,
    /** An answer larger or deeper than any honest one. */
    TOO_LARGE,
    /** A redirect where an answer belongs. It is never followed. */
    REDIRECTED,
    /** The provider does not accept the code: used, expired, or of another client. */
    INVALID_GRANT,
    /** The provider does not accept the client id or secret. */
    INVALID_CLIENT,
    /** The callback address is not the registered one. */
    REDIRECT_MISMATCH,
    /** Another refusal of the token endpoint. */
    TOKEN_REFUSED,
    /** The metadata is for another issuer, incomplete, or not https. */
    METADATA_INVALID,
    /** The ID token is not one for us, now, from this issuer. */
    ID_TOKEN_INVALID,
    /** The ID token fails only because of its times: compare the clocks. */
    CLOCK,
    /** The provider says nothing that could be a person's immutable key, or names no person. */
    NOT_A_PERSON,
    /** The provider speaks of another person than it did before. */
    OTHER_PERSON,
    /** The access token was refused by the provider's own API. */
    API_REFUSED
  }

  private static final int MAX_MESSAGE = 500;

  private final Code code;

  /** A failure with a message for the log. */
  public ProviderException(Code code, String message) {
    super(line(message));
    this.code = code;
  }

  /** A failure with its cause, whose own message must be safe to log. */
  public ProviderException(Code code, String message, Throwable cause) {
    super(line(message), cause);
    this.code = code;
  }

  /** One line that ends: a message may quote an address or issuer that the provider chose. */
  private static String line(String message) {
    String clean = message.replaceAll("\\p{C}", "?");
    return clean.length() <= MAX_MESSAGE ? clean : clean.substring(0, MAX_MESSAGE) + "…";
  }

  /** What went wrong. */
  public Code code() {
    return code;
  }
}
