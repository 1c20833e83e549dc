package dev.accountlink.provider;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A provider did not do its part. The message is for the log and names no code, token, secret or
 * e-mail address; control characters in it are replaced, and a very long one is cut.
 */
public final class ProviderException extends Exception {
  private static final long serialVersionUID = 1L;

  // Left out of serialization, which Optional does not take part in.
  private final transient @Nullable Duration retryAfter;

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
    /** A name that stands for an address where the calls for this provider must not go. */
    ADDRESS_DENIED,
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
    this(code, message, Optional.empty());
  }

  /**
   * A failure that a wait may mend.
   *
   * @param retryAfter how long the provider asks to wait, where it says so
   */
  public ProviderException(Code code, String message, Optional<Duration> retryAfter) {
    super(line(message));
    this.code = code;
    this.retryAfter = retryAfter.orElse(null);
  }

  /** A failure with its cause, whose own message must be safe to log. */
  public ProviderException(Code code, String message, Throwable cause) {
    super(line(message), cause);
    this.code = code;
    this.retryAfter = null;
  }

  /** One line that ends: a message may quote an address or issuer that the provider chose. */
  private static String line(String message) {
    String clean = message.replaceAll("\\p{C}", "?");
    return clean.length() <= MAX_MESSAGE ? clean : clean.substring(0, MAX_MESSAGE) + "…";
  }

  /** How long the provider asks to be left alone, where it says so. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /** What went wrong. */
  public Code code() {
    return code;
  }
}
