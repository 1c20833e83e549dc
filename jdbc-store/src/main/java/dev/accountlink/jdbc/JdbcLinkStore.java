package dev.accountlink.jdbc;

import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.Link;
import dev.accountlink.model.LinkDraft;
import dev.accountlink.model.UserId;
import dev.accountlink.spi.LinkStore;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Links in the table {@code accountlink_link} of the host's database, which {@link Schema} makes.
 * Thread-safe; any number of nodes may share the table. Connections are the host's and are held for
 * one call, one at a time.
 *
 * <p>A host that writes users through the same {@link Jdbi} makes user and first link in one
 * transaction by calling {@link #insert} inside {@code jdbi.inTransaction}: it takes part in it.
 * Where the insertion answers anything but inserted, roll back.
 *
 * <p>Notes are kept to the millisecond, and labels up to 255 characters. Failures are {@link
 * JdbcStoreException}s.
 */
public final class JdbcLinkStore implements LinkStore {
  private final Database database;
  private final LinkTable links;
  private final UserLock lock;
  private final int mostPerUser;

  /**
   * Links in the host's database.
   *
   * @param dataSource the host's pool itself, not a proxy that takes part in the host's
   *     transactions: a connection is used by this store alone until it is given back
   */
  public JdbcLinkStore(DataSource dataSource) {
    this(dataSource, TablePrefix.DEFAULT);
  }

  /** The same in tables with a prefix of the host's own. */
  public JdbcLinkStore(DataSource dataSource, TablePrefix prefix) {
    this(Database.over(dataSource), prefix);
  }

  /** Links in the host's database, taking part in transactions that the host begins on it. */
  public JdbcLinkStore(Jdbi jdbi) {
    this(jdbi, TablePrefix.DEFAULT);
  }

  /** The same in tables with a prefix of the host's own. */
  public JdbcLinkStore(Jdbi jdbi, TablePrefix prefix) {
    this(new Database(jdbi), prefix);
  }

  private JdbcLinkStore(Database database, TablePrefix prefix) {
    this(database, new LinkTable(prefix), new UserLock(prefix), Integer.MAX_VALUE);
  }

  private JdbcLinkStore(Database database, LinkTable links, UserLock lock, int mostPerUser) {
    this.database = database;
    this.links = links;
    this.lock = lock;
    this.mostPerUser = mostPerUser;
  }

  /**
   * The same store on a connection of the host's, taking part in the transaction that the host
   * began there: for as long as it lasts, and not thread-safe. A host without Jdbi gets a handle
   * from {@link Jdbi#open(java.sql.Connection)}.
   */
  public JdbcLinkStore joining(Handle handle) {
    return new JdbcLinkStore(database.on(handle), links, lock, mostPerUser);
  }

  /**
   * The same store with a limit.
   *
   * @param most how many links one user may have, at least 1
   * @throws IllegalArgumentException when it is less than 1
   */
  public JdbcLinkStore limitedTo(int most) {
    if (most < 1) {
      throw new IllegalArgumentException("A user may have at least one link, not " + most + ".");
    }
    return new JdbcLinkStore(database, links, lock, most);
  }

  @Override
  public Optional<Link> find(IdentityKey identity) {
    return database.statement(handle -> links.find(handle, identity));
  }

  @Override
  public List<Link> findAll(UserId user) {
    return database.statement(handle -> links.findAll(handle, user));
  }

  @Override
  public List<UserId> users(Optional<UserId> after, int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("A page has at least one user, not " + limit + ".");
    }
    return database.statement(handle -> links.users(handle, after, limit));
  }

  @Override
  public Insertion insert(Link link) {
    return database.decided(handle -> tryInsert(handle, link));
  }

  /** Empty when it was refused for a row that is gone again, so that another try is worth it. */
  private Optional<Insertion> tryInsert(Handle handle, Link link) {
    lock.take(handle, link.user());
    if (mostPerUser < Integer.MAX_VALUE
        && links.findAllNewest(handle, link.user()).size() >= mostPerUser) {
      return Optional.of(occupied(handle, link).orElseGet(Insertion.TooMany::new));
    }
    return Database.isAccepted(handle, () -> links.insert(handle, link))
        ? Optional.of(new Insertion.Inserted())
        : occupied(handle, link);
  }

  private Optional<Insertion> occupied(Handle handle, Link link) {
    return links.findNewest(handle, link.identity()).map(Link::user).map(Insertion.Occupied::new);
  }

  @Override
  public Removal remove(UserId user, IdentityKey identity, Predicate<List<Link>> mayRemain) {
    return database.transaction(handle -> tryRemove(handle, user, identity, mayRemain));
  }

  private Removal tryRemove(
      Handle handle, UserId user, IdentityKey identity, Predicate<List<Link>> mayRemain) {
    lock.take(handle, user);
    List<Link> all = links.findAllNewest(handle, user);
    Optional<Link> link = all.stream().filter(one -> one.identity().equals(identity)).findFirst();
    if (link.isEmpty()) {
      return new Removal.NotThere();
    }
    if (!mayRemain.test(all.stream().filter(one -> !one.equals(link.get())).toList())) {
      return new Removal.Kept();
    }
    links.delete(handle, identity);
    return new Removal.Removed(link.get());
  }

  /**
   * {@inheritDoc}
   *
   * <p>A connection is held while the action runs. An action that changes the host's tables takes
   * part in the same transaction when it uses the {@link Jdbi} this store was made with; otherwise
   * it needs a connection of its own, so the pool must have a second one.
   */
  @Override
  public boolean locked(UserId user, Predicate<List<Link>> action) {
    return database.transactionEndingIn(
        handle -> {
          lock.take(handle, user);
          return links.findAllNewest(handle, user);
        },
        action);
  }

  @Override
  public int removeAll(UserId user) {
    return database.transaction(
        handle -> {
          lock.take(handle, user);
          int removed = links.deleteAll(handle, user);
          lock.dissolve(handle, user);
          return removed;
        });
  }

  @Override
  public void rename(UserId from, UserId to) {
    if (!from.equals(to)) {
      database.transaction(handle -> tryRename(handle, from, to));
    }
  }

  private int tryRename(Handle handle, UserId from, UserId to) {
    lock.take(handle, from, to);
    if (links.findAllNewest(handle, from).isEmpty()) {
      return 0;
    }
    if (!links.findAllNewest(handle, to).isEmpty()) {
      throw new IllegalStateException(
          "The new key of the user has links already. Remove those of its former owner first.");
    }
    lock.dissolve(handle, from);
    return links.give(handle, from, to);
  }

  @Override
  public void seen(LinkDraft now) {
    database.statement(handle -> links.see(handle, now.identity(), now.note()));
  }

  @Override
  public boolean isLabelOfAnother(IdentityKey identity, String label) {
    return database.statement(handle -> links.isLabelOfAnother(handle, identity, label));
  }
}
