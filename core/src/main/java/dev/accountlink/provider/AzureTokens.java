package dev.accountlink.provider;

import dev.accountlink.provider.ScopeCatalogue.Permission;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Personal access tokens of Azure DevOps, each good for one organisation: those for all of them are
 * made no more since March 2026. Nothing tells their scopes, nor when they run out.
 */
final class AzureTokens implements PersonalTokens {
  static final AzureTokens KIND = new AzureTokens();

  /** Of somebody from Entra; others (a Microsoft account, a robot) have no tenant. */
  private static final Pattern DESCRIPTOR = Pattern.compile("aad\\.[A-Za-z0-9_-]{1,200}");

  private static final ScopeCatalogue SCOPES =
      ScopeCatalogue.ofSignIn()
          .with(
              Part.READ_REPOSITORIES,
              Permission.of("vso.code", "Code: Read"),
              Permission.of("vso.graph", "Graph: Read")
                  .remarking("Azure DevOps says only with it whose a token is."))
          .with(Part.WRITE_REPOSITORIES, Permission.of("vso.code_write", "Code: Read & write"))
          .with(Part.PULL_REQUESTS, Permission.of("vso.code", "Code: Read"))
          .with(Part.ISSUES, Permission.of("vso.work", "Work Items: Read"))
          .with(Part.WIKI, Permission.of("vso.wiki", "Wiki: Read"))
          .including("vso.code_write", "vso.code");

  private AzureTokens() {}

  /** The page itself stands below an organisation, in the menu of the person. */
  @Override
  public URI page(String baseUrl) {
    return URI.create("https://dev.azure.com");
  }

  @Override
  public ScopeCatalogue scopes() {
    return SCOPES;
  }

  @Override
  public Shown shown() {
    return Shown.BASIC;
  }

  @Override
  public Beside beside() {
    return Beside.ORGANIZATION;
  }

  /** The organisation knows its people by names of its own, and its graph knows them by Entra's. */
  @Override
  public Facts read(RepositoryApi api) throws ProviderException, CallRefusedException {
    String descriptor =
        AzureRepositories.HOSTING
            .connection(api)
            .object("authenticatedUser")
            .text("subjectDescriptor")
            .filter(DESCRIPTOR.asMatchPredicate())
            .orElseThrow(() -> Kinds.notAPerson("The token is not of somebody from Entra."));
    Claims user = AzureRepositories.HOSTING.user(api, descriptor);
    String subject = user.text("domain").orElse("") + "/" + user.text("originId").orElse("");
    if (!user.text("origin").equals(Optional.of("aad")) || !Entra.KIND.isSubject(subject)) {
      throw Kinds.notAPerson("The token's user has no object id of Entra.");
    }
    return new Facts(subject, Optional.empty(), Optional.empty());
  }
}
