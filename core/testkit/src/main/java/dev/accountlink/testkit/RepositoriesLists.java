package dev.accountlink.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.accountlink.imports.ImportProblem;
import dev.accountlink.imports.RemoteRepositories;
import dev.accountlink.imports.RepositoryPage;
import dev.accountlink.model.RemoteRepository;
import dev.accountlink.model.RemoteRepository.Permission;
import dev.accountlink.model.RemoteRepository.Vcs;
import dev.accountlink.provider.ProviderException.Code;
import dev.accountlink.testkit.fake.Endpoint;
import dev.accountlink.testkit.fake.FakeGitHub;
import dev.accountlink.testkit.fake.FakeRepository;
import dev.accountlink.testkit.fake.FakeRepository.Right;
import dev.accountlink.testkit.fake.Fault;
import dev.accountlink.testkit.fake.People;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The lists of the {@link RepositoriesContract}. */
abstract class RepositoriesLists extends RepositoriesSetting {

  @Test
  void aRepositoryIsToldWithWhatItsProviderSays() {
    FakeRepository tools = put(repository(11, "tools").onBranch("trunk"));
    RemoteRepository told = only(as(People.ada()));

    assertThat(told.ref()).isEqualTo(ref(tools));
    assertThat(told.name()).isEqualTo("tools");
    assertThat(told.isPrivate()).isTrue();
    assertThat(told.archived()).isFalse();
    assertThat(told.fork()).isFalse();
    assertThat(told.vcs()).isEqualTo(Vcs.GIT);
    assertThat(told.permission()).isEqualTo(kind.permission(Permission.ADMIN));
    assertThat(told.bytes()).isEqualTo(kind.tellsSize() ? Optional.of(2097152L) : Optional.empty());
    assertThat(told.defaultBranch())
        .isEqualTo(kind.listsBranch() ? Optional.of("trunk") : Optional.empty());
  }

  @Test
  @DisplayName("G07 token in addresses: clone addresses are bare, and below the provider's own")
  void cloneAddressesAreBare() {
    put(repository(11, "tools"));
    RemoteRepository told = only(as(People.ada()));

    assertThat(told.httpsAddress()).isPresent();
    assertThat(told.httpsAddress().get().toString())
        .startsWith(kind.gitRoot() + "/")
        .contains("tools")
        .doesNotContain("@");
    assertThat(told.sshAddress().orElseThrow()).contains("git@").contains("tools");
  }

  @Test
  void whatIsPublicArchivedForkedAndEmptyIsToldAsThat() {
    put(repository(11, "open").asPublic());
    put(repository(12, "closed").asArchived().asFork());
    put(repository(13, "bare").asEmpty());
    RemoteRepositories ada = as(People.ada());
    RemoteRepository open = found(ada.lookUp(ref(repository(11, "open"))));
    RemoteRepository closed = found(ada.lookUp(ref(repository(12, "closed"))));
    RemoteRepository bare = found(ada.lookUp(ref(repository(13, "bare"))));

    assertThat(open.isPrivate()).isFalse();
    assertThat(closed.isPrivate()).isTrue();
    assertThat(closed.fork()).isTrue();
    assertThat(closed.archived()).isEqualTo(kind.tellsArchived());
    assertThat(bare.empty()).isEqualTo(kind.tellsEmpty() ? Optional.of(true) : Optional.empty());
    assertThat(open.empty()).isEqualTo(kind.tellsEmpty() ? Optional.of(false) : Optional.empty());
    assertThat(open.defaultBranch()).contains("main");
  }

  @Test
  void whatAPersonMayDoIsToldWhereTheProviderSaysIt() {
    put(repository(11, "one").with(People.bob(), Right.READ));
    put(repository(12, "two").with(People.bob(), Right.WRITE));
    put(repository(13, "three").with(People.bob(), Right.ADMIN));

    assertThat(all(as(People.bob())))
        .extracting(RemoteRepository::permission)
        .containsExactlyInAnyOrder(
            Permission.READ, kind.permission(Permission.WRITE), kind.permission(Permission.ADMIN));
  }

  @Test
  void onlyWhatThePersonIsAMemberOfIsListed() {
    put(repository(11, "hers"));
    put(repository(12, "his").with(People.bob(), Right.READ).without(People.ada()));

    assertThat(only(as(People.bob())).name()).isEqualTo("his");
    assertThat(only(as(People.ada())).name()).isEqualTo("hers");
    assertThat(all(as(People.privateEmail()))).isEmpty();
  }

  @Test
  @DisplayName("F04 size bomb: hundreds come in bounded pages, each repository once")
  void hundredsComeInPages() {
    for (int number = 1; number <= 230; number++) {
      put(repository(number, "r" + number));
    }
    RemoteRepositories ada = as(People.ada());
    fake.clearRequests();
    RepositoryPage.Listed first = listed(ada.list());

    assertThat(first.repositories()).isNotEmpty().hasSizeLessThanOrEqualTo(kind.largestPage());
    assertThat(fake.requests()).as("a page costs few calls").hasSizeLessThanOrEqualTo(3);
    first.next().ifPresent(next -> assertThat(next).matches("[A-Za-z0-9._-]{1,1000}"));
    assertThat(all(ada)).extracting(one -> one.ref().id()).doesNotHaveDuplicates().hasSize(230);
  }

