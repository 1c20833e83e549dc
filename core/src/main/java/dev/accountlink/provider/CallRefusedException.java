package dev.accountlink.provider;

import java.time.Duration;
import java.util.Optional;

/** A provider's API answered and said no, for a reason that somebody can do something about. */
public final class CallRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Why it said no. */
  public enum Reason {
    /** Too many calls: the same one is good after {@link #waitFor}. */
    RATE_LIMIT,
    /** The access token has run out, or somebody has taken it back. */
    TOKEN,
    /**
     * The token is good, but not for this: a permission was not granted, or the person has none.
     */
    PERMISSION
  }

  private final Reason reason;

  /** Kept apart, as a refusal without a wait has none. */
  private final Duration waitFor;

  private final transient Optional<SignOnDemand> demand;

  private CallRefusedException(Reason reason, Duration waitFor, Optional<SignOnDemand> demand) {
    super("A provider's API refused a call: " + reason);
    this.reason = reason;
    this.waitFor = waitFor;
    this.demand = demand;
  }

  /** A refusal because of too many calls. */
  public static CallRefusedException rateLimit(Duration waitFor) {
    return new CallRefusedException(Reason.RATE_LIMIT, waitFor, Optional.empty());
  }

  /** A refusal of the token. */
  public static CallRefusedException token() {
    return new CallRefusedException(Reason.TOKEN, Duration.ZERO, Optional.empty());
  }

  /** A refusal for want of a permission. */
  public static CallRefusedException permission() {
    return new CallRefusedException(Reason.PERMISSION, Duration.ZERO, Optional.empty());
  }

  /** A refusal for want of a permission that an organisation gives once its person signs on. */
  public static CallRefusedException signOn(SignOnDemand demand) {
    return new CallRefusedException(Reason.PERMISSION, Duration.ZERO, Optional.of(demand));
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }

  /** What an organisation wants first, where that is why a permission is missing. */
  public Optional<SignOnDemand> demand() {
    return demand;
  }

  /** How long to wait; zero where waiting does not help. */
  public Duration waitFor() {
    return waitFor;
  }
}
