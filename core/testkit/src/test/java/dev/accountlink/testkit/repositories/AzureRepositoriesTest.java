package dev.accountlink.testkit.repositories;

import dev.accountlink.provider.AzureDevOps;
import dev.accountlink.provider.Client;
import dev.accountlink.provider.Provider;
import dev.accountlink.testkit.RepositoriesContract;
import dev.accountlink.testkit.RepositoriesUnderTest;
import dev.accountlink.testkit.fake.FakeAzureDevOps;
import dev.accountlink.testkit.fake.FakeEntra;
import dev.accountlink.testkit.fake.FakeOpenIdProvider;
import dev.accountlink.testkit.fake.FakeRepository;
import java.net.URI;

/** Azure DevOps through Entra, held to the contract of repositories. */
class AzureRepositoriesTest extends RepositoriesContract {
  @Override
  protected RepositoriesUnderTest start() {
    FakeOpenIdProvider fake = FakeAzureDevOps.start().entra();
    Provider provider =
        Provider.of("demo", "Demo", AzureDevOps.KIND, fake.baseUrl(), Client.of("forge", "quiet"));
    return new RepositoriesUnderTest(
        fake, provider, "499b84ac-1321-427f-aa17-267ca6975798/vso.code") {
      @Override
      public String owner() {
        return "acme/Our Tools";
      }

      @Override
      public String idOf(FakeRepository repository) {
        return FakeEntra.objectId("4001")
            + "/"
            + FakeEntra.objectId(String.valueOf(repository.number()));
      }

      @Override
      public String gitRoot() {
        URI entra = URI.create(fake.baseUrl());
        return "http://" + entra.getRawAuthority() + "/dev.azure.com";
      }

      @Override
      public int largestPage() {
        return 1000;
      }

      @Override
      public boolean tellsPermission() {
        return false;
      }

      @Override
      public boolean tellsArchived() {
        return false;
      }

      @Override
      public boolean tellsMissingScope() {
        return false;
      }

      @Override
      public boolean signsInByHtml() {
        return true;
      }

      @Override
      public boolean takesDeployKeys() {
        return false;
      }
    };
  }
}
