package dev.accountlink.testkit.kinds;

import dev.accountlink.provider.GitHub;
import dev.accountlink.testkit.FakeKind;
import dev.accountlink.testkit.KindUnderTest;
import dev.accountlink.testkit.ProviderKindContract;
import dev.accountlink.testkit.fake.FakeAddress;
import dev.accountlink.testkit.fake.FakeGitHub;

/** GitHub Enterprise Server below a path, held to the contract of kinds. */
class GitHubKindTest extends ProviderKindContract {
  @Override
  protected KindUnderTest start() {
    FakeGitHub fake = FakeGitHub.start(FakeAddress.anyPort().withPath("/github"));
    return new FakeKind(fake, client -> GitHub.provider("demo", "Demo", fake.baseUrl(), client));
  }
}
