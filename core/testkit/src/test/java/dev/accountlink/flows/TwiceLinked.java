package dev.accountlink.flows;

import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.Link;
import dev.accountlink.model.UserId;
import dev.accountlink.spi.LinkStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A link store without a unique key: it says yes to every link, the second one of all included. */
record TwiceLinked(LinkStore links, List<Link> further) implements LinkStore {
  TwiceLinked(LinkStore links) {
    this(links, new CopyOnWriteArrayList<>());
  }

  @Override
  public Insertion insert(Link link) {
    if (!(links.insert(link) instanceof Insertion.Inserted)) {
      further.add(link);
    }
    return new Insertion.Inserted();
  }

  @Override
  public Optional<Link> find(IdentityKey identity) {
    return links.find(identity);
  }

  @Override
  public List<Link> findAll(UserId user) {
    List<Link> all = new ArrayList<>(links.findAll(user));
    Stream<Link> more = further.stream().filter(link -> link.user().equals(user));
    more.forEach(all::add);
    return all;
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
    further.removeIf(link -> link.user().equals(user));
    return links.removeAll(user);
  }

  @Override
  public void rename(UserId from, UserId to) {
    links.rename(from, to);
  }
}
