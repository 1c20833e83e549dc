package dev.accountlink.testkit.kinds;

import dev.accountlink.provider.BitbucketDataCenter;
import dev.accountlink.testkit.FakeKind;
import dev.accountlink.testkit.KindUnderTest;
import dev.accountlink.testkit.ProviderKindContract;
import dev.accountlink.testkit.fake.FakeAddress;
import dev.accountlink.testkit.fake.FakeBitbucketDataCenter;

/** Bitbucket Data Center below a path, held to the contract of kinds. */
class BitbucketDataCenterKindTest extends ProviderKindContract {
  @Override
  protected KindUnderTest start() {
    FakeBitbucketDataCenter fake =
        FakeBitbucketDataCenter.start(FakeAddress.anyPort().withPath("/bitbucket"));
    return new FakeKind(
        fake, client -> BitbucketDataCenter.provider("demo", "Demo", fake.baseUrl(), client)) {
      /** The code, the header with the name, and the directory. */
      @Override
      public int callsForIdentity() {
        return 3;
      }

      @Override
      public boolean tellsVerifiedEmails() {
        return false;
      }
    };
  }
}
