package dev.accountlink.testkit.repositories;

import dev.accountlink.provider.Client;
import dev.accountlink.provider.GitHub;
import dev.accountlink.testkit.RepositoriesContract;
import dev.accountlink.testkit.RepositoriesUnderTest;
import dev.accountlink.testkit.fake.FakeAddress;
import dev.accountlink.testkit.fake.FakeGitHub;

/** GitHub Enterprise Server below a path, held to the contract of repositories. */
class GitHubRepositoriesTest extends RepositoriesContract {
  @Override
  protected RepositoriesUnderTest start() {
    FakeGitHub fake = FakeGitHub.start(FakeAddress.anyPort().withPath("/github"));
    return new RepositoriesUnderTest(
        fake,
        GitHub.provider("demo", "Demo", fake.baseUrl(), Client.of("forge", "quiet")),
        "repo") {
      @Override
      public String username() {
        return "x-access-token";
      }

      @Override
      public boolean tellsEmpty() {
        return false;
      }

      @Override
      public boolean tellsMissingScope() {
        return false;
      }
    };
  }
}
