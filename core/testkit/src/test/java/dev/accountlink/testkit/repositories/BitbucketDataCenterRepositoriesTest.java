package dev.accountlink.testkit.repositories;

import dev.accountlink.provider.BitbucketDataCenter;
import dev.accountlink.provider.Client;
import dev.accountlink.testkit.RepositoriesContract;
import dev.accountlink.testkit.RepositoriesUnderTest;
import dev.accountlink.testkit.fake.FakeAddress;
import dev.accountlink.testkit.fake.FakeBitbucketDataCenter;

/** Bitbucket Data Center below a path, held to the contract of repositories. */
class BitbucketDataCenterRepositoriesTest extends RepositoriesContract {
  @Override
  protected RepositoriesUnderTest start() {
    FakeBitbucketDataCenter fake =
        FakeBitbucketDataCenter.start(FakeAddress.anyPort().withPath("/bitbucket"));
    return new RepositoriesUnderTest(
        fake,
        BitbucketDataCenter.provider("demo", "Demo", fake.baseUrl(), Client.of("forge", "quiet")),
        "REPO_READ",
        "REPO_WRITE",
        "REPO_ADMIN") {
      @Override
      public String owner() {
        return "ACME";
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
      public boolean tellsSize() {
        return false;
      }

      @Override
      public boolean listsBranch() {
        return false;
      }

      @Override
      public boolean findsRenamed() {
        return false;
      }

      @Override
      public boolean tellsMissingScope() {
        return false;
      }

      @Override
      public boolean sharesKeys() {
        return true;
      }
    };
  }
}
