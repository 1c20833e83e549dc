package dev.accountlink.testkit.fake;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The repositories of a fake provider, the keys that read them, and where git finds them.
 * Thread-safe.
 */
public final class FakeRepositories {
  /**
   * A key that reads one repository.
   *
   * @param id its number
   * @param repository the number of the repository
   * @param title what it is called
   * @param text type, key and perhaps a comment
   * @param readOnly whether it cannot write
   */
  record RepositoryKey(long id, long repository, String title, String text, boolean readOnly) {
    boolean is(String other) {
      return bare(text).equals(bare(other));
    }
  }

  private final FakeForge forge;
  private final Map<Long, FakeRepository> repositories = new ConcurrentHashMap<>();
  private final Map<Long, RepositoryKey> keys = new ConcurrentHashMap<>();
  private final Map<String, Long> personal = new ConcurrentHashMap<>();
  private final AtomicLong numbers = new AtomicLong(1000);
  private volatile Optional<String> gitAddress = Optional.empty();
  private volatile Optional<String> sshAddress = Optional.empty();

  FakeRepositories(FakeForge forge) {
    this.forge = forge;
  }

  /** Adds a repository, or changes the one with the same number. */
  public void put(FakeRepository repository) {
    repositories.put(repository.number(), repository);
  }

  /** Deletes a repository and its keys. */
  public void remove(long number) {
    repositories.remove(number);
    keys.values().removeIf(key -> key.repository() == number);
  }

  /**
   * Names clone addresses below this one from now on, as a provider may that somebody else has set
   * up.
   *
   * @param address without a slash at the end
   */
  public void nameGitAt(String address) {
    gitAddress = Optional.of(address);
  }

  /**
   * Names clone addresses for SSH below this one from now on.
   *
   * @param address for example {@code ssh://git@127.0.0.1:2222}, without a slash at the end
   */
  public void nameSshAt(String address) {
    sshAddress = Optional.of(address);
  }

  /** Serves git over HTTP from now on, below the repositories' own addresses. */
  public void serveGit(FakeGit git) {
    forge.server.serveGit(new GitDoor(forge, git));
  }

  /** An address to clone from. */
  String git(String path) {
    return gitAddress.map(other -> other + path).orElseGet(() -> forge.url(path));
  }

  /** The same with the name of a user in it, as some providers write it. */
  String gitAs(String user, String path) {
    return git(path).replaceFirst("//", "//" + user + "@");
  }

  /** An address to clone from over SSH, unless another was named. */
  String ssh(FakeRepository repository, String usual) {
    return sshAddress.map(other -> other + "/" + repository.fullName() + ".git").orElse(usual);
  }

  /** In the order of their numbers. */
  List<FakeRepository> all() {
    return repositories.values().stream()
        .sorted(Comparator.comparing(FakeRepository::number))
        .toList();
  }

  Optional<FakeRepository> numbered(String number) {
    return number.matches("[0-9]{1,18}")
        ? Optional.ofNullable(repositories.get(Long.valueOf(number)))
        : Optional.empty();
  }

  Optional<FakeRepository> named(String fullName) {
    return all().stream().filter(one -> one.fullName().equals(fullName)).findFirst();
  }

  /** The repository of this name, if this key is registered to read it. */
  public Optional<FakeRepository> readableWith(String publicKey, String fullName) {
    return named(fullName)
        .filter(one -> keysOf(one.number()).stream().anyMatch(key -> key.is(publicKey)));
  }

  /** The keys that read this repository and cannot write. */
  public List<String> deployKeysOf(long repository) {
    return keysOf(repository).stream()
        .filter(RepositoryKey::readOnly)
        .map(RepositoryKey::text)
        .toList();
  }

  /** Registers a key as a person's, which this provider then takes for no repository. */
  public void putPersonalKey(String publicKey) {
    personal.put(bare(publicKey), numbers.incrementAndGet());
  }

  boolean isPersonal(String text) {
    return personal.containsKey(bare(text));
  }

  List<RepositoryKey> keysOf(long repository) {
    return keys().stream().filter(key -> key.repository() == repository).toList();
  }

  List<RepositoryKey> keys() {
    return keys.values().stream().sorted(Comparator.comparing(RepositoryKey::id)).toList();
  }

  boolean isTaken(String text) {
    return isPersonal(text) || keys().stream().anyMatch(key -> key.is(text));
  }

  RepositoryKey add(long repository, String title, String text, boolean readOnly) {
    RepositoryKey key =
        new RepositoryKey(numbers.incrementAndGet(), repository, title, text, readOnly);
    keys.put(key.id(), key);
    return key;
  }

  boolean removeKey(long repository, String id) {
    return id.matches("[0-9]{1,18}")
        && keys.values()
            .removeIf(key -> key.repository() == repository && key.id() == Long.parseLong(id));
  }

  static String bare(String key) {
    String[] words = key.strip().split("\\s+", 3);
    return words.length < 2 ? key : words[0] + " " + words[1];
  }
}
