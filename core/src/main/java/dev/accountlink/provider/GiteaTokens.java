package dev.accountlink.provider;

import dev.accountlink.provider.ScopeCatalogue.Choice;
import dev.accountlink.provider.ScopeCatalogue.Permission;
import java.net.URI;
import java.util.Optional;

/**
 * Personal access tokens of Gitea and Forgejo. Nothing tells their scopes, and they do not run out
 * by themselves.
 */
final class GiteaTokens implements PersonalTokens {
  static final GiteaTokens KIND = new GiteaTokens();

  private static final Permission REPOSITORY = Permission.of("read:repository", "repository: Read");
  private static final Permission USER = Permission.of("read:user", "user: Read");

  private static final ScopeCatalogue SCOPES =
      GiteaScopes.withIncluded(
          ScopeCatalogue.ofSignIn()
              .with(Part.READ_REPOSITORIES, REPOSITORY, USER)
              .with(
                  Part.WRITE_REPOSITORIES,
                  Permission.of("write:repository", "repository: Read and Write"))
              .with(Part.PULL_REQUESTS, REPOSITORY, Permission.of("read:issue", "issue: Read"))
              .with(Part.ISSUES, Permission.of("read:issue", "issue: Read"))
              .with(Part.WIKI, REPOSITORY)
              .with(
                  Part.DEPLOY_KEYS, Permission.of("write:repository", "repository: Read and Write"))
              .with(Part.WEBHOOKS, Permission.of("write:repository", "repository: Read and Write"))
              .with(Choice.PER_REQUEST));

  private GiteaTokens() {}

  @Override
  public URI page(String baseUrl) {
    return URI.create(Kinds.root(baseUrl) + "/user/settings/applications");
  }

  @Override
  public ScopeCatalogue scopes() {
    return SCOPES;
  }

  @Override
  public Facts read(RepositoryApi api) throws ProviderException, CallRefusedException {
    ProviderAnswer answer =
        Repositories.good(api.get(Repositories.api(Gitea.KIND, api.baseUrl()) + "/user"), "/user");
    Claims user = answer.object();
    String subject =
        user.integer("id")
            .filter(Repositories.NUMBER.asMatchPredicate())
            .orElseThrow(() -> Kinds.notAPerson("The API's /user has no number of a person."));
    if (!user.isTrue("active") || user.isTrue("prohibit_login")) {
      throw Kinds.notAPerson("The user is not active or may not sign in.");
    }
    return new Facts(subject, Optional.empty(), Optional.empty());
  }
}
