package dev.accountlink.testkit;

import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.Link;
import dev.accountlink.model.UserId;
import dev.accountlink.spi.LinkStore;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** A link store in which no link can be made; all else is as in the true one. */
final class FaultyLinks implements LinkStore {
  private final LinkStore links;
  private final Fault fault;
  private final List<UserId> asked = new CopyOnWriteArrayList<>();

  FaultyLinks(LinkStore links, Fault fault) {
    this.links = links;
    this.fault = fault;
  }

  /** What happens to an insertion. */
  enum Fault {
    THROWS_BEFORE,
    THROWS_AFTER,
    OCCUPIED,
    TOO_MANY
  }

  /** For whom links should have been made. */
  List<UserId> asked() {
    return List.copyOf(asked);
  }

  @Override
  public Insertion insert(Link link) {
    asked.add(link.user());
    return switch (fault) {
      case THROWS_BEFORE -> throw new IllegalStateException("The link store failed on purpose.");
      case THROWS_AFTER -> {
        links.insert(link);
        throw new IllegalStateException("The link store failed on purpose, after it wrote.");
      }
      case OCCUPIED -> new Insertion.Occupied(new UserId("somebody-else"));
      case TOO_MANY -> new Insertion.TooMany();
    };
  }

  @Override
  public Optional<Link> find(IdentityKey identity) {
    return links.find(identity);
  }

  @Override
  public List<Link> findAll(UserId user) {
    return links.findAll(user);
  }

  @Override
  public List<UserId> users(Optional<UserId> after, int limit) {
    return links.users(after, limit);
  }

  @Override
  public Removal remove(UserId user, IdentityKey identity, Predicate<List<Link>> mayRemain) {
    return links.remove(user, identity, mayRemain);
  }

  @Override
  public boolean locked(UserId user, Predicate<List<Link>> action) {
    return links.locked(user, action);
  }

  @Override
  public int removeAll(UserId user) {
    return links.removeAll(user);
  }

  @Override
  public void rename(UserId from, UserId to) {
    links.rename(from, to);
  }
}
