package dev.accountlink.examples.recipes;

import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.Link;
import dev.accountlink.model.UserId;
import dev.accountlink.spi.LinkStore;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Links in a table that the host has anyway. One change at a time; reading waits for nobody. */
public record ThreeColumnLinkStore(LoginTable table) implements LinkStore {
  @Override
  public Optional<Link> find(IdentityKey identity) {
    return table.at(identity).filter(found -> found.identity().equals(identity));
  }

  @Override
  public List<Link> findAll(UserId user) {
    return table.of(user).stream().filter(found -> found.user().equals(user)).toList();
  }

  @Override
  public List<UserId> users(Optional<UserId> after, int limit) {
    return table.users(after.map(UserId::value).orElse(""), limit);
  }

  /** The primary key is the wall behind the lock, for whoever writes without it. */
  @Override
  public Insertion insert(Link link) {
    return table.<Insertion>alone(
        () -> {
          Optional<Link> there = find(link.identity());
          if (there.isPresent()) {
            return new Insertion.Occupied(there.get().user());
          }
          table.add(link);
          return new Insertion.Inserted();
        });
  }

  @Override
  public Removal remove(UserId user, IdentityKey identity, Predicate<List<Link>> mayRemain) {
    return table.<Removal>alone(
        () -> {
          List<Link> links = findAll(user);
          Link link = new Link(user, identity, Optional.empty());
          if (!links.contains(link)) {
            return new Removal.NotThere();
          }
          if (!mayRemain.test(links.stream().filter(other -> !other.equals(link)).toList())) {
            return new Removal.Kept();
          }
          table.delete(identity);
          return new Removal.Removed(link);
        });
  }

  @Override
  public boolean locked(UserId user, Predicate<List<Link>> action) {
    return table.alone(() -> action.test(findAll(user)));
  }

  @Override
  public int removeAll(UserId user) {
    return table.alone(() -> table.deleteAll(user));
  }

  @Override
  public void rename(UserId from, UserId to) {
    table.alone(
        () -> {
          if (!from.equals(to) && !findAll(from).isEmpty() && !findAll(to).isEmpty()) {
            throw new IllegalStateException("The new key of the user has links already.");
          }
          return table.give(from, to);
        });
  }
}
