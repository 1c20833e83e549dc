package dev.accountlink.flows;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What the records of the library print of themselves. A record prints all of its components unless
 * it says otherwise, so every text that may be printed stands here by name.
 */
class PrintedTypesTest {
  private static final Set<String> MAY_BE_PRINTED =
      Set.of(
          "AddressPolicy.fix",
          "AddressPolicy.ownHost",
          "Client.id",
          "Continuation.Disconnect.linkId",
          "Decision.Guard.authoritiesForSignIn",
          "Decision.Refuse.detail",
          "DomainName.ascii",
          "Event.code",
          "Event.flow",
          "Facts.Disconnect.authoritiesForSignIn",
          "Gate.ClaimEquals.claim",
          "Gate.ClaimEquals.value",
          "Gate.MemberOf.ids",
          "Gate.MemberOf.label",
          "HostSessions.SessionStart.RefusedByHost.messageKey",
          "HostUsers.Creation.RefusedByHost.messageKey",
          "Facts.Connect.objection",
          "Facts.SignIn.objection",
          "HttpAnswer.mediaType",
          "IdentityKey.authority",
          "InMemoryReplayGuard.Use.key",
          "Note.Failed.code",
          "Note.Failed.reference",
          "Note.Landing.user",
          "OutboundRequest.address",
          "Note.Refused.detail",
          "Outcome.Failed.code",
          "Outcome.Failed.reference",
          "Outcome.Refused.detail",
          "Page.Failed.code",
          "Page.Failed.home",
          "Page.Failed.reference",
          "Page.Failed.settings",
          "Page.Field.name",
          "Page.Form.action",
          "Page.LinkView.id",
          "Page.Links.back",
          "Page.Links.gitCredentialsPage",
          "AdminPage.ProviderList.back",
          "AdminPage.ProviderList.example",
          "AdminPage.ProviderList.kinds",
          "AdminPage.ProviderSettings.address",
          "AdminPage.ProviderSettings.callback",
          "AdminPage.ProviderSettings.kind",
          "AdminPage.ProviderSettings.page",
          "AdminPage.ProviderSetup.back",
          "AdminPage.ProviderSetup.idKeys",
          "AdminPage.ProviderSetup.secretKeys",
          "Page.ProviderView.id",
          "Page.ProviderView.kind",
          "Page.ProviderView.label",
          "Page.Refused.home",
          "Page.Refused.hostReason",
          "Page.Refused.required",
          "Page.Refused.settings",
          "Page.Refused.signIn",
          "Page.Remains.providers",
          "Page.SignIn.home",
          "Page.SignIn.regularSignIn",
          "Protocol.OAuth2.api",
          "Protocol.OAuth2.authority",
          "Protocol.OAuth2.authorization",
          "Protocol.OAuth2.callbackIssuer",
          "Protocol.OAuth2.token",
          "DeployKeyRegister.Registered.id",
          "DeployKeyRegister.Registered.publicKey",
          "GrantVault.Revocation.authority",
          "RepositoryPage.Listed.next",
          "RepositoryRef.id",
          "GitLogin.withAccessToken",
          "GitLogin.withGrant",
          "IdTokens.Expected.authority",
          "Issuers.OneOf.names",
          "Issuers.PerTenant.except",
          "Issuers.PerTenant.template",
          "Protocol.OpenIdConnect.api",
          "Protocol.OpenIdConnect.authority",
          "Protocol.OpenIdConnect.metadata",
          "RegistrationForm.Field.name",
          "RegistrationForm.address",
          "RegistrationForm.idName",
          "RegistrationForm.menu",
          "RegistrationForm.secretName",
          "RegistrationForm.secretShown",
          "RegistrationForm.traps",
          "ScopeCatalogue.Permission.label",
          "ScopeCatalogue.Permission.remark",
          "ScopeCatalogue.Report.InAnswer.member",
          "ScopeCatalogue.Report.InHeader.name",
          "ScopeCatalogue.Report.Introspection.path",
          "ScopeCatalogue.Report.TokenInfo.member",
          "ScopeCatalogue.Report.TokenInfo.path",
          "TokenRules.Revocation.Endpoint.endpoint",
          "TokenRules.Revocation.GitHubGrant.api",
          "Provider.icon",
          "SetupGuide.Application.callback",
          "SetupGuide.Application.home",
          "SetupGuide.Application.siteName",
          "SetupGuide.Entry.field",
          "SetupGuide.Entry.type",
          "SetupGuide.Line.permission",
          "SetupGuide.Line.remarks",
          "SetupGuide.address",
          "SetupGuide.idName",
          "SetupGuide.label",
          "SetupGuide.menu",
          "SetupGuide.secretName",
          "SetupGuide.secretShown",
          "SetupGuide.traps",
          "Finding.words",
          "InMemoryGrantStore.Holder.name",
          "SealedRevocation.id",
          "TokenRevocation.Answer.Unsupported.page",
          "Ended.Unsupported.page",
          "GrantPage.AuthorizeLink.page",
          "GrantPage.GrantEnded.back",
          "GrantPage.GrantEnded.page",
          "GrantPage.GrantView.authority",
          "GrantPage.GrantView.id",
          "GrantPage.Grants.back",
          "GrantPage.PartView.permissions",
          "TokenRules.Revocation.ByPerson.byPerson",
          "TokenRules.Revocation.Discovered.byPerson",
          "Page.Links.grants",
          "OfflineAccess.parameters",
          "Provider.baseUrl",
          "Provider.label",
          "ProviderId.value",
          "Refreshed.Failure.message",
          "ReturnTo.path",
          "Scope.value",
          "UserId.value",
          "WebReply.Header.name");

