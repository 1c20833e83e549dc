package dev.accountlink.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.accountlink.exchange.Arrival;
import dev.accountlink.provider.Client;
import dev.accountlink.provider.Part;
import dev.accountlink.provider.ProviderException.Code;
import dev.accountlink.provider.RegistrationForm.Content;
import dev.accountlink.provider.RegistrationForm.Field;
import dev.accountlink.provider.ScopeCatalogue.Choice;
import dev.accountlink.testkit.fake.People;
import dev.accountlink.web.Parameters;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What every provider kind must do, with the library's own protocol layer and a fake that speaks
 * the provider's protocol. Extend it with a method that starts the fake:
 *
 * <pre>{@code
 * class MyKindTest extends ProviderKindContract {
 *   protected KindUnderTest start() {
 *     return new MyFake();
 *   }
 * }
 * }</pre>
 */
public abstract class ProviderKindContract extends ProviderKindPeople {

  /** For subclasses. */
  protected ProviderKindContract() {}

  /** The kind with its fake, freshly started; asked for once in every test. */
  @Override
  protected abstract KindUnderTest start();

  @Test
  void aCodeIsGoodOnce() throws Exception {
    kind.consentAs(People.ada());
    String code = code(wentThere());
    redeem(code, CLIENT, VERIFIER);

    assertThat(problem(() -> redeem(code, CLIENT, VERIFIER)).code()).isEqualTo(Code.INVALID_GRANT);
  }

  @Test
  void aCodeIsRefusedWithTheWrongVerifier() throws Exception {
    assumeTrue(kind.checksVerifier(), "this provider does not know PKCE");
    kind.consentAs(People.ada());
    String code = code(wentThere());

    assertThat(problem(() -> redeem(code, CLIENT, "x".repeat(43))).code())
        .isEqualTo(Code.INVALID_GRANT);
  }

  @Test
  void aWrongSecretIsToldAsOne() throws Exception {
    kind.consentAs(People.ada());
    String code = code(wentThere());
    Client wrong = Client.of(CLIENT.id(), "another-secret");

    assertThat(problem(() -> redeem(code, wrong, VERIFIER)).code())
        .isEqualTo(kind.tellsWrongSecret() ? Code.INVALID_CLIENT : Code.INVALID_GRANT);
  }

  @Test
  void cancelComesBackAsAnError() throws Exception {
    assumeTrue(kind.errorOfCancel().isPresent(), "this provider keeps the browser");
    kind.cancel();
    Parameters answer = wentThere();

    assertThat(answer.single("error")).isEqualTo(kind.errorOfCancel());
    assertThat(answer.single("state")).contains("state-of-this-flow");
    assertThat(answer.single("code")).isEmpty();
  }

  @Test
  void theAuthorizationAddressHoldsWhatTheFlowNeeds() throws Exception {
    URI address = authorization(false);
    Parameters query = Parameters.parse(address.getRawQuery());

    assertThat(address.toString()).startsWith(origin(provider.baseUrl()));
    assertThat(query.single("response_type")).contains("code");
    assertThat(query.single("client_id")).contains(CLIENT.id());
    assertThat(query.single("state")).contains("state-of-this-flow");
    assertThat(query.single("code_challenge_method")).contains("S256");
    assertThat(query.single("redirect_uri"))
        .isEqualTo(
            provider.kind().sendsCallback() ? Optional.of(CALLBACK.toString()) : Optional.empty());
  }

  @Test
  void whatWasGrantedIsNeverTakenToBeWhatWasAsked() throws Exception {
    Arrival arrival = arriveAs(People.ada());
    arrival.identity();

    arrival
        .grantedScopes()
        .ifPresent(
            granted ->
                assertThat(provider.kind().scopes().missing(provider.signInScopes(), granted))
                    .as("everything was granted in this flow")
                    .isEmpty());
  }

  @Test
  @DisplayName("F12 outage: it is told as such, and so is a page of HTML (F06); nobody arrives")
  void anOutageIsToldAsSuch() throws Exception {
    kind.consentAs(People.ada());
    String code = code(wentThere());
    String other = code(wentThere());

    kind.breakApi(false);
    assertThat(problem(() -> redeem(code, CLIENT, VERIFIER).identity()).code())
        .isEqualTo(Code.PROVIDER_DOWN);
    kind.breakApi(true);
    assertThat(problem(() -> redeem(other, CLIENT, VERIFIER).identity()).code())
        .isIn(Code.NOT_JSON, Code.TOKEN_REFUSED);
  }

  @Test
  void theDataOfTheKindIsWhole() {
    assertThat(provider.kind().name()).matches("[a-z0-9]+(-[a-z0-9]+)*");
    assertThat(provider.kind().scopes().offers(Part.SIGN_IN)).isTrue();
    if (provider.kind().scopes().choice() != Choice.FIXED_ON_CLIENT) {
      assertThat(provider.signInScopes()).as("an empty request asks for a default").isNotEmpty();
    }
    assertThat(provider.kind().scopes().reported()).isNotNull();
    assertThat(provider.kind().gitLogin().withGrant()).isNotNull();
    assertThat(provider.kind().registrationForm(provider.baseUrl()).fields())
        .extracting(Field::content)
        .contains(Content.CALLBACK);
    assertThat(provider.kind().tokens(provider.baseUrl()).revocation()).isNotNull();
  }
}
