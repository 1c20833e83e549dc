package dev.accountlink.provider;

import dev.accountlink.model.Scope;
import dev.accountlink.provider.ScopeCatalogue.Permission;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * API tokens of Atlassian accounts with scopes for Bitbucket, which took the place of app
 * passwords. Their scopes are other ones than a consumer's, and none includes another.
 */
final class BitbucketTokens implements PersonalTokens {
  static final BitbucketTokens KIND = new BitbucketTokens();

  private static final Permission REPOSITORY = Permission.of("read:repository:bitbucket");

  private static final ScopeCatalogue SCOPES =
      ScopeCatalogue.ofSignIn()
          .with(
              Part.READ_REPOSITORIES,
              Permission.of("read:user:bitbucket"),
              Permission.of("read:workspace:bitbucket"),
              REPOSITORY)
          .with(Part.WRITE_REPOSITORIES, Permission.of("write:repository:bitbucket"))
          .with(Part.PULL_REQUESTS, Permission.of("read:pullrequest:bitbucket"))
          .with(Part.ISSUES, Permission.of("read:issue:bitbucket"))
          .with(Part.WIKI, Permission.of("read:wiki:bitbucket"))
          .with(Part.DEPLOY_KEYS, REPOSITORY, Permission.of("admin:repository:bitbucket"))
          .with(Part.WEBHOOKS, Permission.of("write:webhook:bitbucket"));

  private BitbucketTokens() {}

  /** On a host beside; a fake has it below its own address. */
  @Override
  public URI page(String baseUrl) {
    String base = Kinds.root(baseUrl);
    String account =
        Optional.of(base).equals(Bitbucket.KIND.usualAddress()) ? "https://id.atlassian.com" : base;
    return URI.create(account + "/manage-profile/security/api-tokens");
  }

  @Override
  public ScopeCatalogue scopes() {
    return SCOPES;
  }

  @Override
  public Shown shown() {
    return Shown.BASIC_WITH_NAME;
  }

  @Override
  public Beside beside() {
    return Beside.EMAIL;
  }

  @Override
  public Facts read(RepositoryApi api) throws ProviderException, CallRefusedException {
    OwnApi own = new OwnApi(Bitbucket.KIND, api);
    String subject = own.identity().key().subject();
    return new Facts(
        subject,
        own.header("X-OAuth-Scopes").map(ScopeCatalogue::read).filter(BitbucketTokens::areOwn),
        Optional.empty());
  }

  /** No document promises the header: one that speaks of a consumer's scopes says nothing here. */
  private static boolean areOwn(Set<Scope> scopes) {
    return scopes.stream().anyMatch(scope -> scope.value().endsWith(":bitbucket"));
  }
}
