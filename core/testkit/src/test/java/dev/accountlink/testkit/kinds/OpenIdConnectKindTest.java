package dev.accountlink.testkit.kinds;

import dev.accountlink.provider.OpenIdConnect;
import dev.accountlink.testkit.FakeKind;
import dev.accountlink.testkit.KindUnderTest;
import dev.accountlink.testkit.ProviderKindContract;
import dev.accountlink.testkit.fake.FakeAddress;
import dev.accountlink.testkit.fake.FakeOpenIdProvider;

/** Any OpenID Connect provider, held to the contract of kinds. */
class OpenIdConnectKindTest extends ProviderKindContract {
  @Override
  protected KindUnderTest start() {
    FakeOpenIdProvider fake =
        FakeOpenIdProvider.start(FakeAddress.anyPort().withPath("/realms/dev"));
    return new FakeKind(
        fake, client -> OpenIdConnect.provider("demo", "Demo", fake.issuer(), client)) {
      @Override
      public boolean tellsSuspended() {
        return false;
      }
    };
  }
}
