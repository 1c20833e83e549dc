package dev.accountlink.examples.recipes;

import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.Link;
import dev.accountlink.model.UserId;
import dev.accountlink.spi.LinkStore;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.Lock;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Links in a map from identity to user, each as one text. The map decides who gets an identity. The
 * lock reaches as far as the map does: one process or, with both from one data grid, all nodes.
 */
public record KeyValueLinkStore(ConcurrentMap<String, String> owners, Lock lock)
    implements LinkStore {

  @Override
  public Optional<Link> find(IdentityKey identity) {
    return Optional.ofNullable(owners.get(identity.text()))
        .map(user -> link(identity.text(), user));
  }

  @Override
  public List<Link> findAll(UserId user) {
    return owners.entrySet().stream()
        .filter(entry -> entry.getValue().equals(user.value()))
        .map(entry -> link(entry.getKey(), entry.getValue()))
        .toList();
  }

  @Override
  public List<UserId> users(Optional<UserId> after, int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("A page has at least one user, not " + limit + ".");
    }
    return owners.values().stream()
        .distinct()
        .sorted()
        .filter(user -> after.isEmpty() || user.compareTo(after.get().value()) > 0)
        .limit(limit)
        .map(UserId::new)
        .toList();
  }

  @Override
  public Insertion insert(Link link) {
    String owner = alone(() -> owners.putIfAbsent(link.identity().text(), link.user().value()));
    return owner == null ? new Insertion.Inserted() : new Insertion.Occupied(new UserId(owner));
  }

  @Override
  public Removal remove(UserId user, IdentityKey identity, Predicate<List<Link>> mayRemain) {
    return this.<Removal>alone(
        () -> {
          Link link = link(identity.text(), user.value());
          List<Link> links = findAll(user);
          if (!links.contains(link)) {
            return new Removal.NotThere();
          }
          if (!mayRemain.test(links.stream().filter(other -> !other.equals(link)).toList())) {
            return new Removal.Kept();
          }
          owners.remove(identity.text());
          return new Removal.Removed(link);
        });
  }

  @Override
  public boolean locked(UserId user, Predicate<List<Link>> action) {
    return alone(() -> action.test(findAll(user)));
  }

  @Override
  public int removeAll(UserId user) {
    return alone(
        () ->
            (int)
                findAll(user).stream()
                    .filter(link -> owners.remove(link.identity().text(), user.value()))
                    .count());
  }

  @Override
  public void rename(UserId from, UserId to) {
    alone(
        () -> {
          List<Link> links = findAll(from);
          if (!from.equals(to) && !links.isEmpty() && !findAll(to).isEmpty()) {
            throw new IllegalStateException("The new key of the user has links already.");
          }
          links.forEach(link -> owners.put(link.identity().text(), to.value()));
          return links.size();
        });
  }

  private <T> T alone(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  private static Link link(String identity, String user) {
    return new Link(new UserId(user), IdentityKey.parse(identity), Optional.empty());
  }
}
