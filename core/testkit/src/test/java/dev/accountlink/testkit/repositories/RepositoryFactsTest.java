package dev.accountlink.testkit.repositories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.exchange.NimbusExchange;
import dev.accountlink.exchange.http.OutboundHttp;
import dev.accountlink.imports.AccessSource;
import dev.accountlink.imports.CloneAccess;
import dev.accountlink.imports.ImportProblem;
import dev.accountlink.imports.NoAccessException;
import dev.accountlink.imports.RemoteRepositories;
import dev.accountlink.imports.RepositoryLookup;
import dev.accountlink.imports.RepositoryPage;
import dev.accountlink.model.AccessToken;
import dev.accountlink.model.RemoteRepository;
import dev.accountlink.model.RemoteRepository.Vcs;
import dev.accountlink.model.RepositoryRef;
import dev.accountlink.model.Secret;
import dev.accountlink.provider.AzureDevOps;
import dev.accountlink.provider.Bitbucket;
import dev.accountlink.provider.BitbucketDataCenter;
import dev.accountlink.provider.Client;
import dev.accountlink.provider.GitHub;
import dev.accountlink.provider.GitLab;
import dev.accountlink.provider.OpenIdConnect;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.ProviderException.Code;
import dev.accountlink.testkit.fake.Endpoint;
import dev.accountlink.testkit.fake.FakeAzureDevOps;
import dev.accountlink.testkit.fake.FakeBitbucket;
import dev.accountlink.testkit.fake.FakeBitbucketDataCenter;
import dev.accountlink.testkit.fake.FakeGitHub;
import dev.accountlink.testkit.fake.FakeGitLab;
import dev.accountlink.testkit.fake.FakeOpenIdProvider;
import dev.accountlink.testkit.fake.FakeRepository;
import dev.accountlink.testkit.fake.FakeRepository.Right;
import dev.accountlink.testkit.fake.Fault;
import dev.accountlink.testkit.fake.People;
import dev.accountlink.testkit.fake.Person;
import dev.accountlink.testkit.fake.PersonGroup;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is true of one provider's repositories and of nobody else's. */
class RepositoryFactsTest {
  private static final Client CLIENT = Client.of("forge", "quiet");

  private static final Person MEMBER =
      People.ada().withGroups(PersonGroup.of("4001", "acme"), PersonGroup.of("4002", "zulu"));

  private static RemoteRepositories repositories(Provider provider, AccessSource access) {
    return new RemoteRepositories(
        new NimbusExchange(new OutboundHttp(), Clock.systemUTC()), provider, access);
  }

  private static RemoteRepositories repositories(Provider provider, String token) {
    return repositories(provider, AccessSource.of(Secret.of(token)));
  }

  private static List<RemoteRepository> all(RemoteRepositories repositories) {
    List<RemoteRepository> all = new ArrayList<>();
    Optional<RepositoryPage> page = Optional.of(repositories.list());
    while (page.isPresent()) {
      assertThat(page.get()).isInstanceOf(RepositoryPage.Listed.class);
      RepositoryPage.Listed listed = (RepositoryPage.Listed) page.get();
      all.addAll(listed.repositories());
      page = listed.next().map(repositories::list);
    }
    return all;
  }

  @Test
  void theApisAreAtTheProvidersOwnAddresses() {
    assertThat(GitHub.KIND.repositories().orElseThrow().apis("https://github.com"))
        .containsExactly(URI.create("https://api.github.com"));
    assertThat(Bitbucket.KIND.repositories().orElseThrow().apis("https://bitbucket.org"))
        .containsExactly(URI.create("https://api.bitbucket.org/2.0"));
    assertThat(
            AzureDevOps.KIND
                .repositories()
                .orElseThrow()
                .apis("https://login.microsoftonline.com/organizations/v2.0"))
        .containsExactly(
            URI.create("https://app.vssps.visualstudio.com/_apis"),
            URI.create("https://dev.azure.com"),
            URI.create("https://vssps.dev.azure.com"));
  }

  @Test
  void aKindWithoutRepositoriesSaysSo() {
    RemoteRepositories none =
        repositories(
            OpenIdConnect.provider("demo", "Demo", "https://id.example.com", CLIENT), "token");

    assertThat(none.list()).isEqualTo(new ImportProblem.Unsupported());
    assertThat(none.lookUp(new RepositoryRef("1", "a/b")))
        .isEqualTo(new ImportProblem.Unsupported());
    assertThat(none.takesDeployKeys()).isFalse();
  }

