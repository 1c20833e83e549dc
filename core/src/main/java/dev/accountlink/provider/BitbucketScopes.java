package dev.accountlink.provider;

import dev.accountlink.provider.ScopeCatalogue.Choice;
import dev.accountlink.provider.ScopeCatalogue.Permission;
import dev.accountlink.provider.ScopeCatalogue.Report;

/** What has to be ticked on a Bitbucket Cloud consumer, and what includes what. */
final class BitbucketScopes {
  static final ScopeCatalogue CATALOGUE =
      ScopeCatalogue.ofSignIn()
          .with(
              Part.SIGN_IN,
              Permission.of("email", "Account: Email"),
              Permission.of("account", "Account: Read"))
          .with(Part.MEMBERSHIPS, Permission.of("team", "Workspace membership: Read"))
          .with(
              Part.READ_REPOSITORIES,
              Permission.of("project", "Projects: Read"),
              Permission.of("repository", "Repositories: Read"))
          .with(Part.WRITE_REPOSITORIES, Permission.of("repository:write", "Repositories: Write"))
          .with(Part.PULL_REQUESTS, Permission.of("pullrequest", "Pull requests: Read"))
          .with(Part.ISSUES, Permission.of("issue", "Issues: Read"))
          .with(
              Part.WIKI,
              Permission.of("wiki", "Wikis: Read and write")
                  .remarking("Bitbucket has no permission that only reads wikis."))
          .with(
              Part.DEPLOY_KEYS,
              // Admin includes neither reading nor writing.
              Permission.of("repository", "Repositories: Read"),
              Permission.of("repository:admin", "Repositories: Admin"))
          .with(Part.WEBHOOKS, Permission.of("webhook", "Webhooks: Read and write"))
          .with(Choice.FIXED_ON_CLIENT)
          .including("account", "email")
          .including("account:write", "account")
          .including("team:write", "team")
          .including("project", "repository")
          .including("repository:write", "repository")
          .including("pullrequest", "repository")
          .including("pullrequest:write", "pullrequest", "repository:write")
          .including("issue:write", "issue")
          .including("snippet:write", "snippet")
          .including("pipeline:write", "pipeline")
          .including("runner:write", "runner")
          // In the plural, other than everybody else.
          .reportedBy(new Report.InAnswer("scopes"));

  private BitbucketScopes() {}
}
