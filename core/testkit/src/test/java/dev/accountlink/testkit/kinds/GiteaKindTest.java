package dev.accountlink.testkit.kinds;

import dev.accountlink.provider.Gitea;
import dev.accountlink.testkit.FakeKind;
import dev.accountlink.testkit.KindUnderTest;
import dev.accountlink.testkit.ProviderKindContract;
import dev.accountlink.testkit.fake.FakeAddress;
import dev.accountlink.testkit.fake.FakeGitea;
import dev.accountlink.testkit.fake.GiteaFlavour;
import org.junit.jupiter.api.Nested;

/** Gitea of today and of some age, and Forgejo, below a path, held to the contract of kinds. */
class GiteaKindTest {
  @Nested
  class OfToday extends ProviderKindContract {
    @Override
    protected KindUnderTest start() {
      return kind(GiteaFlavour.GITEA);
    }
  }

  @Nested
  class OfSomeAge extends ProviderKindContract {
    @Override
    protected KindUnderTest start() {
      return kind(GiteaFlavour.OLD_GITEA);
    }
  }

  @Nested
  class OfForgejo extends ProviderKindContract {
    @Override
    protected KindUnderTest start() {
      return kind(GiteaFlavour.FORGEJO);
    }
  }

  private static KindUnderTest kind(GiteaFlavour flavour) {
    FakeGitea fake = FakeGitea.start(FakeAddress.anyPort().withPath("/git"), flavour);
    return new FakeKind(fake, client -> Gitea.provider("demo", "Demo", fake.baseUrl(), client));
  }
}
