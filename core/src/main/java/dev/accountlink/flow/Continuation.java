package dev.accountlink.flow;

import dev.accountlink.model.EmailAddress;
import dev.accountlink.model.ExternalIdentity;
import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.ProviderId;
import dev.accountlink.model.ReturnTo;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * A step to be resumed: what was begun, and what is already proven. Sealed, never with a token and
 * never with a decision: when it is resumed, facts are gathered afresh and decided again.
 */
public sealed interface Continuation {
  /** When it began, whom it belongs to and where it ends. */
  Head head();

  /** The same, after the user has proven once more who is at the keyboard. */
  Continuation with(Head head);

  /**
   * What every step has.
   *
   * @param issuedAt when the step began, in whole seconds; kept when it is sealed once more
   * @param binding the browser it belongs to, and user and session where somebody is signed in
   * @param proven whether the user has just proven who is at the keyboard
   * @param returnTo where the browser goes at the end
   */
  record Head(Instant issuedAt, Binding binding, boolean proven, ReturnTo returnTo) {}

  /**
   * A connect that waits to be begun until its user has proven who is at the keyboard.
   *
   * @param head of the step
   * @param provider where to
   */
  record BeginConnect(Head head, ProviderId provider) implements Continuation {
    @Override
    public Continuation with(Head other) {
      return new BeginConnect(other, provider);
    }
  }

  /**
   * A disconnect that waits for the same.
   *
   * @param head of the step
   * @param linkId the link's name in addresses
   */
  record Disconnect(Head head, String linkId) implements Continuation {
    @Override
    public Continuation with(Head other) {
      return new Disconnect(other, linkId);
    }
  }

  /**
   * An identity was proven and waits for its user's word before it is connected; after a conflict
   * also for that user to sign in.
   *
   * @param head of the step; bound to no user after a conflict
   * @param proven the identity
   */
  record Connect(Head head, Proven proven) implements Continuation {
    @Override
    public Continuation with(Head other) {
      return new Connect(other, proven);
    }
  }

  /**
   * An identity was proven and waits for details of the user to be registered.
   *
   * @param head of the step; bound to no user
   * @param proven the identity
   * @param signUp whether the person asked to sign up
   */
  record Register(Head head, Proven proven, boolean signUp) implements Continuation {
    @Override
    public Continuation with(Head other) {
      return new Register(other, proven, signUp);
    }
  }

  /**
   * An identity that was proven in a flow, as far as a later step needs it.
   *
   * @param provider through which provider
   * @param identity who it is there
   * @param login what the provider calls it
   * @param displayName the person's name
   * @param email the address that counted by the provider's trust rule; others prove nothing, and
   *     nothing is decided by them
   * @param picture where the provider shows a picture of the person
   * @param gates a hash over the gates that stood open; when they change, the step begins again
   */
  record Proven(
      ProviderId provider,
      IdentityKey identity,
      Optional<String> login,
      Optional<String> displayName,
      Optional<String> email,
      Optional<URI> picture,
      long gates) {
    /** What a person would recognise it by. */
    public String label() {
      return toIdentity().label();
    }

    /** The identity as it was proven. */
    public ExternalIdentity toIdentity() {
      return new ExternalIdentity(
          identity,
          login,
          displayName,
          email.map(address -> new EmailAddress(address, true, true)).stream().toList(),
          picture);
    }

    /** Prints the provider only. */
    @Override
    public String toString() {
      return "Proven[" + provider.value() + "]";
    }
  }
}
