package dev.accountlink.testkit;

import dev.accountlink.model.RemoteRepository;
import dev.accountlink.provider.Provider;
import dev.accountlink.testkit.fake.FakeForge;
import dev.accountlink.testkit.fake.FakeRepository;
import dev.accountlink.testkit.fake.Person;
import dev.accountlink.testkit.fake.PersonGroup;

/**
 * A provider kind and a fake with repositories, as {@link RepositoriesContract} looks at them. What
 * differs from one kind to the next is overridden.
 */
public class RepositoriesUnderTest implements AutoCloseable {
  private final FakeForge fake;
  private final Provider provider;
  private final String[] scopes;

  /**
   * A kind with its fake.
   *
   * @param fake freshly started
   * @param provider the provider at the fake's address
   * @param scopes what a token has to have for reading repositories and for their keys
   */
  public RepositoriesUnderTest(FakeForge fake, Provider provider, String... scopes) {
    this.fake = fake;
    this.provider = provider;
    this.scopes = scopes.clone();
  }

  final FakeForge fake() {
    return fake;
  }

  final Provider provider() {
    return provider;
  }

  final String tokenFor(Person person) {
    return fake.tokenFor(inGroup(person), scopes);
  }

  /** As a member of the group that the repositories of these tests are in. */
  static Person inGroup(Person person) {
    return person.withGroups(PersonGroup.of("4001", "acme"));
  }

  /** What repositories are in, as {@link FakeRepository} has it: {@code acme} or below it. */
  public String owner() {
    return "acme";
  }

  /** The provider's stable id of a repository. */
  public String idOf(FakeRepository repository) {
    return String.valueOf(repository.number());
  }

  /** What git asks for beside a token. */
  public String username() {
    return "oauth2";
  }

  /** Below which address clones are. */
  public String gitRoot() {
    return provider.baseUrl();
  }

  /** The most on one page. */
  public int largestPage() {
    return 100;
  }

  /** Whether the list says who may do more than read. */
  public boolean tellsPermission() {
    return true;
  }

  /** Whether the list says how large a repository is. */
  public boolean tellsSize() {
    return true;
  }

  /** Whether the list names the default branch; otherwise a single look does. */
  public boolean listsBranch() {
    return true;
  }

  /** Whether it is said that nothing was ever pushed. */
  public boolean tellsEmpty() {
    return true;
  }

  /** Whether repositories can be archived. */
  public boolean tellsArchived() {
    return true;
  }

  /** Whether a repository is found under its id when it has been renamed. */
  public boolean findsRenamed() {
    return true;
  }

  /** Whether it is said that a scope is missing. */
  public boolean tellsMissingScope() {
    return true;
  }

  /** Whether a page of HTML stands for a token that is no good. */
  public boolean signsInByHtml() {
    return false;
  }

  /** Whether a repository can have keys. */
  public boolean takesDeployKeys() {
    return true;
  }

  /** Whether one key may read two repositories. */
  public boolean sharesKeys() {
    return false;
  }

  /**
   * What it is in the list, if it says anything: {@link RemoteRepository.Permission#READ} at least.
   */
  final RemoteRepository.Permission permission(RemoteRepository.Permission right) {
    return tellsPermission() ? right : RemoteRepository.Permission.READ;
  }

  /** Closes the fake. */
  @Override
  public void close() {
    fake.close();
  }
}
