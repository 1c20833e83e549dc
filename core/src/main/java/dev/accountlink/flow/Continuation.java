package dev.accountlink.flow;

import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.ProviderId;
import dev.accountlink.model.ReturnTo;
import java.time.Instant;

/**
 * A step to be resumed: an identity was proven, and its user is asked to confirm before it is
 * connected. Sealed, never with a token and never with a decision: when it is resumed, facts are
 * gathered afresh and decided again.
 *
 * @param provider through which provider the identity came
 * @param identity who it is at the provider
 * @param label what the provider calls it, at most 120 characters
 * @param issuedAt when the step began, in whole seconds
 * @param binding browser, user and session it belongs to
 * @param returnTo where the browser goes at the end
 */
public record Continuation(
    ProviderId provider,
    IdentityKey identity,
    String label,
    Instant issuedAt,
    Binding binding,
    ReturnTo returnTo) {
  /** The longest label, in characters. */
  public static final int MAX_LABEL = 120;

  /** Cuts an over-long label, which is for display only. */
  public Continuation {
    label =
        label.codePointCount(0, label.length()) <= MAX_LABEL
            ? label
            : label.substring(0, label.offsetByCodePoints(0, MAX_LABEL));
  }

  /** Prints the provider only. */
  @Override
  public String toString() {
    return "Continuation[" + provider.value() + "]";
  }
}
