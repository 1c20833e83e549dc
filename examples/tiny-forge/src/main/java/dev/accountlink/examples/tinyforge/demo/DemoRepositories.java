package dev.accountlink.examples.tinyforge.demo;

import dev.accountlink.testkit.fake.FakeForge;
import dev.accountlink.testkit.fake.FakeRepository;
import dev.accountlink.testkit.fake.People;
import dev.accountlink.testkit.fake.Person;
import java.util.List;

/** What there is to import from the demo providers. */
public final class DemoRepositories {
  private static final List<String> FILES =
      List.of("LICENSE", "README", "cards.txt", "engine.txt", "mill.txt", "store.txt");

  private DemoRepositories() {}

  /** A few repositories of Ada and Bob, at a provider that lists what people own. */
  public static void put(FakeForge forge, DemoGit git) {
    Person ada = People.ada();
    Person bob = People.bob();
    put(
        forge,
        git,
        FakeRepository.of(1, "ada", "engine", ada).with(bob, FakeRepository.Right.READ));
    put(forge, git, FakeRepository.of(2, "ada", "notes", ada).asPublic());
    put(forge, git, FakeRepository.of(3, "ada", "tables", ada).onBranch("trunk").asArchived());
    put(forge, git, FakeRepository.of(4, "bob", "workshop", bob));
    forge.repositories().put(FakeRepository.of(5, "ada", "plans", ada).asEmpty());
    git.put(5, "main", List.of());
  }

  /** So many that they come on several pages; all have the same history. */
  public static void putSeries(FakeForge forge, DemoGit git) {
    for (int number = 1; number <= 64; number++) {
      String name = "exercise-%02d".formatted(number);
      forge
          .repositories()
          .put(FakeRepository.of(DemoGit.SERIES + number, "ada", name, People.ada()));
    }
    git.put(DemoGit.SERIES, "main", FILES.subList(0, 2));
  }

  private static void put(FakeForge forge, DemoGit git, FakeRepository repository) {
    forge.repositories().put(repository);
    git.put(repository.number(), repository.defaultBranch().orElse("main"), FILES);
  }
}
