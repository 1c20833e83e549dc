package dev.accountlink.testkit.kinds;

import dev.accountlink.provider.Google;
import dev.accountlink.provider.Provider;
import dev.accountlink.testkit.FakeKind;
import dev.accountlink.testkit.KindUnderTest;
import dev.accountlink.testkit.ProviderKindContract;
import dev.accountlink.testkit.fake.FakeGoogle;
import dev.accountlink.testkit.fake.FakeOpenIdProvider;

/** Google, held to the contract of kinds. */
class GoogleKindTest extends ProviderKindContract {
  @Override
  protected KindUnderTest start() {
    FakeOpenIdProvider fake = FakeGoogle.start();
    return new FakeKind(
        fake, client -> Provider.of("demo", "Demo", Google.KIND, fake.baseUrl(), client)) {
      /** Google is not the judge of addresses at example.org. */
      @Override
      public boolean tellsVerifiedEmails() {
        return false;
      }

      @Override
      public boolean tellsSuspended() {
        return false;
      }
    };
  }
}