  /** Hold behaviour, configuration or claims, whose own types print names only. */
  private static final Set<String> NOT_MADE =
      Set.of(
          "AccountLinkingBuilder.GrantKeeping",
          "DeployKeyPair",
          "Destination",
          "EnterToken.Entered",
          "Evidence",
          "Gather.Shown",
          "GrantId",
          "GrantKey",
          "GrantParts",
          "Trip",
          "Metadata",
          "NimbusExchange.Redeemed",
          "Parts",
          "ProviderAnswer",
          "Refreshing.Call",
          "Revocations.Try.Failed",
          "SealedSteps.Draft",
          "Settings",
          "SignedTokens.Verified",
          "TokenRefresh.Answer",
          "TokenRevocation.Answer.Renewed",
          "VaultKeys",
          "Watched.Links",
          "Watched.Sessions",
          "Watched.Users");

  private static final List<Class<?>> RECORDS =
      new ClassFileImporter()
              .withImportOption(new ImportOption.DoNotIncludeTests())
              .importPackages("dev.accountlink")
              .stream()
              .filter(JavaClass::isRecord)
              .filter(type -> !type.getPackageName().contains(".testkit"))
              .<Class<?>>map(JavaClass::reflect)
              .filter(type -> !type.getPackageName().endsWith(".flows"))
              .toList();

  @Test
  @DisplayName("G01 secrets in logs: no record prints a text that is not known to be harmless")
  void recordsPrintWhatIsKnownToBeHarmless() {
    Map<String, String> planted = new TreeMap<>();
    List<String> printed = new ArrayList<>();
    Set<String> notMade = new TreeSet<>();
    for (Class<?> type : RECORDS) {
      for (RecordComponent component : type.getRecordComponents()) {
        planted.put(
            Planted.text(type, component.getName()), name(type) + "." + component.getName());
      }
      Planted.make(type)
          .ifPresentOrElse(
              made -> printed.add(made.toString().toLowerCase(Locale.ROOT)),
              () -> notMade.add(name(type)));
    }
    Set<String> seen = new TreeSet<>();
    planted.forEach(
        (text, where) -> {
          if (printed.stream().anyMatch(one -> one.contains(text))) {
            seen.add(where);
          }
        });
    assertThat(seen).isEqualTo(new TreeSet<>(MAY_BE_PRINTED));
    assertThat(notMade).isEqualTo(new TreeSet<>(NOT_MADE));
    assertThat(printed).hasSizeGreaterThan(60);
  }

  @Test
  @DisplayName("G01 secrets in exceptions: what is wrong is named and not quoted")
  void recordsDoNotQuoteWhatTheyRefuse() {
    List<String> said =
        RECORDS.stream()
            .flatMap(type -> Planted.complaints(type).stream())
            // A provider's configured name, which an administrator has to be told.
            .map(message -> message.replace("Provider 'x-providerid-value-x'", ""))
            .toList();
    assertThat(said)
        .hasSizeGreaterThan(10)
        .allSatisfy(
            message ->
                assertThat(message)
                    .doesNotContain("\u0000")
                    .doesNotContain("y".repeat(50))
                    .doesNotContainPattern("x-\\w+-\\w+-x"));
  }

  private static String name(Class<?> type) {
    return type.getName().replaceFirst(".*\\.", "").replace('$', '.');
  }
}
