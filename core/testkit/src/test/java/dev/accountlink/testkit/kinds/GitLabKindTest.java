package dev.accountlink.testkit.kinds;

import dev.accountlink.provider.GitLab;
import dev.accountlink.testkit.FakeKind;
import dev.accountlink.testkit.KindUnderTest;
import dev.accountlink.testkit.ProviderKindContract;
import dev.accountlink.testkit.fake.FakeAddress;
import dev.accountlink.testkit.fake.FakeGitLab;

/** A self-managed GitLab below a path, held to the contract of kinds. */
class GitLabKindTest extends ProviderKindContract {
  @Override
  protected KindUnderTest start() {
    FakeGitLab fake = FakeGitLab.start(FakeAddress.anyPort().withPath("/gitlab"));
    return new FakeKind(fake, client -> GitLab.provider("demo", "Demo", fake.baseUrl(), client)) {
      @Override
      public boolean tellsSuspended() {
        return false;
      }
    };
  }
}
