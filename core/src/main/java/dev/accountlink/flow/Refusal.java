package dev.accountlink.flow;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A rule that said no. Each has a code, which is a heading of {@code docs/refusals.md}, the HTTP
 * status of its page, and the key of its text.
 */
public enum Refusal {
  /** The identity belongs to nobody here, and nobody may or can be registered for it. */
  NOT_CONNECTED(422),
  /** The identity belongs to another user, who is not named. */
  IDENTITY_TAKEN(422),
  /** The user has as many links as the store allows. */
  TOO_MANY_LINKS(422),
  /** Without this link the user could not sign in any more. */
  LAST_WAY_IN(422),
  /** The current user has no such link. */
  LINK_NOT_FOUND(404),
  /** The identity's user is gone, or is another one who came to have the same key. */
  LINK_OUTDATED(403),
  /** The identity that came back is not the one that the user has connected. */
  OTHER_THAN_CONNECTED(422),
  /** The current user has no such grant. */
  GRANT_NOT_FOUND(404),
  /** Personal access tokens of this provider are switched off, or it has none. */
  PERSONAL_TOKENS_OFF(403),
  /** The user has connected no identity of the provider that a token could be compared with. */
  CONNECT_FIRST(422),
  /** The provider does not take the token: mistyped, run out, or ended there. */
  TOKEN_NOT_TAKEN(422),
  /** The token is of another identity than those that the user has connected. */
  TOKEN_OF_ANOTHER(422),
  /** The token may not do what imports need. */
  TOKEN_LACKS_PERMISSION(422),
  /** A grant would be replaced by a token, and the user has not said so. */
  GRANT_IN_THE_WAY(422),
  /** A personal access token would be replaced by a grant: the user has to end it first. */
  TOKEN_IN_THE_WAY(422),
  /** Signing in through this provider is switched off. */
  SIGN_IN_OFF(403),
  /** Importing through this provider is switched off. */
  IMPORT_OFF(403),
  /** The host's staff blocked the user. */
  USER_DISABLED(403),
  /** The host's staff has not approved the user yet. */
  AWAITING_APPROVAL(403),
  /** The user is a group or a service. */
  NOT_A_PERSON(403),
  /** The identity has no proven e-mail address of a domain that this provider's rules ask for. */
  EMAIL_DOMAIN_REQUIRED(403),
  /** The provider does not say of the identity what this provider's rules ask for. */
  CLAIM_REQUIRED(403),
  /** The identity is not a member of what this provider's rules ask for. */
  MEMBERSHIP_REQUIRED(403),
  /** The user must prove who is at the keyboard, and there is no way to do it here. */
  SIGN_IN_AGAIN(403),
  /** The identity that came back to prove who is at the keyboard is not one of this user's. */
  OTHER_IDENTITY(403),
  /** A link of less than a day proves nothing: whoever has the session may have made it. */
  LINK_TOO_NEW(403),
  /** The provider did not ask the person again, or does not say so. */
  NOT_ASKED_AGAIN(403),
  /** The password is not this user's. */
  WRONG_PASSWORD(403),
  /** The host takes no more tries for a while. */
  TOO_MANY_TRIES(429),
  /** The host itself said no. */
  REFUSED_BY_HOST(403),
  /** Nobody is signed in, and this needs somebody. */
  SIGN_IN_FIRST(403),
  /** Only administrators of the host can do this. */
  ADMINISTRATORS_ONLY(403),
  /** Who is signed in has changed since the flow or step began. */
  SIGNED_IN_MEANWHILE(403),
  /** The person pressed Cancel at the provider. */
  CANCELLED(403),
  /** The request did not come from a page of this site. */
  FORGED_REQUEST(403),
  /** The flow or step was begun in another browser, or cookies are blocked. */
  OTHER_BROWSER(400),
  /** The flow or step is older than it may be. */
  EXPIRED(400),
  /** The flow or step was finished before. */
  ALREADY_USED(400),
  /**
   * The flow cannot be read here: keys or provider settings changed, or the address was altered.
   */
  START_AGAIN(400),
  /** The answer did not come from the provider the flow was sent to. */
  WRONG_ISSUER(400),
  /** The answer lacks the mark of its sender that this provider promises. */
  ISSUER_MISSING(400),
  /** The answer is incomplete, doubled, too long, or brings what does not belong there. */
  MALFORMED_ANSWER(400),
  /** The request is incomplete, doubled, too long or broken. */
  BAD_REQUEST(400),
  /** No provider has this name. */
  UNKNOWN_PROVIDER(404),
  /** There is no such page. */
  NOT_FOUND(404),
  /** The page is used with another method. */
  WRONG_METHOD(405),
  /** The request was made under another address than the configured one. */
  WRONG_HOST(421);

  private final int status;

  Refusal(int status) {
    this.status = status;
  }

  /** The HTTP status of its page. */
  public int status() {
    return status;
  }

  /** The code for pages, log lines, events and documentation: {@code NotConnected}. */
  public String code() {
    return Arrays.stream(name().split("_"))
        .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining());
  }

  /** The key of its text in the message bundle: {@code refusal.NotConnected}. */
  public String messageKey() {
    return "refusal." + code();
  }

  /** The refusal of that code. */
  public static Optional<Refusal> ofCode(String code) {
    return Arrays.stream(values()).filter(refusal -> refusal.code().equals(code)).findFirst();
  }
}
