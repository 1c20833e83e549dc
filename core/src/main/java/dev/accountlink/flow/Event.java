package dev.accountlink.flow;

import dev.accountlink.model.ProviderId;
import dev.accountlink.model.UserId;
import java.time.Instant;
import java.util.Optional;

/**
 * Something an administrator may want to know of: for audit, mail and metrics. Never holds a token,
 * a code, an identity's subject or, but for a label that is one, an e-mail address. Prints no
 * label: that is for the person whom it belongs to.
 *
 * @param kind what happened
 * @param at when
 * @param flow the flow's id where there is one; not a secret
 * @param provider through which provider
 * @param user which user it concerns, where one is known
 * @param actor who did it, where that was not the user: an administrator
 * @param code the refusal's or failure's code
 * @param label what the identity of a link is called, where a link was added or removed and the
 *     store keeps labels: for a mail to its user. Raw text that must be escaped
 */
public record Event(
    Kind kind,
    Instant at,
    Optional<String> flow,
    Optional<ProviderId> provider,
    Optional<UserId> user,
    Optional<UserId> actor,
    Optional<String> code,
    Optional<String> label) {

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
    /** All links of a user were removed, because the user is gone or asked for it. */
    LINKS_REMOVED,
    /** A user's key changed, and the links went along. */
    USER_RENAMED,
    /** The host disabled a user. */
    USER_DISABLED,
    /** A user's password was set or changed at the host. */
    PASSWORD_SET,
    /** A user proved once more who is at the keyboard. */
    REAUTHENTICATED,
    /** An administrator saw what a sign-in would come to; nothing was changed. */
    REHEARSED,
    /** The other sessions of a user should have ended, and the host cannot do that. */
    SESSIONS_NOT_ENDED,
    /**
     * An identity nobody has bears a login that another identity of the same provider bore before:
     * the login may have a new owner. It matched nobody.
     */
    RECYCLED_LOGIN,
    /** A user gave a grant, or gave it once more. */
    GRANT_ADDED,
    /** A grant was ended here. */
    GRANT_REMOVED,
    /** The provider has ended a grant: the user has to give it once more. Told once. */
    RECONNECT_NEEDED,
    /** A personal access token will run out soon: the user has to enter a new one. Told once. */
    TOKEN_RUNS_OUT,
    /** Tokens could not be taken back at the provider, and it is not tried any more. */
    REVOCATION_GIVEN_UP,
    /** A rule said no. */
    REFUSED,
    /** A provider, the store or the host failed. */
    FAILED
  }

  /** Prints everything but the label. */
  @Override
  public String toString() {
    return "Event[%s at %s, flow=%s, provider=%s, user=%s, actor=%s, code=%s]"
        .formatted(
            kind,
            at,
            flow.orElse("-"),
            provider.map(ProviderId::value).orElse("-"),
            user.map(UserId::value).orElse("-"),
            actor.map(UserId::value).orElse("-"),
            code.orElse("-"));
  }
}
