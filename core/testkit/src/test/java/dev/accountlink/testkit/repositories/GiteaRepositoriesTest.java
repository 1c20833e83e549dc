package dev.accountlink.testkit.repositories;

import dev.accountlink.provider.Client;
import dev.accountlink.provider.Gitea;
import dev.accountlink.testkit.RepositoriesContract;
import dev.accountlink.testkit.RepositoriesUnderTest;
import dev.accountlink.testkit.fake.FakeAddress;
import dev.accountlink.testkit.fake.FakeGitea;
import dev.accountlink.testkit.fake.GiteaFlavour;
import org.junit.jupiter.api.Nested;

/** Gitea, with pages as usual and with short ones, held to the contract of repositories. */
class GiteaRepositoriesTest {
  @Nested
  class WithUsualPages extends RepositoriesContract {
    @Override
    protected RepositoriesUnderTest start() {
      return kind(50);
    }
  }

  @Nested
  class WithShortPages extends RepositoriesContract {
    @Override
    protected RepositoriesUnderTest start() {
      return kind(30);
    }
  }

  private static RepositoriesUnderTest kind(int largestPage) {
    FakeGitea fake = FakeGitea.start(FakeAddress.anyPort().withPath("/git"), GiteaFlavour.GITEA);
    fake.limitPages(largestPage);
    return new RepositoriesUnderTest(
        fake,
        Gitea.provider("demo", "Demo", fake.baseUrl(), Client.of("forge", "quiet")),
        "read:user",
        "write:repository") {
      @Override
      public boolean sharesKeys() {
        return true;
      }
    };
  }
}
