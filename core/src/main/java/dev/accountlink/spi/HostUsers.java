package dev.accountlink.spi;

import dev.accountlink.model.ExternalIdentity;
import dev.accountlink.model.GitCredential;
import dev.accountlink.model.HostUser;
import dev.accountlink.model.LinkDraft;
import dev.accountlink.model.NewUser;
import dev.accountlink.model.ProviderId;
import dev.accountlink.model.UserId;
import dev.accountlink.model.UserProblem;
import dev.accountlink.model.WayIn;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The host's users. Thread-safe. An exception from any method ends the flow without a session.
 *
 * <p>No method finds a user by e-mail address or user name, on purpose: who somebody is comes from
 * a link and from nothing else.
 */
public interface HostUsers {

  /**
   * The user of a key that this host gave out, with today's standing; empty when there is none any
   * more. Never a user that only has the same name.
   */
  Optional<HostUser> find(UserId id);

  /**
   * What stands against making this user: problems, never people. Changes nothing. Compares names
   * in the host's own way (case, reserved names, names of removed users).
   */
  Set<UserProblem> check(NewUser draft);

  /**
   * Makes the user and its first link: both, or neither. The user has <em>no usable password</em>:
   * not an empty one, not "null", and not the marker that the host keeps in the password's place.
   *
   * <p>The user gets the draft's standing: one AWAITING_APPROVAL has no session until staff says
   * so.
   *
   * <p>A host that keeps users and links in two stores calls {@link #createThenLink}.
   */
  Creation createLinked(NewUser draft, LinkDraft first);

  /**
   * The ways, besides links, in which this user could sign in today. A password that was never set
   * is none. Unknown means none: the guard then keeps the last link.
   */
  Set<WayIn> otherWaysIn(UserId id);

  /**
   * What this user can push with. Empty makes the pages say that a password or token has to be set
   * before pushing.
   */
  default Set<GitCredential> gitCredentials(UserId id) {
    return Set.of(GitCredential.values());
  }

  /**
   * A gate of the host's own, asked before somebody signs in, registers or connects: the key of the
   * host's text that says why not, or empty when there is nothing against it.
   *
   * @param provider through which provider
   * @param identity who it is; of a returning user only what the provider tells unasked
   * @param user whose the identity is or would be; empty for somebody to be registered
   */
  default Optional<String> objection(
      ProviderId provider, ExternalIdentity identity, Optional<UserId> user) {
    return Optional.empty();
  }

  /**
   * Somebody signed in, registered or connected as this identity: for a host that keeps what it
   * uses of it, such as {@link dev.accountlink.model.CommitIdentity#of addresses for commits}. It
   * finds nobody and decides nothing. A failure is reported, and keeps nobody out.
   *
   * @param user whose the identity is
   * @param provider through which provider
   * @param identity with the addresses that count by the provider's rule: of whoever registers all,
   *     or after a page in between the main one; of whoever connects or returns those that the
   *     provider tells unasked
   */
  default void identified(UserId user, ProviderId provider, ExternalIdentity identity) {}

  /** What came of {@link #createLinked}. */
  sealed interface Creation {
    /**
     * User and link are there.
     *
     * @param user as the host made it, its standing included
     */
    record Created(HostUser user) implements Creation {}

    /**
     * The draft will not do; nothing was made.
     *
     * @param problems at least one
     */
    record Rejected(Set<UserProblem> problems) implements Creation {
      /** Copies the set. */
      public Rejected {
        problems = Set.copyOf(problems);
      }
    }

    /** The identity has a link already; nothing was made. */
    record IdentityTaken() implements Creation {}

    /**
     * The host does not want this user; nothing was made.
     *
     * @param messageKey the host's own text for people
     */
    record RefusedByHost(String messageKey) implements Creation {}
  }

  /**
   * For users and links in two stores: the user first, the link second, and the user undone when
   * the link cannot be made. Never the other way round, or a link could point at nobody.
   *
   * @param create makes the user without a password
   * @param undo removes the user just made
   */
  static Creation createThenLink(
      NewUser draft,
      LinkDraft first,
      LinkStore links,
      Function<NewUser, Creation> create,
      Consumer<UserId> undo) {
    Creation creation = create.apply(draft);
    if (!(creation instanceof Creation.Created created)) {
      return creation;
    }
    UserId id = created.user().id();
    boolean linked = false;
    try {
      linked = links.insert(first.to(id)) instanceof LinkStore.Insertion.Inserted;
    } finally {
      if (!linked) {
        takeBack(id, first, links, undo);
      }
    }
    return linked ? creation : new Creation.IdentityTaken();
  }

  /** The link too: an insertion may have failed only after it was done, at the acknowledgement. */
  private static void takeBack(UserId id, LinkDraft first, LinkStore links, Consumer<UserId> undo) {
    try {
      links.remove(id, first.identity(), remaining -> true);
    } finally {
      undo.accept(id);
    }
  }
}
