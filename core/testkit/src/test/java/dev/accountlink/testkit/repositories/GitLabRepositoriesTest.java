package dev.accountlink.testkit.repositories;

import dev.accountlink.provider.Client;
import dev.accountlink.provider.GitLab;
import dev.accountlink.testkit.RepositoriesContract;
import dev.accountlink.testkit.RepositoriesUnderTest;
import dev.accountlink.testkit.fake.FakeAddress;
import dev.accountlink.testkit.fake.FakeGitLab;

/** A GitLab below a path, held to the contract of repositories. */
class GitLabRepositoriesTest extends RepositoriesContract {
  @Override
  protected RepositoriesUnderTest start() {
    FakeGitLab fake = FakeGitLab.start(FakeAddress.anyPort().withPath("/gitlab"));
    return new RepositoriesUnderTest(
        fake, GitLab.provider("demo", "Demo", fake.baseUrl(), Client.of("forge", "quiet")), "api");
  }
}
