package dev.accountlink.testkit.kinds;

import dev.accountlink.provider.Bitbucket;
import dev.accountlink.provider.Provider;
import dev.accountlink.testkit.FakeKind;
import dev.accountlink.testkit.KindUnderTest;
import dev.accountlink.testkit.ProviderKindContract;
import dev.accountlink.testkit.fake.FakeBitbucket;
import dev.accountlink.testkit.fake.Person;

/** Bitbucket Cloud, held to the contract of kinds. */
class BitbucketKindTest extends ProviderKindContract {
  @Override
  protected KindUnderTest start() {
    FakeBitbucket fake = FakeBitbucket.start();
    return new FakeKind(
        fake, client -> Provider.of("demo", "Demo", Bitbucket.KIND, fake.baseUrl(), client)) {
      @Override
      public String subjectOf(Person person) {
        return FakeBitbucket.uuid(person.subject());
      }

      @Override
      public boolean checksVerifier() {
        return false;
      }
    };
  }

  @Override
  protected String groupId(String id) {
    return FakeBitbucket.uuid(id);
  }
}
