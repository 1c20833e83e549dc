package dev.accountlink.testkit.repositories;

import dev.accountlink.provider.Bitbucket;
import dev.accountlink.provider.Client;
import dev.accountlink.provider.Provider;
import dev.accountlink.testkit.RepositoriesContract;
import dev.accountlink.testkit.RepositoriesUnderTest;
import dev.accountlink.testkit.fake.FakeBitbucket;
import dev.accountlink.testkit.fake.FakeRepository;

/** Bitbucket Cloud, held to the contract of repositories. */
class BitbucketRepositoriesTest extends RepositoriesContract {
  @Override
  protected RepositoriesUnderTest start() {
    FakeBitbucket fake = FakeBitbucket.start();
    return new RepositoriesUnderTest(
        fake,
        Provider.of("demo", "Demo", Bitbucket.KIND, fake.baseUrl(), Client.of("forge", "quiet")),
        "account",
        "team",
        "repository",
        "repository:admin") {
      @Override
      public String idOf(FakeRepository repository) {
        return FakeBitbucket.uuid(String.valueOf(repository.number()));
      }

      @Override
      public String username() {
        return "x-token-auth";
      }

      @Override
      public boolean tellsPermission() {
        return false;
      }

      @Override
      public boolean tellsArchived() {
        return false;
      }
    };
  }
}
