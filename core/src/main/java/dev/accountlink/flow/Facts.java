package dev.accountlink.flow;

import dev.accountlink.model.ExternalIdentity;
import dev.accountlink.model.HostUser;
import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.Link;
import dev.accountlink.model.NewUser;
import dev.accountlink.model.UserId;
import dev.accountlink.model.UserProblem;
import dev.accountlink.model.WayIn;
import dev.accountlink.provider.Gate;
import dev.accountlink.provider.ProviderRules;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** What a decision may look at: one record for each question, and in each only what it may see. */
public sealed interface Facts {

  /**
   * Facts of a sign-in or sign-up.
   *
   * @param identity who came back from the provider
   * @param rules the provider's rules as of now
   * @param signUp whether the person asked to sign up
   * @param owner the link of this identity and its user, if there is a link
   * @param signedIn who is signed in by now, where nobody was when the flow began: another tab of
   *     the same browser was faster
   * @param draft the user that could be registered; looked up only without a link
   * @param completed whether the person has filled in the page that asks for details
   * @param problems what the host has against the draft
   * @param closed the gate that the identity does not pass
   * @param objection the key of the host's own text that says why not
   * @param refused what the host or the store refused while the first decision was applied
   */
  record SignIn(
      ExternalIdentity identity,
      ProviderRules rules,
      boolean signUp,
      Optional<Owner> owner,
      Optional<UserId> signedIn,
      NewUser draft,
      boolean completed,
      Set<UserProblem> problems,
      Optional<Gate> closed,
      Optional<String> objection,
      Optional<ApplyProblem> refused)
      implements Facts {
    /** Copies the set. */
    public SignIn {
      problems = Set.copyOf(problems);
    }
  }

  /**
   * Facts of a connect.
   *
   * @param user the user who is signed in now and for whom the flow was begun
   * @param identity who came back from the provider
   * @param rules the provider's rules as of now
   * @param owner the link of this identity and its user, if there is a link
   * @param connectedHere how many identities of this provider the user has
   * @param recent whether the user has proven a short time before who is at the keyboard
   * @param confirmed whether the user has confirmed on the page that names both
   * @param closed the gate that the identity does not pass
   * @param objection the key of the host's own text that says why not
   * @param refused what the store refused while the first decision was applied
   */
  record Connect(
      HostUser user,
      ExternalIdentity identity,
      ProviderRules rules,
      Optional<Owner> owner,
      int connectedHere,
      boolean recent,
      boolean confirmed,
      Optional<Gate> closed,
      Optional<String> objection,
      Optional<ApplyProblem> refused)
      implements Facts {}

  /**
   * Facts of an administrator's connect. Nobody proved the identity: the administrator vouches.
   *
   * @param user the user who gets the link
   * @param owner the link of the identity and its user, if there is a link
   * @param refused what the store refused while the first decision was applied
   */
  record ConnectFor(HostUser user, Optional<Owner> owner, Optional<ApplyProblem> refused)
      implements Facts {}

  /**
   * Facts of a proof of who is at the keyboard.
   *
   * @param user the user who is signed in now and for whom the flow was begun
   * @param rules the provider's rules as of now
   * @param owner the link of the identity that came back and its user, if there is a link
   * @param begunAt when the flow began
   * @param askedAt when the provider says that it asked the person
   * @param now the time
   */
  record Reauthenticate(
      HostUser user,
      ProviderRules rules,
      Optional<Owner> owner,
      Instant begunAt,
      Optional<Instant> askedAt,
      Instant now)
      implements Facts {}

  /**
   * Facts of a rehearsal.
   *
   * @param administrator the user who is signed in now and for whom the flow was begun
   * @param mayAdminister whether the host says now that this user may administer
   * @param switchedOn whether signing in through this provider is switched on
   * @param signIn what a sign-in by somebody who is not signed in would be decided from, if it were
   *     switched on
   */
  record Rehearse(HostUser administrator, boolean mayAdminister, boolean switchedOn, SignIn signIn)
      implements Facts {}

