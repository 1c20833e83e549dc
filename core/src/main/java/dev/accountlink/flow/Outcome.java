package dev.accountlink.flow;

import dev.accountlink.model.ExternalIdentity;
import dev.accountlink.model.HostUser;
import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.Link;
import dev.accountlink.model.NewUser;
import dev.accountlink.model.UserId;
import dev.accountlink.model.UserProblem;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/** What did happen: the last value of a flow. */
public sealed interface Outcome {

  /** It is done. */
  sealed interface Done extends Outcome {}

  /** The person must do something first. */
  sealed interface Next extends Outcome {}

  /**
   * A session of the user was started.
   *
   * @param user who is signed in
   * @param registered whether the user was made just now
   * @param verifyOnNextRequest whether the host can only tell in the next request that it worked
   */
  record SignedIn(HostUser user, boolean registered, boolean verifyOnNextRequest) implements Done {}

  /**
   * The user has been signed in since the flow began, by another tab; the session is left alone.
   *
   * @param user who is signed in
   */
  record StayedSignedIn(HostUser user) implements Done {}

  /**
   * The identity is connected to the user who asked.
   *
   * @param link the link
   * @param already whether it was before
   */
  record Connected(Link link, boolean already) implements Done {}

  /**
   * The link is gone.
   *
   * @param identity whose
   */
  record Disconnected(IdentityKey identity) implements Done {}

  /**
   * The user has proven once more who is at the keyboard.
   *
   * @param user the user
   */
  record Reauthenticated(UserId user) implements Done {}

  /**
   * The tokens are kept.
   *
   * @param identity as whom they act at the provider
   */
  record Granted(IdentityKey identity) implements Done {}

  /**
   * It was seen what a sign-in would come to, and nothing of it was done.
   *
   * @param identity who came back from the provider
   * @param now what would be decided
   * @param onceSwitchedOn what would be decided if signing in through this provider were switched
   *     on; empty where it is
   */
  record Rehearsed(
      ExternalIdentity identity, Decision.OnSignIn now, Optional<Decision.OnSignIn> onceSwitchedOn)
      implements Done {}

  /**
   * A page asks for what a new user needs.
   *
   * @param draft what is known
   * @param problems what the host has against it
   */
  record NeedsDetails(NewUser draft, Set<UserProblem> problems) implements Next {
    /** Copies the set. */
    public NeedsDetails {
      problems = Set.copyOf(problems);
    }
  }

  /** A page offers to sign in here in the normal way first, and to connect the identity then. */
  record NeedsSignIn() implements Next {}

  /** A page asks the user to prove first who is at the keyboard. */
  record NeedsReauthentication() implements Next {}

  /** A page names identity and user and waits for the user's word. */
  record NeedsConfirmation() implements Next {}

  /**
   * The host goes on at a page of its own: a second factor, terms of use. There is no session yet.
   *
   * @param address where
   */
  record ContinuesAtHost(URI address) implements Next {
    /** Prints nothing: the address may hold a ticket of the host. */
    @Override
    public String toString() {
      return "ContinuesAtHost[hidden]";
    }
  }

  /**
   * A rule said no.
   *
   * @param refusal which
   * @param detail the key of the host's own text where it was the host that said no; what is
   *     required where a gate is closed
   */
  record Refused(Refusal refusal, Optional<String> detail) implements Outcome {
    /** A rule of ours. */
    public Refused(Refusal refusal) {
      this(refusal, Optional.empty());
    }
  }

  /**
   * A provider, the store or the host's own code failed. There is no session.
   *
   * @param stage where
   * @param code what, from a closed list: a provider failure's code, or {@code Store}, {@code Host}
   * @param reference what the page shows and the log line carries
   */
  record Failed(Stage stage, String code, String reference) implements Outcome {}
}
