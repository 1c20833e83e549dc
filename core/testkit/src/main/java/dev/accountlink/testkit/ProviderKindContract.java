package dev.accountlink.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.accountlink.exchange.Arrival;
import dev.accountlink.exchange.AuthorizationRequest;
import dev.accountlink.exchange.NimbusExchange;
import dev.accountlink.exchange.ProviderExchange;
import dev.accountlink.exchange.Redemption;
import dev.accountlink.exchange.http.OutboundHttp;
import dev.accountlink.model.EmailAddress;
import dev.accountlink.model.ExternalIdentity;
import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.Secret;
import dev.accountlink.provider.Client;
import dev.accountlink.provider.Part;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.ProviderException;
import dev.accountlink.provider.ProviderException.Code;
import dev.accountlink.provider.RegistrationForm.Content;
import dev.accountlink.provider.RegistrationForm.Field;
import dev.accountlink.provider.ScopeCatalogue.Choice;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.People;
import dev.accountlink.testkit.fake.Person;
import dev.accountlink.testkit.fake.PersonGroup;
import dev.accountlink.web.Parameters;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
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
public abstract class ProviderKindContract {
  private static final URI CALLBACK = URI.create("http://localhost:9/-/sso/demo/callback");
  private static final String VERIFIER = "0123456789-abcdefghijklmnopqrstuvwxyz_ABCDE";
  private static final String NONCE = "nonce-of-this-flow";
  private static final Client CLIENT = Client.of("forge", "quiet-secret");

  private final KindUnderTest kind = start();
  private final Provider provider = kind.provider(CLIENT, CALLBACK);
  private final ProviderExchange exchange =
      new NimbusExchange(new OutboundHttp(), Clock.systemUTC());

  /** For subclasses. */
  protected ProviderKindContract() {}

  /** The kind with its fake, freshly started; asked for once in every test. */
  protected abstract KindUnderTest start();

  @AfterEach
  void stop() {
    kind.close();
  }

  @Test
  @DisplayName("D07 mutable login: a person is known by the immutable key, whatever the login")
  void aPersonIsKnownByTheImmutableKey() throws Exception {
    ExternalIdentity before = arriveAs(People.ada()).identity();
    ExternalIdentity after = arriveAs(People.ada().withLogin("countess")).identity();

    assertThat(before.key())
        .isEqualTo(new IdentityKey(provider.authority(), kind.subjectOf(People.ada())));
    assertThat(after.key()).isEqualTo(before.key());
    assertThat(provider.kind().isSubject(before.key().subject())).isTrue();
    assertThat(provider.authority()).isEqualTo(provider.protocol().authority());
  }

  @Test
  @DisplayName("D08 recycled login: whoever takes a login over is somebody else")
  void whoeverTakesALoginOverIsSomebodyElse() throws Exception {
    ExternalIdentity ada = arriveAs(People.ada()).identity();

    assertThat(arriveAs(People.recycledLogin(People.ada())).identity().key())
        .isNotEqualTo(ada.key());
  }

  @Test
  void anIdentityCostsNoMoreCallsThanItMust() throws Exception {
    kind.consentAs(People.ada());
    String code = code(wentThere());
    int before = kind.calls();

    redeem(code, CLIENT, VERIFIER).identity();

    assertThat(kind.calls() - before).isLessThanOrEqualTo(kind.callsForIdentity());
  }

  @Test
  void detailsNameThePersonAndTheProvenAddress() throws Exception {
    ExternalIdentity ada = details(People.ada());

    assertThat(ada.login()).contains("ada");
    assertThat(ada.displayName())
        .isEqualTo(kind.tellsDisplayNames() ? Optional.of("Ada Lovelace") : Optional.empty());
    assertThat(ada.emails()).extracting(EmailAddress::address).contains("ada@example.org");
    assertThat(ada.verifiedEmail().isPresent()).isEqualTo(kind.tellsVerifiedEmails());
  }

