package dev.accountlink.provider;

import dev.accountlink.model.ExternalIdentity;
import dev.accountlink.provider.ScopeCatalogue.Permission;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Azure DevOps Services, whose people are those of {@link Entra}: the same identities, and scopes
 * for repositories. Its own older OAuth takes no new clients.
 */
public final class AzureDevOps implements ProviderKind {
  /** The one instance. */
  public static final AzureDevOps KIND = new AzureDevOps();

  /** The resource; one token is good for one resource. A bare vso.code is refused. */
  private static final String RESOURCE = "499b84ac-1321-427f-aa17-267ca6975798/";

  private static final ScopeCatalogue SCOPES =
      ScopeCatalogue.ofSignIn("openid", "profile", "email")
          .with(Part.READ_REPOSITORIES, permission("vso.code", "Code (read)"))
          .with(Part.WRITE_REPOSITORIES, permission("vso.code_write", "Code (read and write)"))
          .with(Part.PULL_REQUESTS, permission("vso.code", "Code (read)"))
          .with(Part.ISSUES, permission("vso.work", "Work items (read)"))
          .with(Part.WIKI, permission("vso.wiki", "Wiki (read)"))
          .including(RESOURCE + "vso.code_full", RESOURCE + "vso.code_manage")
          .including(RESOURCE + "vso.code_manage", RESOURCE + "vso.code_write")
          .including(RESOURCE + "vso.code_write", RESOURCE + "vso.code")
          .including(RESOURCE + "vso.code", RESOURCE + "vso.profile")
          .including(RESOURCE + "vso.wiki_write", RESOURCE + "vso.wiki")
          .including(RESOURCE + "vso.work_full", RESOURCE + "vso.work_write")
          .including(RESOURCE + "vso.work_write", RESOURCE + "vso.work");

  private AzureDevOps() {}

  /**
   * Azure DevOps for the people of one tenant.
   *
   * @param tenant its id; not a domain name
   */
  public static Provider tenant(String id, String label, String tenant, Client client) {
    return Provider.of(
        id, label, KIND, "https://login.microsoftonline.com/" + tenant + "/v2.0", client);
  }

  /** Azure DevOps for the people of all organisations. */
  public static Provider organizations(String id, String label, Client client) {
    return tenant(id, label, "organizations", client);
  }

  private static Permission permission(String scope, String label) {
    return Permission.of(RESOURCE + scope, "Azure DevOps > Delegated > " + label);
  }

  @Override
  public String name() {
    return "azure-devops";
  }

  @Override
  public Protocol protocol(String baseUrl) {
    return Entra.KIND.protocol(baseUrl);
  }

  @Override
  public ScopeCatalogue scopes() {
    return SCOPES;
  }

  @Override
  public Map<String, String> connectParameters() {
    return Entra.KIND.connectParameters();
  }

  @Override
  public boolean showsAccountPicker() {
    return Entra.KIND.showsAccountPicker();
  }

  @Override
  public Map<String, String> reauthenticationParameters() {
    return Entra.KIND.reauthenticationParameters();
  }

  @Override
  public boolean tellsMemberships() {
    return Entra.KIND.tellsMemberships();
  }

  @Override
  public Optional<ProviderException.Code> tokenError(String error) {
    return Entra.KIND.tokenError(error);
  }

  @Override
  public TokenRules tokens(String baseUrl) {
    return Entra.KIND.tokens(baseUrl);
  }

  @Override
  public OfflineAccess offlineAccess() {
    return Entra.KIND.offlineAccess();
  }

  @Override
  public Optional<RepositoryHosting> repositories() {
    return Optional.of(AzureRepositories.HOSTING);
  }

  @Override
  public Optional<PersonalTokens> personalTokens() {
    return Optional.of(AzureTokens.KIND);
  }

  @Override
  public RegistrationForm registrationForm(String baseUrl) {
    RegistrationForm form = Entra.KIND.registrationForm(baseUrl);
    List<String> traps =
        List.of(
            "Switch on Organization settings > Policies > Third-party application access via OAuth"
                + " in Azure DevOps, or its API refuses every token.",
            "Personal Microsoft accounts may not be let in by Azure DevOps: take a tenant or"
                + " organizations.");
    return new RegistrationForm(
        form.address(),
        form.menu(),
        form.fields(),
        form.idName(),
        form.secretName(),
        form.secretShown(),
        Stream.concat(form.traps().stream(), traps.stream()).toList());
  }

  @Override
  public boolean isSubject(String text) {
    return Entra.KIND.isSubject(text);
  }

  @Override
  public ExternalIdentity identity(ProviderApi api) throws ProviderException {
    return Entra.KIND.identity(api);
  }

  @Override
  public ExternalIdentity withDetails(ProviderApi api, ExternalIdentity known) {
    return Entra.KIND.withDetails(api, known);
  }

  @Override
  public Set<String> memberships(ProviderApi api) {
    return Entra.KIND.memberships(api);
  }
}
