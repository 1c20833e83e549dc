package dev.accountlink.testkit.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accountlink.exchange.Arrival;
import dev.accountlink.exchange.IssuerCheck;
import dev.accountlink.exchange.http.HttpLimits;
import dev.accountlink.model.EmailAddress;
import dev.accountlink.model.ExternalIdentity;
import dev.accountlink.model.Scope;
import dev.accountlink.provider.AzureDevOps;
import dev.accountlink.provider.CallbackRule;
import dev.accountlink.provider.Claims;
import dev.accountlink.provider.Client;
import dev.accountlink.provider.ClientAuthentication;
import dev.accountlink.provider.Entra;
import dev.accountlink.provider.GitLogin;
import dev.accountlink.provider.Part;
import dev.accountlink.provider.Protocol;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.ProviderException;
import dev.accountlink.provider.ProviderException.Code;
import dev.accountlink.provider.ProviderKind;
import dev.accountlink.provider.RegistrationForm;
import dev.accountlink.provider.RegistrationForm.Content;
import dev.accountlink.provider.RegistrationForm.Field;
import dev.accountlink.provider.ScopeCatalogue;
import dev.accountlink.provider.TokenRules;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is true of Microsoft Entra, and of Azure DevOps behind it. */
class EntraFactsTest {
  private static final String CONSUMERS = "9188040d-6c67-4c5b-b112-36a304b66dad";
  private static final String OTHER = "11111111-2222-4333-8444-555555555555";

  private final FakeOpenIdProvider many = FakeEntra.start("organizations");
  private final FakeOpenIdProvider one = FakeEntra.start(FakeEntra.TENANT);

  @AfterEach
  void close() {
    many.close();
    one.close();
  }

  @Test
  void theTenantStandsInTheAddresses() {
    Protocol.OpenIdConnect tenant = openId(Entra.tenant("e", "E", OTHER, RelyingParty.CLIENT));
    assertThat(tenant.metadata())
        .isEqualTo(
            URI.create(
                "https://login.microsoftonline.com/"
                    + OTHER
                    + "/v2.0/.well-known/openid-configuration"));
    assertThat(tenant.authority()).isEqualTo("https://login.microsoftonline.com");
    assertThat(tenant.clientAuthentication()).isEqualTo(ClientAuthentication.POST);
    assertThat(tenant.issuers().inToken(issuer(OTHER), Claims.of(Map.of("tid", OTHER)))).isTrue();
    assertThat(tenant.issuers().inToken(issuer(FakeEntra.TENANT), Claims.NONE)).isFalse();

    Protocol.OpenIdConnect consumers = openId(Entra.consumers("e", "E", RelyingParty.CLIENT));
    assertThat(consumers.issuers().inMetadata(issuer(CONSUMERS))).isTrue();
    assertThat(consumers.authority()).isEqualTo(tenant.authority());
  }

  @Test
  void aTenantIsNamedByItsIdBecauseADomainNameIsNotInTheTokens() {
    for (String tenant : List.of("contoso.onmicrosoft.com", "common", OTHER.replace("5", "G"))) {
      assertThatThrownBy(() -> Entra.tenant("e", "E", tenant, RelyingParty.CLIENT))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("tenant's id in small letters");
    }
  }

  @Test
  @DisplayName("D06 nOAuth: an address that an administrator wrote proves nothing")
  void anAddressAnAdministratorWroteProvesNothing() throws Exception {
    Person mallory =
        People.mallory().withClaim("tid", OTHER).withEmails(PersonEmail.primary("ada@example.org"));

    assertThat(email(arriveAs(mallory))).extracting(EmailAddress::verified).isEqualTo(false);
    assertThat(email(arriveAs(mallory.withClaim("xms_edov", "true"))).verified()).isFalse();
    assertThat(email(arriveAs(mallory.withClaim("xms_edov", true))).verified()).isTrue();
    assertThat(email(arriveAs(mallory.withClaim("xms_edov", 1))).verified()).isTrue();
  }

  @Test
  @DisplayName("D06 a person is a tenant and an object: one object id in two tenants is two people")
  void aPersonIsATenantAndAnObject() throws Exception {
    ExternalIdentity here = arriveAs(People.ada()).identity();
    ExternalIdentity there = arriveAs(People.ada().withClaim("tid", OTHER)).identity();

    assertThat(here.key().subject())
        .isEqualTo(FakeEntra.TENANT + "/" + FakeEntra.objectId(People.ada().subject()));
    assertThat(there.key()).isNotEqualTo(here.key());
  }