  /**
   * Facts of a grant.
   *
   * @param user the user who is signed in now and for whom the flow was begun
   * @param rules the provider's rules as of now
   * @param owner the link of the identity that came back and its user, if there is a link
   * @param connected what the user's identities of this provider are called; empty when the user
   *     has none
   * @param tokenInTheWay whether a personal access token that can be used would be replaced
   */
  record Authorize(
      HostUser user,
      ProviderRules rules,
      Optional<Owner> owner,
      Optional<String> connected,
      boolean tokenInTheWay)
      implements Facts {
    /** Prints no names. */
    @Override
    public String toString() {
      return "Authorize["
          + user
          + ", "
          + owner
          + ", connected="
          + connected.isPresent()
          + ", tokenInTheWay="
          + tokenInTheWay
          + "]";
    }
  }

  /**
   * Facts of a personal access token.
   *
   * @param user the user who is signed in now and entered it
   * @param rules the provider's rules as of now
   * @param owner the link of the token's owner and its user, if there is a link
   * @param connected what the user's identities of this provider are called; empty when the user
   *     has none
   * @param missing the permissions that imports need and the token has not, in the kind's words;
   *     empty when nothing is missing, or nobody says it
   * @param grantInTheWay whether a grant by OAuth that can be used would be replaced
   * @param replacing whether the user has said that it may be
   */
  record EnterToken(
      HostUser user,
      ProviderRules rules,
      Optional<Owner> owner,
      Optional<String> connected,
      Optional<String> missing,
      boolean grantInTheWay,
      boolean replacing)
      implements Facts {
    /** Prints no names. */
    @Override
    public String toString() {
      return "EnterToken["
          + user
          + ", "
          + owner
          + ", connected="
          + connected.isPresent()
          + ", missing="
          + missing.isPresent()
          + ", grantInTheWay="
          + grantInTheWay
          + ", replacing="
          + replacing
          + "]";
    }
  }

  /**
   * Facts of a disconnect. It proves no identity, so there is none here.
   *
   * @param user the user who is signed in now
   * @param identity the identity to disconnect, if it is one of this user's
   * @param recent whether the user has proven a short time before who is at the keyboard
   * @param otherWaysIn how the user can sign in besides links
   * @param authoritiesForSignIn the authorities through which anybody can sign in today
   * @param refused what the store refused while the first decision was applied
   */
  record Disconnect(
      HostUser user,
      Optional<IdentityKey> identity,
      boolean recent,
      Set<WayIn> otherWaysIn,
      Set<String> authoritiesForSignIn,
      Optional<ApplyProblem> refused)
      implements Facts {
    /** Copies the sets. */
    public Disconnect {
      otherWaysIn = Set.copyOf(otherWaysIn);
      authoritiesForSignIn = Set.copyOf(authoritiesForSignIn);
    }
  }

  /**
   * A link and whom it belongs to.
   *
   * @param link the link
   * @param user its user as the host knows it now; empty when the user is gone
   */
  record Owner(Link link, Optional<HostUser> user) {
    /**
     * Whether the user is gone, or the link is older than its user, whose key must then have
     * belonged to somebody else.
     */
    public boolean isOutdated() {
      return user.isEmpty()
          || link.note()
              .filter(note -> Decider.wasMadeForAnother(note.linkedAt(), user.get()))
              .isPresent();
    }
  }

  /** What came in between while a decision was applied. Decided once more, once. */
  enum ApplyProblem {
    /** Somebody else has linked the identity meanwhile. */
    IDENTITY_TAKEN,
    /** The user has as many links as the store allows. */
    TOO_MANY_LINKS,
    /** Nothing would remain to sign in with. */
    LAST_WAY_IN,
    /** The link was gone already. */
    LINK_GONE
  }
}
