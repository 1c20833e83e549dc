package dev.accountlink.provider;

import dev.accountlink.model.RemoteRepository;
import java.util.List;
import java.util.Optional;

/**
 * One page of a list of repositories.
 *
 * @param repositories those on it; there may be none though others follow
 * @param next where the list goes on, in a text of the kind's own, which holds no address; empty at
 *     the end
 * @param partial whether organisations keep theirs back until the person has signed on there
 */
public record RepositorySlice(
    List<RemoteRepository> repositories, Optional<String> next, boolean partial) {
  /** Copies the list. */
  public RepositorySlice {
    repositories = List.copyOf(repositories);
  }

  /** A page of which nobody says that something is kept back. */
  public RepositorySlice(List<RemoteRepository> repositories, Optional<String> next) {
    this(repositories, next, false);
  }

  /** Prints how many there are. */
  @Override
  public String toString() {
    return "RepositorySlice[" + repositories.size() + "]";
  }
}
