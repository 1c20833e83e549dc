package dev.accountlink.provider;

import dev.accountlink.provider.ScopeCatalogue.Permission;
import java.net.URI;
import java.util.Optional;

/**
 * HTTP access tokens of people at Bitbucket Data Center. A token cannot read its own permissions,
 * nor when it runs out.
 */
final class BitbucketDataCenterTokens implements PersonalTokens {
  static final BitbucketDataCenterTokens KIND = new BitbucketDataCenterTokens();

  private static final Permission READ = Permission.of("REPO_READ", "Repository: Read");
  private static final Permission ADMIN = Permission.of("REPO_ADMIN", "Repository: Admin");

  private static final ScopeCatalogue SCOPES =
      ScopeCatalogue.ofSignIn()
          .with(Part.READ_REPOSITORIES, READ)
          .with(Part.WRITE_REPOSITORIES, Permission.of("REPO_WRITE", "Repository: Write"))
          .with(Part.PULL_REQUESTS, READ)
          .with(Part.DEPLOY_KEYS, ADMIN)
          .with(Part.WEBHOOKS, ADMIN)
          .including("REPO_ADMIN", "REPO_WRITE")
          .including("REPO_WRITE", "REPO_READ");

  private BitbucketDataCenterTokens() {}

  @Override
  public URI page(String baseUrl) {
    return URI.create(Kinds.root(baseUrl) + "/plugins/servlet/access-tokens/manage");
  }

  @Override
  public ScopeCatalogue scopes() {
    return SCOPES;
  }

  /** With a token that is not good Bitbucket answers as to a stranger, without an error. */
  @Override
  public Facts read(RepositoryApi api) throws ProviderException, CallRefusedException {
    try {
      return new Facts(
          new OwnApi(BitbucketDataCenter.KIND, api).identity().key().subject(),
          Optional.empty(),
          Optional.empty());
    } catch (ProviderException e) {
      if (e.code() == ProviderException.Code.API_REFUSED) {
        throw CallRefusedException.token();
      }
      throw e;
    }
  }
}
