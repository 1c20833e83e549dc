package dev.accountlink.flow;

import dev.accountlink.model.ProviderId;
import dev.accountlink.model.UserId;
import java.time.Instant;
import java.util.Optional;

/**
 * Something an administrator may want to know of: for audit, mail and metrics. Never holds a token,
 * a code, an e-mail address or an identity's subject.
 *
 * @param kind what happened
 * @param at when
 * @param flow the flow's id where there is one; not a secret
 * @param provider through which provider
 * @param user which user it concerns, where one is known
 * @param code the refusal's or failure's code
 */
public record Event(
    Kind kind,
    Instant at,
    Optional<String> flow,
    Optional<ProviderId> provider,
    Optional<UserId> user,
    Optional<String> code) {

  /** What happened. */
  public enum Kind {
    /** A browser was sent to a provider. */
    FLOW_BEGUN,
    /** A user was made for an identity. */
    USER_REGISTERED,
    /** A session was started. */
    SIGNED_IN,
    /** A link was made for a user who asked for it. */
    LINK_ADDED,
    /** A link was removed. */
    LINK_REMOVED,
    /** A rule said no. */
    REFUSED,
    /** A provider, the store or the host failed. */
    FAILED
  }
}
