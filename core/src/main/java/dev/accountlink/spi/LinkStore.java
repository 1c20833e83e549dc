package dev.accountlink.spi;

import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.Link;
import dev.accountlink.model.LinkDraft;
import dev.accountlink.model.UserId;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Where links are kept. Thread-safe; several nodes may share one store.
 *
 * <p>Identity and user are compared byte for byte: a collation that folds case, drops trailing
 * spaces or composes characters hands one person's user to another. Over-long keys are refused,
 * never cut. Extend {@code LinkStoreContract} of the testkit to see whether an implementation
 * holds.
 *
 * <p>There is no way to find a link or a user by e-mail address or name, on purpose. Methods throw
 * whatever their database throws; the flow then fails without a session.
 */
public interface LinkStore {

  /** The link of an identity. The key comes from a provider's validated answer. */
  Optional<Link> find(IdentityKey identity);

  /** The links of a user, oldest first where the store knows. */
  List<Link> findAll(UserId user);

  /**
   * The users who have links, each once, in one fixed order, a page at a time: for an
   * administrator's questions over all users. Users who come, go or get another key meanwhile may
   * or may not be seen; all others are, exactly once.
   *
   * @param after the last user of the page before, who need not have links any more; empty for the
   *     first page
   * @param limit how many users a page has at most, at least 1. A page with fewer is the last one.
   * @throws IllegalArgumentException when the limit is less than 1
   */
  List<UserId> users(Optional<UserId> after, int limit);

  /**
   * Adds a link. Whether the identity is free is decided by the store itself in one step, such as a
   * unique constraint: never read first and write then.
   *
   * <p>Only the label of the note may be cut to what the store can hold: it is for people to read.
   *
   * @return {@link Insertion.Inserted}; {@link Insertion.Occupied} when the identity has a link,
   *     this user's own included, which stays as it is; {@link Insertion.TooMany} when the identity
   *     is free and the user may have no more
   */
  Insertion insert(Link link);

  /**
   * Removes a link of a user if what remains passes the guard. Reading the user's links, asking the
   * guard and removing happen under a lock on all links of the user: of two removals at once, the
   * second sees what the first left. When the guard throws, so does this method, and nothing is
   * removed.
   *
   * @param mayRemain judges the links that would remain, which it cannot change; pure, may be asked
   *     more than once, and never calls the store
   */
  Removal remove(UserId user, IdentityKey identity, Predicate<List<Link>> mayRemain);

  /**
   * Asks the action with the user's links, oldest first, under the same lock as {@link #remove}:
   * for changes of the user's other ways in, which must not meet with the removal of a link. No
   * link of the user is removed until the action has ended. A user without links is asked about as
   * well.
   *
   * <p>The action may change things in the host, so it is begun at most once: a store that tries
   * again after losing to others does so only before. When the action throws, so does this method,
   * with the same exception. A store may also throw after the action has ended, when it cannot say
   * whether the lock held until then; what the action did is done nevertheless.
   *
   * @param action what to do; it cannot change the list, and must not call the store: it would wait
   *     for itself
   * @return what the action answered
   */
  boolean locked(UserId user, Predicate<List<Link>> action);

  /**
   * Removes all links of a user who is no more, without a guard.
   *
   * @return how many there were
   */
  int removeAll(UserId user);

  /**
   * Gives the links of a user to the same user under a new key. The new key must have none: links
   * of a former owner of that key have to be removed first. A user without links, or the same key
   * twice, changes nothing.
   *
   * @throws IllegalStateException when the new key has links; nothing is changed then
   */
  void rename(UserId from, UserId to);

  /**
   * Notes label and time of the latest sign-in, where the store keeps them. Best effort: an
   * identity without a link is ignored, and so is a link without a note. User, identity and the
   * time of linking never change: a link older than its user gives away that a name was used again.
   */
  default void seen(LinkDraft now) {}

  /**
   * Whether a link of another identity of the same authority bears this label: a login that was
   * given up and taken by somebody else. Only to raise an alarm; it never decides anything, and
   * whose the link is stays unsaid on purpose.
   *
   * <p>Labels are compared exactly, as the store keeps them: over-long ones may be cut. An empty
   * label is nobody's. A store that keeps no labels, or cannot look them up by an index, answers
   * false.
   */
  default boolean isLabelOfAnother(IdentityKey identity, String label) {
    return false;
  }

  /** What came of {@link #insert}. */
  sealed interface Insertion {
    /** The link is there now. */
    record Inserted() implements Insertion {}

    /**
     * The identity has a link.
     *
     * @param by whose
     */
    record Occupied(UserId by) implements Insertion {}

    /** The user may have no more links. */
    record TooMany() implements Insertion {}
  }

  /** What came of {@link #remove}. */
  sealed interface Removal {
    /**
     * The link is gone.
     *
     * @param link as it was
     */
    record Removed(Link link) implements Removal {}

    /** The guard said no, and the link stays. */
    record Kept() implements Removal {}

    /** This user has no such link. */
    record NotThere() implements Removal {}
  }
}
