package dev.accountlink.provider;

import dev.accountlink.provider.ScopeCatalogue.Choice;
import dev.accountlink.provider.ScopeCatalogue.Permission;
import dev.accountlink.provider.ScopeCatalogue.Report;
import java.util.List;

/** The scopes of Gitea and Forgejo. */
final class GiteaScopes {
  private static final List<String> CATEGORIES =
      List.of(
          "activitypub admin issue misc notification organization package repository user"
              .split(" "));

  private static final String FULL_ACCESS =
      "Without it Gitea would give full access. Gitea before 1.23 does so all the same, and Forgejo"
          + " unless ENABLE_ADDITIONAL_GRANT_SCOPES is on.";

  private static final Permission OWN_REPOSITORIES =
      Permission.of("read:user").remarking("Gitea lists your own repositories only with it.");

  static final ScopeCatalogue CATALOGUE =
      withIncluded(
          // Beside OpenID's scopes one that is Gitea's own: with OpenID's alone, or with one that
          // is misspelt, the token may do everything.
          ScopeCatalogue.ofSignIn()
              .with(
                  Part.SIGN_IN,
                  Permission.of("openid"),
                  Permission.of("profile"),
                  Permission.of("email"),
                  Permission.of("read:user").remarking(FULL_ACCESS))
              .with(Part.MEMBERSHIPS, Permission.of("read:organization"))
              .with(Part.READ_REPOSITORIES, Permission.of("read:repository"), OWN_REPOSITORIES)
              .with(Part.WRITE_REPOSITORIES, Permission.of("write:repository"))
              .with(
                  Part.PULL_REQUESTS, Permission.of("read:repository"), Permission.of("read:issue"))
              .with(Part.ISSUES, Permission.of("read:issue"))
              .with(Part.WIKI, Permission.of("read:repository"))
              .with(Part.DEPLOY_KEYS, Permission.of("write:repository"))
              .with(Part.WEBHOOKS, Permission.of("write:repository"))
              .with(Choice.FIRST_CONSENT)
              // The token's own answer says nothing of scopes.
              .reportedBy(new Report.Introspection("/login/oauth/introspect")));

  private GiteaScopes() {}

  /** Each write includes its read, and {@code all} is all of them. */
  static ScopeCatalogue withIncluded(ScopeCatalogue bare) {
    ScopeCatalogue catalogue =
        bare.including("all", CATEGORIES.stream().map("write:"::concat).toArray(String[]::new));
    for (String category : CATEGORIES) {
      catalogue = catalogue.including("write:" + category, "read:" + category);
    }
    return catalogue;
  }
}