  @Test
  void whatTheAccessSaysIsTheAnswer() {
    Provider provider = GitHub.provider("demo", "Demo", CLIENT);

    assertThat(
            repositories(
                    provider,
                    life -> {
                      throw new NoAccessException(new ImportProblem.NoGrant());
                    })
                .list())
        .isEqualTo(new ImportProblem.NoGrant());
  }

  @Test
  void aTokenForACloneLivesLongerThanOneForAQuestion() {
    try (FakeGitHub fake = FakeGitHub.start()) {
      fake.repositories().put(FakeRepository.of(1, "ada", "engine", People.ada()));
      AccessToken token = AccessToken.ofGrant(Secret.of(fake.tokenFor(People.ada(), "repo")));
      List<Duration> lives = new ArrayList<>();
      RemoteRepositories ada =
          repositories(
              GitHub.provider("demo", "Demo", fake.baseUrl(), CLIENT),
              life -> {
                lives.add(life);
                return token;
              });

      RepositoryPage.Listed page = (RepositoryPage.Listed) ada.list();
      assertThat(ada.cloneAccess(page.repositories().get(0))).isInstanceOf(CloneAccess.class);

      assertThat(lives).containsExactly(Duration.ofMinutes(1), Duration.ofMinutes(10));
    }
  }

  @Test
  void gitHubSaysItsLimitsWith403() {
    try (FakeGitHub fake = FakeGitHub.start()) {
      RemoteRepositories ada =
          repositories(
              GitHub.provider("demo", "Demo", fake.baseUrl(), CLIENT),
              fake.tokenFor(People.ada(), "repo"));
      long in300 = Clock.systemUTC().instant().getEpochSecond() + 300;
      fake.faultOnce(
          Endpoint.REPOSITORIES,
          new Fault.Answer(
              403,
              Map.of("x-ratelimit-remaining", "0", "x-ratelimit-reset", String.valueOf(in300)),
              "{\"message\":\"API rate limit exceeded\"}"));
      assertThat(ada.list())
          .isInstanceOfSatisfying(
              ImportProblem.RateLimited.class,
              limited ->
                  assertThat(limited.pause())
                      .isBetween(Duration.ofSeconds(200), Duration.ofSeconds(301)));
      fake.faultOnce(
          Endpoint.REPOSITORIES,
          Fault.answer(403, "application/json", "{\"message\":\"Forbidden\"}"));
      assertThat(ada.list()).isEqualTo(new ImportProblem.NotPermitted());
    }
  }

  @Test
  @DisplayName("B10 provider text: a name that pretends is made harmless, a broken entry left out")
  void gitHubsTextsAreMadeHarmless() {
    try (FakeGitHub fake = FakeGitHub.start()) {
      RemoteRepositories ada =
          repositories(
              GitHub.provider("demo", "Demo", fake.baseUrl(), CLIENT),
              fake.tokenFor(People.ada(), "repo"));
      fake.fault(
          Endpoint.REPOSITORIES,
          Fault.answer(
              200,
              "application/json",
              """
              [{"id":1,"full_name":"a/b","name":"x\\u202ey\\r\\nz","private":"yes","size":-4,
                "default_branch":"--upload-pack=id","ssh_url":"-oProxyCommand=id",
                "clone_url":"https://evil.example/a/b.git","permissions":{"admin":"true"}},
               {"id":"2","full_name":"a/c"},{"id":3},{"full_name":"a/d"},
               {"id":4,"full_name":"a/\\u0000"},{"id":5,"full_name":"a/e","disabled":true}]
              """));

      List<RemoteRepository> told = all(ada);
      assertThat(told).hasSize(1);
      assertThat(told.get(0).name()).isEqualTo("x\uFFFDy\uFFFD\uFFFDz");
      assertThat(told.get(0).httpsAddress()).isEmpty();
      assertThat(told.get(0).sshAddress()).isEmpty();
      assertThat(told.get(0).defaultBranch()).isEmpty();
      assertThat(told.get(0).bytes()).isEmpty();
      assertThat(told.get(0).permission()).isEqualTo(RemoteRepository.Permission.READ);
    }
  }

  @Test
  void heptapodTellsWhatIsMercurial() {
    try (FakeGitLab fake = FakeGitLab.start()) {
      fake.repositories().put(FakeRepository.of(1, "acme", "a", People.ada()).withVcs("git"));
      fake.repositories().put(FakeRepository.of(2, "acme", "b", People.ada()).withVcs("hg"));
      fake.repositories().put(FakeRepository.of(3, "acme", "c", People.ada()).withVcs("hg_git"));
      fake.repositories().put(FakeRepository.of(4, "acme", "d", People.ada()).withVcs("pijul"));
      RemoteRepositories ada =
          repositories(
              GitLab.heptapod("demo", "Demo", fake.baseUrl(), CLIENT),
              fake.tokenFor(People.ada(), "read_api"));

      assertThat(all(ada))
          .extracting(RemoteRepository::vcs)
          .containsExactly(Vcs.GIT, Vcs.MERCURIAL, Vcs.MERCURIAL, Vcs.OTHER);
    }
  }

