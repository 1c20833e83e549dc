package dev.accountlink.web;

import dev.accountlink.flow.Refusal;
import java.util.List;
import java.util.Optional;

/** What an administrator is shown who tried a provider in a browser. */
public sealed interface RehearsalPage extends Page {
  /**
   * Shows an administrator what a sign-in through a provider would come to. Nothing of it was done.
   *
   * @param provider which
   * @param seen what was seen
   * @param again a button that tries once more
   * @param back where it was begun, a path on this origin
   */
  record Rehearsed(ProviderView provider, Rehearsal seen, Button again, String back)
      implements RehearsalPage {
    /** Prints the provider only: what was seen belongs to a person. */
    @Override
    public String toString() {
      return "Rehearsed[" + provider.id() + "]";
    }
  }

  /**
   * What a rehearsal saw. Holds what belongs to a person, and is for the administrator only who
   * began it.
   *
   * @param authority who vouches
   * @param subject the immutable key of the person there
   * @param login what the provider calls the person
   * @param displayName the person's name
   * @param emails the addresses, the main one first
   * @param asked the scopes that were asked
   * @param granted the scopes that were granted; empty where the provider does not say
   * @param missing the scopes that were asked and are not covered by what was granted; none where
   *     the provider does not say
   * @param memberships what the identity is a member of; present where a gate asks for it
   * @param now what a sign-in would come to
   * @param onceSwitchedOn what it would come to if sign-in were switched on; empty where it is
   */
  record Rehearsal(
      String authority,
      String subject,
      Optional<String> login,
      Optional<String> displayName,
      Some<SeenEmail> emails,
      Some<String> asked,
      Optional<Some<String>> granted,
      Some<String> missing,
      Optional<Some<String>> memberships,
      Prospect now,
      Optional<Prospect> onceSwitchedOn) {
    /** Prints nothing of the person. */
    @Override
    public String toString() {
      return "Rehearsal[hidden]";
    }
  }

  /**
   * The first of several: what is shown travels in an address.
   *
   * @param shown the first ones
   * @param more how many there are besides
   * @param <T> what they are
   */
  record Some<T>(List<T> shown, int more) {
    /** Copies the list. */
    public Some {
      shown = List.copyOf(shown);
    }

    /** Prints how many: they belong to a person. */
    @Override
    public String toString() {
      return "Some[" + shown.size() + " and " + more + " more]";
    }
  }

  /**
   * An e-mail address that the provider told.
   *
   * @param address the address
   * @param verified whether the provider says that it is verified
   * @param trusted whether it counts by this provider's rule
   */
  record SeenEmail(String address, boolean verified, boolean trusted) {
    /** Prints the flags, never the address. */
    @Override
    public String toString() {
      return "SeenEmail[hidden, verified=" + verified + ", trusted=" + trusted + "]";
    }
  }

  /**
   * What a sign-in would come to.
   *
   * @param kind which it is
   * @param username the user who would be signed in, or registered
   * @param refusal which rule would say no
   * @param detail the key of the host's own text where it is the host that would say no; what is
   *     required where a gate is closed
   */
  record Prospect(
      Kind kind, Optional<String> username, Optional<Refusal> refusal, Optional<String> detail) {
    /** What a sign-in can come to. */
    public enum Kind {
      /** The user would be signed in. */
      SIGN_IN,
      /** A user would be registered and signed in. */
      REGISTER,
      /** A user would be registered and wait for approval. */
      REGISTER_AND_WAIT,
      /** A page would ask for what is missing. */
      ASK_DETAILS,
      /** A page would offer to sign in here first and to connect then. */
      OFFER_CONNECT,
      /** A rule would say no. */
      REFUSE
    }

    /** Prints which: names belong to people. */
    @Override
    public String toString() {
      return "Prospect[" + kind + ", " + refusal + "]";
    }
  }
}
