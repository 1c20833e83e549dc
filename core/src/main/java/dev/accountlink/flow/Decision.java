package dev.accountlink.flow;

import dev.accountlink.model.HostUser;
import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.Link;
import dev.accountlink.model.NewUser;
import dev.accountlink.model.UserId;
import dev.accountlink.model.UserProblem;
import dev.accountlink.model.WayIn;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What is to be done. What an intent may lead to is in its type: a sign-in that adds a link to an
 * existing user does not compile.
 */
public sealed interface Decision {
  /** What a sign-in may lead to. */
  sealed interface OnSignIn extends Decision {}

  /** What a connect may lead to. */
  sealed interface OnConnect extends Decision {}

  /** What a disconnect may lead to. */
  sealed interface OnDisconnect extends Decision {}

  /** What a proof of who is at the keyboard may lead to. */
  sealed interface OnReauthenticate extends Decision {}

  /** What an administrator's connect may lead to: it asks nobody and needs no page. */
  sealed interface OnConnectFor extends Decision {}

  /** What asking for a grant may lead to: no session, no link. */
  sealed interface OnAuthorize extends Decision {}

  /** What entering a personal access token may lead to: no session, no link either. */
  sealed interface OnEnterToken extends Decision {}

  /** What a rehearsal may lead to: nothing that is ever done. */
  sealed interface OnRehearse extends Decision {}

  /**
   * Start a session of the user to whom the identity belongs.
   *
   * @param user the user
   */
  record SignInAs(HostUser user) implements OnSignIn {}

  /**
   * Nothing to do: the user to whom the identity belongs was signed in by another tab meanwhile.
   *
   * @param user the user
   */
  record StaySignedIn(HostUser user) implements OnSignIn {}

  /**
   * Make a user with this identity as the first link, and start a session.
   *
   * @param draft the user to make
   */
  record Register(NewUser draft) implements OnSignIn {}

  /**
   * Show the page that asks for what a new user needs, with a free suggestion.
   *
   * @param draft what is known
   * @param problems what the host has against it
   */
  record AskDetails(NewUser draft, Set<UserProblem> problems) implements OnSignIn {}

  /**
   * End the sign-in and offer to sign in here in the normal way first, and to connect then. Names
   * nobody.
   */
  record OfferConnect() implements OnSignIn {}

  /**
   * Add the identity to the user.
   *
   * @param user the user who is signed in now, or whom an administrator named
   */
  record AddLink(UserId user) implements OnConnect, OnConnectFor {}

  /**
   * Nothing to do: the identity is connected to this user already.
   *
   * @param link the link
   */
  record KeepLink(Link link) implements OnConnect, OnConnectFor {}

  /** Show the page that names identity and user, and wait for the user's word. */
  record AskConfirmation() implements OnConnect {}

  /** Ask the user to prove first who is at the keyboard: the session may be a stolen one. */
  record AskReauthentication() implements OnConnect, OnDisconnect {}

  /**
   * It is the user indeed; good for the one operation it was asked for.
   *
   * @param user the user who is signed in
   */
  record AcceptReauthentication(UserId user) implements OnReauthenticate {}

  /**
   * Remove a link, if what remains is enough to sign in with.
   *
   * @param user the user
   * @param identity the identity
   * @param guard judges the links that would remain, inside the store's transaction
   */
  record RemoveLink(UserId user, IdentityKey identity, Guard guard) implements OnDisconnect {}

  /**
   * Keep the tokens.
   *
   * @param user who gave them
   */
  record StoreGrant(UserId user) implements OnAuthorize, OnEnterToken {}

  /**
   * Show what a sign-in would come to.
   *
   * @param now what would be decided
   * @param onceSwitchedOn what would be decided if signing in through this provider were switched
   *     on; empty where it is
   */
  record ShowRehearsal(OnSignIn now, Optional<OnSignIn> onceSwitchedOn) implements OnRehearse {}

  /**
   * Do nothing and say why.
   *
   * @param refusal the rule
   * @param detail the key of the host's own text where the host said no; what is required where a
   *     gate is closed
   */
  record Refuse(Refusal refusal, Optional<String> detail)
      implements OnSignIn,
          OnConnect,
          OnDisconnect,
          OnReauthenticate,
          OnConnectFor,
          OnAuthorize,
          OnEnterToken,
          OnRehearse {
    /** A rule that needs no more words. */
    public Refuse(Refusal refusal) {
      this(refusal, Optional.empty());
    }
  }

  /**
   * The last-way-in guard, a pure function that may run more than once: something must remain that
   * works today.
   *
   * @param otherWaysIn how the user can sign in besides links
   * @param authoritiesForSignIn the authorities through which anybody can sign in today
   * @param user the user, whose links older than itself do not count
   */
  record Guard(Set<WayIn> otherWaysIn, Set<String> authoritiesForSignIn, HostUser user)
      implements Predicate<List<Link>> {
    @Override
    public boolean test(List<Link> remaining) {
      return !otherWaysIn.isEmpty()
          || remaining.stream()
              .filter(link -> !new Facts.Owner(link, Optional.of(user)).isOutdated())
              .anyMatch(link -> authoritiesForSignIn.contains(link.identity().authority()));
    }
  }
}
