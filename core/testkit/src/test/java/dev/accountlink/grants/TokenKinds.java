package dev.accountlink.grants;

import dev.accountlink.provider.AzureDevOps;
import dev.accountlink.provider.Bitbucket;
import dev.accountlink.provider.BitbucketDataCenter;
import dev.accountlink.provider.Client;
import dev.accountlink.provider.GitHub;
import dev.accountlink.provider.GitLab;
import dev.accountlink.provider.Gitea;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.ProviderKind;
import dev.accountlink.testkit.fake.FakeAzureDevOps;
import dev.accountlink.testkit.fake.FakeBitbucket;
import dev.accountlink.testkit.fake.FakeBitbucketDataCenter;
import dev.accountlink.testkit.fake.FakeEntra;
import dev.accountlink.testkit.fake.FakeForge;
import dev.accountlink.testkit.fake.FakeGitHub;
import dev.accountlink.testkit.fake.FakeGitLab;
import dev.accountlink.testkit.fake.FakeGitea;
import dev.accountlink.testkit.fake.FakeRepository;
import dev.accountlink.testkit.fake.People;
import dev.accountlink.testkit.fake.Person;
import dev.accountlink.testkit.fake.PersonGroup;
import java.util.List;
import java.util.function.Function;

/** The kinds that have personal access tokens, each with its fake. */
final class TokenKinds {
  static final String ORGANIZATION = "acme";

  /** Somebody who has repositories everywhere. */
  static final Person ADA = People.ada().withGroups(PersonGroup.of("4001", ORGANIZATION));

  private TokenKinds() {}

  static List<Kind> all() {
    return List.of(
        new Kind("github", FakeGitHub::start, GitHub.KIND)
            .subjects(Person::subject)
            .scopes("repo")
            .tooNarrow("public_repo", "read:user"),
        new Kind("gitlab", FakeGitLab::start, GitLab.KIND)
            .subjects(Person::subject)
            .scopes("read_api", "read_repository")
            .tooNarrow("read_user"),
        new Kind("gitea", FakeGitea::start, Gitea.KIND)
            .subjects(Person::subject)
            .scopes("read:user", "read:repository")
            .tooNarrow("read:user"),
        new Kind("bitbucket", FakeBitbucket::start, Bitbucket.KIND)
            .subjects(person -> FakeBitbucket.uuid(person.subject()))
            .scopes("read:user:bitbucket", "read:workspace:bitbucket", "read:repository:bitbucket")
            .tooNarrow("read:user:bitbucket", "read:workspace:bitbucket"),
        new Kind("bitbucket-data-center", FakeBitbucketDataCenter::start, BitbucketDataCenter.KIND)
            .subjects(Person::subject)
            .scopes("REPO_READ"),
        azure());
  }

  private static Kind azure() {
    return new Kind("azure-devops", () -> FakeAzureDevOps.start().entra(), AzureDevOps.KIND)
        .subjects(person -> FakeEntra.TENANT + "/" + FakeEntra.objectId(person.subject()))
        .scopes("vso.code", "vso.graph")
        .tooNarrow("vso.graph");
  }

  /** Starts the fake of a kind. */
  interface Start {
    FakeForge start();
  }

  /** A kind, and how its tokens are made. */
  static final class Kind {
    final String name;
    private final Start start;
    private final ProviderKind kind;
    private Function<Person, String> subject = Person::subject;
    private String[] scopes = {};
    private String[] narrow = {};

    private Kind(String name, Start start, ProviderKind kind) {
      this.name = name;
      this.start = start;
      this.kind = kind;
    }

    private Kind subjects(Function<Person, String> of) {
      subject = of;
      return this;
    }

    private Kind scopes(String... enough) {
      scopes = enough;
      return this;
    }

    private Kind tooNarrow(String... few) {
      narrow = few;
      return this;
    }

    boolean hasTooNarrow() {
      return narrow.length > 0;
    }

    Scene start() {
      FakeForge fake = start.start();
      fake.onlyPeople(List.of(ADA, People.bob()));
      fake.repositories().put(FakeRepository.of(7, owner(), "tools", ADA));
      return new Scene(this, fake);
    }

    private String owner() {
      return kind instanceof AzureDevOps ? ORGANIZATION + "/Tools" : ORGANIZATION;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** A running fake with its provider. */
  record Scene(Kind kind, FakeForge fake) implements AutoCloseable {
    Provider provider() {
      Provider plain =
          Provider.of("forge", "Forge", kind.kind, fake.baseUrl(), Client.of("forge", "quiet"));
      return plain.withRules(plain.rules().withPersonalTokens(true));
    }

    String subject(Person person) {
      return kind.subject.apply(person);
    }

    String token(Person person) {
      return made(person, kind.scopes);
    }

    String tooNarrow(Person person) {
      return made(person, kind.narrow);
    }

    private String made(Person person, String... scopes) {
      return kind.kind instanceof AzureDevOps
          ? fake.personalTokens().makeFor(ORGANIZATION, person, scopes)
          : fake.personalTokens().make(person, scopes);
    }

    /** What the person has to enter beside the token. */
    String beside(Person person) {
      return switch (kind.kind.personalTokens().orElseThrow().beside()) {
        case NOTHING -> "";
        case EMAIL -> person.primaryEmail().orElseThrow().address();
        case ORGANIZATION -> ORGANIZATION;
      };
    }

    @Override
    public void close() {
      fake.close();
    }
  }
}
