package dev.accountlink.testkit.kinds;

import dev.accountlink.provider.AzureDevOps;
import dev.accountlink.provider.Provider;
import dev.accountlink.testkit.FakeKind;
import dev.accountlink.testkit.KindUnderTest;
import dev.accountlink.testkit.ProviderKindContract;
import dev.accountlink.testkit.fake.FakeEntra;
import dev.accountlink.testkit.fake.FakeOpenIdProvider;
import dev.accountlink.testkit.fake.Person;
import java.net.URI;
import java.util.Optional;

/** Azure DevOps through Entra, held to the contract of kinds. */
class AzureDevOpsKindTest extends ProviderKindContract {
  @Override
  protected KindUnderTest start() {
    FakeOpenIdProvider fake = FakeEntra.start(FakeEntra.TENANT);
    return new FakeKind(
        fake, client -> Provider.of("demo", "Demo", AzureDevOps.KIND, fake.baseUrl(), client)) {
      @Override
      public String subjectOf(Person person) {
        return FakeEntra.TENANT + "/" + FakeEntra.objectId(person.subject());
      }

      @Override
      public boolean tellsVerifiedEmails() {
        return false;
      }

      @Override
      public Optional<URI> pictureOf(Person person) {
        return Optional.empty();
      }

      @Override
      public boolean tellsSuspended() {
        return false;
      }
    };
  }

  @Override
  protected String groupId(String id) {
    return FakeEntra.objectId(id);
  }
}
