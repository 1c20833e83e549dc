package dev.accountlink.memory;

import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.Link;
import dev.accountlink.model.LinkDraft;
import dev.accountlink.model.LinkNote;
import dev.accountlink.model.UserId;
import dev.accountlink.spi.LinkStore;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Links in the memory of one node, gone with the process. What a {@link LinkStore} must do, in its
 * shortest form: one lock over everything, the guard included. Thread-safe.
 */
public final class InMemoryLinkStore implements LinkStore {
  private static final Comparator<Link> OLDEST_FIRST =
      Comparator.comparing(link -> link.note().map(LinkNote::linkedAt).orElse(Instant.MIN));

  private final Map<IdentityKey, UserId> owners = new HashMap<>();
  private final NavigableMap<UserId, Map<IdentityKey, Link>> links =
      new TreeMap<>(Comparator.comparing(UserId::value));
  private final int mostPerUser;

  /** A store in which a user may have any number of links. */
  public InMemoryLinkStore() {
    this(Integer.MAX_VALUE);
  }

  /**
   * A store with a limit.
   *
   * @param mostPerUser how many links one user may have, at least 1
   * @throws IllegalArgumentException when it is less than 1
   */
  public InMemoryLinkStore(int mostPerUser) {
    if (mostPerUser < 1) {
      throw new IllegalArgumentException(
          "A user may have at least one link, not " + mostPerUser + ".");
    }
    this.mostPerUser = mostPerUser;
  }

  @Override
  public synchronized Optional<Link> find(IdentityKey identity) {
    return Optional.ofNullable(owners.get(identity)).map(user -> linksOf(user).get(identity));
  }

  @Override
  public synchronized List<Link> findAll(UserId user) {
    return linksOf(user).values().stream().sorted(OLDEST_FIRST).toList();
  }

  @Override
  public synchronized List<UserId> users(Optional<UserId> after, int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("A page has at least one user, not " + limit + ".");
    }
    return after.map(user -> links.tailMap(user, false)).orElse(links).keySet().stream()
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized Insertion insert(Link link) {
    UserId owner = owners.get(link.identity());
    if (owner != null) {
      return new Insertion.Occupied(owner);
    }
    if (linksOf(link.user()).size() >= mostPerUser) {
      return new Insertion.TooMany();
    }
    owners.put(link.identity(), link.user());
    links.computeIfAbsent(link.user(), unused -> new LinkedHashMap<>()).put(link.identity(), link);
    return new Insertion.Inserted();
  }

  @Override
  public synchronized Removal remove(
      UserId user, IdentityKey identity, Predicate<List<Link>> mayRemain) {
    Link link = linksOf(user).get(identity);
    if (link == null) {
      return new Removal.NotThere();
    }
    List<Link> remaining = findAll(user).stream().filter(other -> !other.equals(link)).toList();
    if (!mayRemain.test(remaining)) {
      return new Removal.Kept();
    }
    owners.remove(identity);
    if (remaining.isEmpty()) {
      links.remove(user);
    } else {
      linksOf(user).remove(identity);
    }
    return new Removal.Removed(link);
  }

  @Override
  public synchronized boolean locked(UserId user, Predicate<List<Link>> action) {
    return action.test(findAll(user));
  }

  @Override
  public synchronized int removeAll(UserId user) {
    Map<IdentityKey, Link> removed = linksOf(user);
    removed.keySet().forEach(owners::remove);
    links.remove(user);
    return removed.size();
  }

  @Override
  public synchronized void rename(UserId from, UserId to) {
    if (from.equals(to)) {
      return;
    }
    if (links.containsKey(to)) {
      throw new IllegalStateException(
          "The new key of the user has links already. Remove those of its former owner first.");
    }
    Map<IdentityKey, Link> moved = new LinkedHashMap<>(linksOf(from));
    if (moved.isEmpty()) {
      return;
    }
    moved.replaceAll((identity, link) -> new Link(to, identity, link.note()));
    moved.keySet().forEach(identity -> owners.put(identity, to));
    links.put(to, moved);
    links.remove(from);
  }

  @Override
  public synchronized void seen(LinkDraft now) {
    find(now.identity())
        .ifPresent(
            link ->
                linksOf(link.user())
                    .put(
                        link.identity(),
                        new Link(
                            link.user(),
                            link.identity(),
                            link.note().map(former -> seen(former, now.note())))));
  }

  /** Looks at every link, which a store of this kind can bear. */
  @Override
  public synchronized boolean isLabelOfAnother(IdentityKey identity, String label) {
    return !label.isEmpty()
        && links.values().stream()
            .flatMap(ofOne -> ofOne.values().stream())
            .filter(link -> link.identity().authority().equals(identity.authority()))
            .filter(link -> !link.identity().equals(identity))
            .anyMatch(link -> link.note().map(LinkNote::label).filter(label::equals).isPresent());
  }

  /** The time of linking stays: it tells a link from its user's namesake. */
  private static LinkNote seen(LinkNote former, LinkNote now) {
    return new LinkNote(now.label(), former.linkedAt(), now.lastSeenAt().or(former::lastSeenAt));
  }

  private Map<IdentityKey, Link> linksOf(UserId user) {
    return links.getOrDefault(user, Map.of());
  }

  /** Prints how many links there are. */
  @Override
  public synchronized String toString() {
    return "InMemoryLinkStore[" + owners.size() + " links]";
  }
}
