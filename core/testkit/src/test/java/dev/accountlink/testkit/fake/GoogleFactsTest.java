package dev.accountlink.testkit.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.exchange.Arrival;
import dev.accountlink.exchange.IssuerCheck;
import dev.accountlink.exchange.http.HttpLimits;
import dev.accountlink.model.EmailAddress;
import dev.accountlink.model.ExternalIdentity;
import dev.accountlink.provider.CallbackRule;
import dev.accountlink.provider.Claims;
import dev.accountlink.provider.ClientAuthentication;
import dev.accountlink.provider.GitLogin;
import dev.accountlink.provider.Google;
import dev.accountlink.provider.Part;
import dev.accountlink.provider.Protocol;
import dev.accountlink.provider.Provider;
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

/** What is true of Google and of nobody else. */
class GoogleFactsTest {
  private final FakeOpenIdProvider google = FakeGoogle.start();
  private final RelyingParty party =
      new RelyingParty(
          Provider.of("google", "Google", Google.KIND, google.baseUrl(), RelyingParty.CLIENT),
          HttpLimits.DEFAULT,
          Clock.systemUTC());

  GoogleFactsTest() {
    google.register("forge", "quiet", RelyingParty.CALLBACK.toString());
  }

  @AfterEach
  void close() {
    google.close();
  }

  @Test
  void theAddressesAreGooglesOwn() {
    Protocol.OpenIdConnect protocol =
        (Protocol.OpenIdConnect)
            Google.provider("google", "Google", RelyingParty.CLIENT).protocol();

    assertThat(protocol.metadata())
        .isEqualTo(URI.create("https://accounts.google.com/.well-known/openid-configuration"));
    assertThat(protocol.authority()).isEqualTo("https://accounts.google.com");
    assertThat(protocol.clientAuthentication()).isEqualTo(ClientAuthentication.POST);
    assertThat(protocol.issuers().inToken("https://accounts.google.com", Claims.NONE)).isTrue();
    assertThat(protocol.issuers().inToken("accounts.google.com", Claims.NONE)).isTrue();
    assertThat(protocol.issuers().inToken("https://accounts.google.com/", Claims.NONE)).isFalse();
  }

  @Test
  @DisplayName("D05 an address Google is not the judge of is not proven, whatever it says")
  void onlyItsOwnAddressesAreProven() throws Exception {
    assertThat(email(People.ada())).extracting(EmailAddress::verified).isEqualTo(false);
    assertThat(email(People.ada().withEmails(PersonEmail.primary("ada@gmail.com"))))
        .extracting(EmailAddress::verified)
        .isEqualTo(true);
    assertThat(email(People.ada().withEmails(PersonEmail.primary("ada@notgmail.com"))))
        .extracting(EmailAddress::verified)
        .isEqualTo(false);
    assertThat(email(People.ada().withClaim("hd", "example.org")))
        .extracting(EmailAddress::verified)
        .isEqualTo(true);
    assertThat(
            email(
                People.ada().withEmails(PersonEmail.primary("ada@gmail.com").withVerified(false))))
        .extracting(EmailAddress::verified)
        .isEqualTo(false);
  }

  @Test
  void theCompanyIsAClaimForAGate() throws Exception {
    assertThat(arriveAs(People.ada().withClaim("hd", "example.org")).claims().texts("hd"))
        .containsExactly("example.org");
  }

  @Test
  void longNamesOfGrantedScopesAreUnderstood() throws Exception {
    assertThat(
            Google.KIND
                .scopes()
                .missing(
                    Google.KIND.scopes().scopes(List.of(Part.SIGN_IN)),
                    arriveAs(People.ada()).grantedScopes().orElseThrow()))
        .isEmpty();
  }

  @Test
  void eachRequestNamesItsScopesAndAsksWhichAccountOnlyToConnect() throws Exception {
    arriveAs(People.ada());

    RecordedRequest request = google.requests(Endpoint.AUTHORIZE).get(0);
    assertThat(request.queryParam("scope")).contains("openid profile email");
    assertThat(request.queryParam("code_challenge_method")).contains("S256");
    assertThat(request.queryParam("prompt")).isEmpty();
    assertThat(Google.KIND.connectParameters()).isEqualTo(Map.of("prompt", "select_account"));
    assertThat(Google.KIND.showsAccountPicker()).isTrue();
    assertThat(Google.KIND.scopes().choice()).isEqualTo(ScopeCatalogue.Choice.PER_REQUEST);
    assertThat(Google.KIND.scopes().scopes(List.of(Part.values()))).hasSize(3);
    assertThat(Google.KIND.usualAddress()).contains("https://accounts.google.com");
    assertThat(Google.KIND.callbackRule()).isEqualTo(CallbackRule.EXACT);
    assertThat(Google.KIND.gitLogin()).isEqualTo(GitLogin.ANY);
  }

  @Test
  @DisplayName("D07 mutable login: the key is sub, and the address is not even the login")
  void theKeyIsSub() throws Exception {
    ExternalIdentity ada = arriveAs(People.ada()).identity();
    ExternalIdentity moved =
        arriveAs(People.ada().withEmails(PersonEmail.primary("countess@gmail.com"))).identity();

    assertThat(ada.key().subject()).isEqualTo(People.ada().subject());
    assertThat(ada.login()).contains("ada");
    assertThat(moved.key()).isEqualTo(ada.key());
    assertThat(moved.login()).contains("countess");
  }

  @Test
  void theFormStandsInTheCloudConsole() {
    RegistrationForm form = Google.KIND.registrationForm("https://accounts.google.com");

    assertThat(form.address()).isEqualTo("https://console.cloud.google.com/apis/credentials");
    assertThat(form.fields()).contains(new Field("Authorized redirect URIs", Content.CALLBACK));
    assertThat(String.join(" ", form.traps())).contains("Testing", "hd");
  }

  @Test
  void theSecretGoesIntoTheForm() throws Exception {
    arriveAs(People.ada());

    RecordedRequest token = google.requests(Endpoint.TOKEN).get(0);
    assertThat(token.header("authorization")).isEmpty();
    assertThat(token.formParam("client_secret")).contains("quiet");
  }

  @Test
  void theCallbackNamesGoogleAndNobodyElse() throws Exception {
    assertThat(party.exchange.checkIssuer(party.provider, Optional.of(google.baseUrl())))
        .isEqualTo(IssuerCheck.FINE);
    assertThat(party.exchange.checkIssuer(party.provider, Optional.of("https://evil.example")))
        .isEqualTo(IssuerCheck.WRONG);
  }

  @Test
  void tokensLiveAnHourAndRefreshTokensStay() {
    TokenRules rules = Google.KIND.tokens("https://accounts.google.com");

    assertThat(rules.accessLife()).contains(Duration.ofSeconds(3599));
    assertThat(rules.refresh()).isEqualTo(TokenRules.Refresh.STAYS);
    assertThat(rules.revocation())
        .isEqualTo(
            new TokenRules.Revocation.Discovered(
                URI.create("https://myaccount.google.com/connections")));
  }

  private EmailAddress email(Person person) throws Exception {
    ExternalIdentity identity = arriveAs(person).identity();
    assertThat(identity.emails()).hasSize(1);
    return identity.emails().get(0);
  }

  private Arrival arriveAs(Person person) throws Exception {
    google.approveAs(person);
    return party.arrive();
  }
}
