package dev.accountlink.model;

import java.net.URI;
import java.util.Optional;

/**
 * A repository at a provider, as one person may see it. What the provider does not tell is empty.
 *
 * @param ref which one
 * @param name its name for people, at most 255 characters
 * @param httpsAddress where git clones it over HTTPS: below the provider's own address, so that a
 *     token may be shown there, and without any user name
 * @param sshAddress where git clones it over SSH, {@code git@host:path} or {@code ssh://…}; safe to
 *     hand to git as an argument
 * @param defaultBranch the short name of the branch to look at first
 * @param bytes about how large it is
 * @param permission the most that the provider tells of what the person may do; reading at least
 * @param vcs what it is cloned with
 * @param isPrivate whether it takes a sign-in to see it
 * @param archived whether nothing can be changed any more
 * @param fork whether it was made from another one
 * @param empty whether nothing was ever pushed to it
 */
public record RemoteRepository(
    RepositoryRef ref,
    String name,
    Optional<URI> httpsAddress,
    Optional<String> sshAddress,
    Optional<String> defaultBranch,
    Optional<Long> bytes,
    Permission permission,
    Vcs vcs,
    boolean isPrivate,
    boolean archived,
    boolean fork,
    Optional<Boolean> empty) {

  /** What somebody may do with a repository; each includes those before it. */
  public enum Permission {
    /** Clone it. */
    READ,
    /** Push to it. */
    WRITE,
    /** Change its settings, deploy keys among them. */
    ADMIN
  }

  /** What a repository is cloned with. */
  public enum Vcs {
    /** Git. */
    GIT,
    /** Mercurial, as at Heptapod. */
    MERCURIAL,
    /** Something else, which nobody here can name. */
    OTHER
  }

  /** Makes the name safe to show; a blank one gives way to the full one. */
  public RemoteRepository {
    name = Texts.label(name.isBlank() ? ref.fullName() : name);
  }

  /** Prints the id only: the name of a private repository can say much. */
  @Override
  public String toString() {
    return "RemoteRepository[" + ref.id() + "]";
  }
}