  @Test
  void theSameIdentityComesThroughEveryClientAndEveryTenantAddress() throws Exception {
    ExternalIdentity all = arriveAs(People.ada()).identity();
    RelyingParty tenant = party(one, Client.of("other-client", "quiet"));
    one.approveAs(People.ada());
    ExternalIdentity single = tenant.arrive().identity();

    assertThat(single.key().subject()).isEqualTo(all.key().subject());
  }

  @Test
  @DisplayName("D12 personal accounts do not come in as those of an organisation")
  void personalAccountsAreNoOrganisation() {
    assertThatThrownBy(() -> arriveAs(People.ada().withClaim("tid", CONSUMERS)))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("issuer");
  }

  @Test
  void groupsBeyondTheLimitCountAsNone() throws Exception {
    assertThat(
            arriveAs(
                    People.ada()
                        .withClaim("_claim_names", Map.of("groups", "src1"))
                        .withClaim("hasgroups", true))
                .memberships())
        .isEmpty();
  }

  @Test
  void tokensLiveAnHourAndThereIsNoRevocationButAPageOfTheirOwn() {
    TokenRules rules =
        TokenRules.of(
            Duration.ofMinutes(60),
            TokenRules.Refresh.ROTATES,
            new TokenRules.Revocation.ByPerson(URI.create("https://myapps.microsoft.com")));

    assertThat(Entra.KIND.tokens(one.baseUrl())).isEqualTo(rules);
    assertThat(AzureDevOps.KIND.tokens(one.baseUrl())).isEqualTo(rules);
  }

  @Test
  void eachRequestNamesItsScopesAndThePersonIsAskedWhereThatMatters() throws Exception {
    many.approveAs(People.ada());
    Arrival arrival = party(many, RelyingParty.CLIENT).arrive();

    RecordedRequest request = many.requests(Endpoint.AUTHORIZE).get(0);
    assertThat(request.queryParam("scope")).contains("openid profile email");
    assertThat(request.queryParam("code_challenge_method")).contains("S256");
    assertThat(request.queryParam("prompt")).as("a returning person is not asked").isEmpty();
    assertThat(arrival.grantedScopes()).contains(ScopeCatalogue.read("openid profile email"));
    assertThat(arrival.identity().login()).contains("ada");
    for (ProviderKind kind : List.of(Entra.KIND, AzureDevOps.KIND)) {
      assertThat(kind.connectParameters()).isEqualTo(Map.of("prompt", "select_account"));
      assertThat(kind.showsAccountPicker()).isTrue();
      assertThat(kind.reauthenticationParameters()).isEqualTo(Map.of("prompt", "login"));
      assertThat(kind.tellsAuthTime()).isFalse();
      assertThat(kind.tellsMemberships()).isTrue();
      assertThat(kind.callbackRule()).isEqualTo(CallbackRule.EXACT);
      assertThat(kind.gitLogin()).isEqualTo(GitLogin.ANY);
      assertThat(kind.scopes().choice()).isEqualTo(ScopeCatalogue.Choice.PER_REQUEST);
      assertThat(kind.scopes().scopes(List.of(Part.SIGN_IN)))
          .extracting(Scope::value)
          .containsExactly("openid", "profile", "email");
    }
  }

  @Test
  @DisplayName("F08 client auth: the secret, which holds characters of its own, goes in the form")
  void theSecretGoesIntoTheForm() throws Exception {
    many.approveAs(People.ada());
    party(many, Client.of("forge", "a~b.c%d")).arrive();

    RecordedRequest token = many.requests(Endpoint.TOKEN).get(0);
    assertThat(token.header("authorization")).isEmpty();
    assertThat(token.formParam("client_secret")).contains("a~b.c%d");
  }

  @Test
  void noIssIsMissedInTheCallback() throws Exception {
    RelyingParty party = party(one, RelyingParty.CLIENT);

    assertThat(party.exchange.checkIssuer(party.provider, Optional.empty()))
        .isEqualTo(IssuerCheck.FINE);
    assertThat(party.exchange.checkIssuer(party.provider, Optional.of("https://evil.example")))
        .isEqualTo(IssuerCheck.WRONG);
  }