  @Test
  @DisplayName("P3 confused deputy: a GitLab guest sees a private project, but cannot clone it")
  void aGuestOfGitLabCannotClone() {
    try (FakeGitLab fake = FakeGitLab.start()) {
      fake.repositories()
          .put(FakeRepository.of(1, "acme", "a", People.ada()).with(People.bob(), Right.GUEST));
      RemoteRepositories bob =
          repositories(
              GitLab.provider("demo", "Demo", fake.baseUrl(), CLIENT),
              fake.tokenFor(People.bob(), "read_api"));

      assertThat(all(bob)).isEmpty();
      assertThat(bob.lookUp(new RepositoryRef("1", "acme/a")))
          .isEqualTo(new RepositoryLookup.NotFound());
    }
  }

  private static RemoteRepositories bitbucket(FakeBitbucket fake) {
    return repositories(
        Provider.of("demo", "Demo", Bitbucket.KIND, fake.baseUrl(), CLIENT),
        fake.tokenFor(MEMBER, "account", "team", "repository"));
  }

  @Test
  void bitbucketsWorkspacesComeOneAfterTheOther() {
    try (FakeBitbucket fake = FakeBitbucket.start()) {
      for (int number = 1; number <= 60; number++) {
        fake.repositories().put(FakeRepository.of(number, "acme", "a" + number, People.ada()));
        fake.repositories()
            .put(FakeRepository.of(100 + number, "zulu", "z" + number, People.ada()));
      }

      assertThat(all(bitbucket(fake)))
          .extracting(one -> one.ref().fullName())
          .doesNotHaveDuplicates()
          .hasSize(120)
          .contains("acme/a60", "zulu/z60");
    }
  }

  @Test
  @DisplayName("F16 token elsewhere: Bitbucket's next link to another host is told, not followed")
  void bitbucketsNextLinkElsewhereIsNotFollowed() {
    try (FakeBitbucket fake = FakeBitbucket.start();
        FakeBitbucket evil = FakeBitbucket.start()) {
      RemoteRepositories ada = bitbucket(fake);
      for (String next :
          List.of(
              evil.baseUrl() + "/2.0/repositories/acme?page=2",
              fake.baseUrl() + "@" + evil.baseUrl().substring(7) + "/2.0/repositories/acme?page=2",
              fake.baseUrl() + "/2.0/user?page=2",
              fake.baseUrl() + "/2.0/repositories/acme?page=2&x=/../..")) {
        fake.fault(
            Endpoint.REPOSITORIES,
            Fault.answer(
                200, "application/json", "{\"values\":[],\"next\":\"%s\"}".formatted(next)));
        assertThat(ada.list()).isEqualTo(new ImportProblem.Failed(Code.REDIRECTED));
      }
      assertThat(evil.requests()).isEmpty();
    }
  }

  @Test
  void bitbucketDataCenterAnswersABadTokenAsAStranger() {
    try (FakeBitbucketDataCenter fake = FakeBitbucketDataCenter.start()) {
      fake.repositories().put(FakeRepository.of(1, "ACME", "open", People.ada()).asPublic());
      RemoteRepositories stranger =
          repositories(
              BitbucketDataCenter.provider("demo", "Demo", fake.baseUrl(), CLIENT), "expired");

      assertThat(stranger.list()).isEqualTo(new ImportProblem.TokenRefused());
      assertThat(stranger.lookUp(new RepositoryRef("1", "ACME/open")))
          .isEqualTo(new ImportProblem.TokenRefused());
    }
  }

  @Test
  void anOrganizationThatKeepsApplicationsOutDoesNotHideTheOthers() {
    FakeAzureDevOps azure = FakeAzureDevOps.start();
    try (FakeOpenIdProvider entra = azure.entra()) {
      entra.repositories().put(FakeRepository.of(1, "acme/p", "a", People.ada()));
      entra.repositories().put(FakeRepository.of(2, "zulu/p", "z", People.ada()));
      azure.keepApplicationsOut("acme");
      RemoteRepositories ada =
          repositories(
              Provider.of("demo", "Demo", AzureDevOps.KIND, entra.baseUrl(), CLIENT),
              entra.tokenFor(MEMBER, "499b84ac-1321-427f-aa17-267ca6975798/vso.code"));

      assertThat(all(ada)).extracting(one -> one.ref().fullName()).containsExactly("zulu/p/z");
    }
  }
}
