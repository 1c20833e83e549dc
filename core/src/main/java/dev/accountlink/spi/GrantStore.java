package dev.accountlink.spi;

import dev.accountlink.model.GrantId;
import dev.accountlink.model.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where grants are kept. Thread-safe; several nodes may share one store. It gets sealed texts and
 * hands them back as they were.
 *
 * <p>Users and identities are compared byte for byte, as in {@link LinkStore}. Extend {@code
 * GrantStoreContract} of the testkit to see whether an implementation holds. Methods throw whatever
 * their database throws.
 *
 * <p>A change always names the version it was made from, and of two at once one is told no. A
 * refresh takes a lease before it calls the provider, because two calls with one refresh token make
 * some providers take everything back. Leases go by the store's own clock, so nodes whose clocks
 * differ agree on who holds one.
 */
public interface GrantStore {

  /** A grant by its name. */
  Optional<SealedGrant> find(GrantId id);

  /** The grants of a user, in any order. */
  List<SealedGrant> findAll(UserId user);

  /**
   * Adds a grant. Whether its key is free is decided by the store in one step, as by a unique
   * constraint.
   *
   * @return false when there is a grant of that key, or of that name; nothing is changed then
   */
  boolean insert(SealedGrant first);

  /**
   * Puts a grant in the place of the version before it, whoever holds the lease, and ends the
   * lease. Everything but the name may be new, the user as well.
   *
   * @return false when the stored version is not the one before, the grant is gone, or another
   *     grant has the new key; nothing is changed then
   */
  boolean replace(SealedGrant next);

  /**
   * The same for the holder of the lease, after it has called the provider.
   *
   * @return false also when somebody else took the lease since. A lease that merely ran out does
   *     not matter
   */
  boolean replace(SealedGrant next, String holder);

  /**
   * Takes the lease of a grant if nobody holds it and the version is still this one. One atomic
   * step, such as an update with both in its condition.
   *
   * @param holder a text of at most 64 characters of visible ASCII that nobody else uses
   * @param term how long it is held, by the store's clock, unless it is given back
   */
  Lease lease(GrantId id, long version, String holder, Duration term);

  /** Gives a lease back, if this holder has it. Leaves the grant as it is, and a doubt about it. */
  void release(GrantId id, String holder);

  /**
   * Removes a grant, whatever its version and lease.
   *
   * @return as it was at that moment: its tokens have to be taken back
   */
  Optional<SealedGrant> remove(GrantId id);

  /**
   * Grants that another key than this sealed, in the order of their names, to be sealed anew.
   *
   * @param keyId the key; one above 255, which no grant has, means all grants
   * @param after the last name of the page before; empty for the first page
   * @param limit at least 1; a page with fewer is the last one
   * @throws IllegalArgumentException when the limit is less than 1
   */
  List<SealedGrant> notSealedBy(int keyId, Optional<GrantId> after, int limit);

  /** Keeps tokens that are to be taken back, or what has become of them, by their name. */
  void put(SealedRevocation revocation);

  /**
   * Takes what is due, the longest due first: each becomes due again at {@code until}, in the same
   * step, so that nobody else takes it before.
   *
   * @param now what is due by then
   * @param until until when whoever takes it has time
   * @param limit how many at most, at least 1
   * @throws IllegalArgumentException when the limit is less than 1
   */
  List<SealedRevocation> takeDue(Instant now, Instant until, int limit);

  /** Forgets tokens that were taken back, or given up. */
  void forgetRevocation(String id);

  /** What came of {@link #lease}. */
  sealed interface Lease {
    /**
     * It is held now.
     *
     * @param inDoubt whether an earlier holder let its lease run out and nothing was stored since:
     *     it may have called the provider. A doubt ends with the next replacement only
     */
    record Taken(boolean inDoubt) implements Lease {}

    /**
     * Somebody else holds it.
     *
     * @param left for how long, by the store's clock
     */
    record Held(Duration left) implements Lease {}

    /** The grant is gone or has another version. */
    record Changed() implements Lease {}
  }
}
