package dev.accountlink.testkit.fake;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The repositories of a fake provider and the keys that read them. Thread-safe. */
final class FakeRepositories {
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

  private final Map<Long, FakeRepository> repositories = new ConcurrentHashMap<>();
  private final Map<Long, RepositoryKey> keys = new ConcurrentHashMap<>();
  private final Map<String, Long> personal = new ConcurrentHashMap<>();
  private final AtomicLong numbers = new AtomicLong(1000);

  void put(FakeRepository repository) {
    repositories.put(repository.number(), repository);
  }

  void remove(long number) {
    repositories.remove(number);
    keys.values().removeIf(key -> key.repository() == number);
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

  /** A key of a person, which then cannot be one of a repository. */
  void putPersonalKey(String text) {
    personal.put(bare(text), numbers.incrementAndGet());
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