  @Test
  @DisplayName("D05 non-verifying provider: an address nobody has proven is never a proven one")
  void anUnprovenAddressIsNeverAProvenOne() throws Exception {
    assertThat(details(People.unverifiedEmail()).emails()).noneMatch(EmailAddress::verified);
    assertThat(details(People.noEmail()).emails()).isEmpty();
  }

  @Test
  void somebodyWithoutANameIsStillSomebody() throws Exception {
    Arrival arrival = arriveAs(People.nameless());

    assertThat(arrival.withName(arrival.identity()).label()).isNotBlank();
  }

  @Test
  void namesThatTryToBreakPagesAreTextAndNothingElse() throws Exception {
    ExternalIdentity eve = details(People.hostileText());

    assertThat(eve.key().subject()).isEqualTo(kind.subjectOf(People.hostileText()));
    assertThat(eve.label()).doesNotContain("\r", "\n");
  }

  @Test
  @DisplayName("D27 disabled user: whom the provider has shut out does not arrive")
  void whomTheProviderHasShutOutDoesNotArrive() {
    assumeTrue(kind.tellsSuspended(), "this provider just lets nobody by");
    ProviderException problem = problem(() -> arriveAs(People.suspended()).identity());

    assertThat(problem.code())
        .isIn(Code.NOT_A_PERSON, Code.API_REFUSED, Code.INVALID_GRANT, Code.TOKEN_REFUSED);
  }

  @Test
  @DisplayName("D33 groups are known by their stable id, and an invitation is no membership")
  void groupsAreKnownByTheirStableId() throws Exception {
    assumeTrue(provider.kind().tellsMemberships(), "this kind tells no memberships");
    Person member =
        People.ada().withGroups(PersonGroup.of("7", "acme"), PersonGroup.invited("8", "invited"));

    assertThat(arriveAs(member, true).memberships()).containsExactly(groupId("7"));
    assertThat(arriveAs(People.ada().withGroups(), true).memberships()).isEmpty();
  }

  /** What a membership of the group with this id is called by the kind. */
  protected String groupId(String id) {
    return id;
  }

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

  private ExternalIdentity details(Person person) throws Exception {
    Arrival arrival = arriveAs(person);
    return arrival.withDetails(arrival.identity());
  }

  private Arrival arriveAs(Person person) throws Exception {
    return arriveAs(person, false);
  }

  private Arrival arriveAs(Person person, boolean memberships) throws Exception {
    kind.consentAs(person);
    return redeem(code(went(authorization(memberships))), CLIENT, VERIFIER);
  }

  private Parameters wentThere() throws Exception {
    return went(authorization(false));
  }

  private static Parameters went(URI address) {
    return Parameters.parse(TestBrowser.fresh().get(address.toString()).location().getRawQuery());
  }

  private static String code(Parameters answer) {
    return answer.single("code").orElseThrow(() -> new AssertionError("no code came back"));
  }

  private URI authorization(boolean memberships) throws ProviderException {
    return exchange.authorizationAddress(
        new AuthorizationRequest(
            provider,
            CLIENT.id(),
            memberships
                ? provider.kind().scopes().scopes(List.of(Part.SIGN_IN, Part.MEMBERSHIPS))
                : provider.signInScopes(),
            CALLBACK,
            "state-of-this-flow",
            VERIFIER,
            NONCE,
            Map.of()));
  }

  private Arrival redeem(String code, Client client, String verifier) throws ProviderException {
    return exchange.redeem(
        new Redemption(provider, client, CALLBACK, Secret.of(code), Secret.of(verifier), NONCE));
  }

  private interface Call {
    void run() throws Exception;
  }

  private static ProviderException problem(Call call) {
    ProviderException problem = catchThrowableOfType(ProviderException.class, call::run);
    assertThat(problem).as("it should have been refused").isNotNull();
    return problem;
  }

  private static String origin(String address) {
    URI uri = URI.create(address);
    return uri.getScheme() + "://" + uri.getRawAuthority();
  }
}