  @Test
  @DisplayName("F16 token elsewhere: a changed text for the next page asks nobody for anything")
  void aChangedPageIsNotAskedFor() {
    RemoteRepositories ada = as(People.ada());
    List<String> evil = new ArrayList<>(List.of("", "1", "..", "1..", "x".repeat(5000)));
    for (String position :
        List.of(
            "https://evil.example/x",
            "//evil.example/",
            "@evil.example/",
            "/../../x",
            "1&page=2",
            "1#",
            "1 ",
            "\u0661",
            "{00000000-0000-4000-8000-000000004001} ?/../x",
            "{00000000-0000-4000-8000-000000004001}/x",
            "9".repeat(30))) {
      evil.add(text("1." + provider.id().value(), position));
      evil.add(text("1.another", position));
    }
    evil.add(text("2." + provider.id().value(), "2"));
    evil.add(text("1.another", "2"));
    fake.clearRequests();

    assertThat(evil)
        .allSatisfy(one -> assertThat(ada.list(one)).isEqualTo(new RepositoryPage.UnknownPage()));
    assertThat(fake.requests()).isEmpty();
  }

  private static String text(String before, String position) {
    return before
        + "."
        + Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(position.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  @DisplayName("F16 token elsewhere: a link to the next page at another host is not followed")
  void aLinkToAnotherHostIsNotFollowed() {
    put(repository(11, "tools"));
    try (FakeGitHub evil = FakeGitHub.start()) {
      String link = "<" + evil.baseUrl() + "/api/v3/user/repos?page=2>; rel=\"next\"";
      fake.fault(Endpoint.REPOSITORIES, Fault.extraHeader("Link", link));
      RemoteRepositories ada = as(People.ada());
      RepositoryPage page = ada.list();
      for (int further = 0; further < 3; further++) {
        Optional<String> next =
            page instanceof RepositoryPage.Listed here ? here.next() : Optional.empty();
        if (next.isPresent()) {
          page = ada.list(next.get());
        }
      }

      assertThat(fake.requests(Endpoint.REPOSITORIES)).isNotEmpty();
      assertThat(evil.requests()).isEmpty();
    }
  }

  @Test
  @DisplayName("F16 token elsewhere: no clone address that is another host's is given out")
  void aCloneAddressElsewhereIsNotGivenOut() {
    put(repository(11, "tools"));
    fake.repositories().nameGitAt("https://evil.example");

    assertThat(only(as(People.ada())).httpsAddress()).isEmpty();
  }

  @Test
  void tooManyCallsAreToldWithTheTimeToWait() {
    put(repository(11, "tools"));
    RemoteRepositories ada = as(People.ada());
    fake.fault(Endpoint.REPOSITORIES, Fault.tooManyRequests(Duration.ofSeconds(90)));

    assertThat(ada.list()).isEqualTo(new ImportProblem.RateLimited(Duration.ofSeconds(90)));
    assertThat(ada.lookUp(ref(repository(11, "tools"))))
        .isEqualTo(new ImportProblem.RateLimited(Duration.ofSeconds(90)));
    fake.clearFaults();
    assertThat(all(ada)).hasSize(1);
  }

  @Test
  void aTokenThatIsNoGoodIsToldAsThat() {
    put(repository(11, "tools"));
    RemoteRepositories ada = as(People.ada());
    fake.revokeTokens();

    assertThat(ada.list()).isEqualTo(new ImportProblem.TokenRefused());
    assertThat(ada.lookUp(ref(repository(11, "tools"))))
        .isEqualTo(new ImportProblem.TokenRefused());
  }

  @Test
  void aMissingScopeIsToldAsThat() {
    assumeTrue(kind.tellsMissingScope(), "this provider shows less instead");
    RemoteRepositories narrow =
        with(fake.tokenFor(RepositoriesUnderTest.inGroup(People.ada()), "read:issue"));

    assertThat(narrow.list()).isEqualTo(new ImportProblem.NotPermitted());
  }

  @Test
  @DisplayName("F12 outage: it is told as such, and so is a page of HTML (F06)")
  void anOutageIsToldAsSuch() {
    RemoteRepositories ada = as(People.ada());
    put(repository(11, "tools"));
    fake.fault(Endpoint.REPOSITORIES, Fault.serverError());
    assertThat(ada.list()).isEqualTo(new ImportProblem.Failed(Code.PROVIDER_DOWN));
    if (!kind.signsInByHtml()) {
      fake.fault(Endpoint.REPOSITORIES, Fault.html());
      assertThat(ada.list()).isEqualTo(new ImportProblem.Failed(Code.NOT_JSON));
      fake.fault(Endpoint.REPOSITORIES, Fault.redirect(302, "https://evil.example/"));
      assertThat(ada.list()).isEqualTo(new ImportProblem.Failed(Code.REDIRECTED));
    }
    fake.fault(Endpoint.REPOSITORIES, Fault.oversized(50_000_000));
    assertThat(ada.list()).isEqualTo(new ImportProblem.Failed(Code.TOO_LARGE));
  }
}