  @Test
  @DisplayName("F06 a page that asks to sign in, with status 203 as of Azure, is no answer")
  void aPageWithStatus203IsNoAnswer() throws Exception {
    many.approveAs(People.ada());
    many.fault(Endpoint.TOKEN, Fault.answer(203, "text/html", "<html>Sign in</html>"));

    assertThat(Problems.code(() -> party(many, RelyingParty.CLIENT).arrive()))
        .isEqualTo(Code.NOT_JSON);
    try (FakeGitLab gitlab = FakeGitLab.start(FakeAddress.anyPort())) {
      gitlab.fault(Endpoint.MEMBERSHIPS, Fault.answer(203, "text/html", "<html>Sign in</html>"));
      Arrival arrival = RelyingParty.of(gitlab).arrive();
      assertThat(Problems.code(arrival::memberships)).isEqualTo(Code.NOT_JSON);
    }
  }

  @Test
  void theFormStandsInThePortalAndTheSecretIsTheValue() {
    RegistrationForm form = Entra.KIND.registrationForm(one.baseUrl());

    assertThat(form.address()).isEqualTo("https://entra.microsoft.com");
    assertThat(form.idName()).isEqualTo("Application (client) ID");
    assertThat(form.secretName()).contains("Value, not the Secret ID");
    assertThat(form.fields()).contains(new Field("Redirect URI (platform: Web)", Content.CALLBACK));
    assertThat(AzureDevOps.KIND.registrationForm(one.baseUrl()).traps())
        .containsAll(form.traps())
        .anyMatch(trap -> trap.contains("Third-party application access via OAuth"));
  }

  @Test
  void azureDevOpsAsksItsOwnResource() {
    assertThat(AzureDevOps.KIND.scopes().scopes(List.of(Part.READ_REPOSITORIES)))
        .containsExactly(new Scope("499b84ac-1321-427f-aa17-267ca6975798/vso.code"));
    assertThat(azure(Part.WRITE_REPOSITORIES)).containsExactly("vso.code_write");
    assertThat(azure(Part.PULL_REQUESTS)).containsExactly("vso.code");
    assertThat(azure(Part.ISSUES)).containsExactly("vso.work");
    assertThat(azure(Part.WIKI)).containsExactly("vso.wiki");
    assertThat(
            AzureDevOps.KIND
                .scopes()
                .missing(
                    AzureDevOps.KIND.scopes().scopes(List.of(Part.READ_REPOSITORIES)),
                    AzureDevOps.KIND.scopes().scopes(List.of(Part.WRITE_REPOSITORIES))))
        .as("writing includes reading")
        .isEmpty();
    assertThat(AzureDevOps.KIND.scopes().offers(Part.DEPLOY_KEYS)).isFalse();
    assertThat(AzureDevOps.tenant("a", "A", OTHER, RelyingParty.CLIENT).authority())
        .as("its people are those of Entra")
        .isEqualTo(Entra.tenant("e", "E", OTHER, RelyingParty.CLIENT).authority());
  }

  private static List<String> azure(Part part) {
    return AzureDevOps.KIND.scopes().scopes(List.of(part)).stream()
        .map(scope -> scope.value().replace("499b84ac-1321-427f-aa17-267ca6975798/", ""))
        .toList();
  }

  private static EmailAddress email(Arrival arrival) throws Exception {
    List<EmailAddress> emails = arrival.identity().emails();
    assertThat(emails).hasSize(1);
    return emails.get(0);
  }

  private Arrival arriveAs(Person person) throws Exception {
    RelyingParty party = party(many, RelyingParty.CLIENT);
    many.approveAs(person);
    return party.arrive();
  }

  private static RelyingParty party(FakeOpenIdProvider entra, Client client) {
    entra.register(client.id(), client.secret().reveal(), RelyingParty.CALLBACK.toString());
    return new RelyingParty(
        Provider.of("entra", "Entra", Entra.KIND, entra.baseUrl(), client),
        HttpLimits.DEFAULT,
        Clock.systemUTC());
  }

  private static Protocol.OpenIdConnect openId(Provider provider) {
    return (Protocol.OpenIdConnect) provider.protocol();
  }

  private static String issuer(String tenant) {
    return "https://login.microsoftonline.com/" + tenant + "/v2.0";
  }
}
