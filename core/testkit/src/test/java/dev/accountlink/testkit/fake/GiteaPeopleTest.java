package dev.accountlink.testkit.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.accountlink.exchange.Arrival;
import dev.accountlink.exchange.http.HttpLimits;
import dev.accountlink.model.EmailAddress;
import dev.accountlink.model.ExternalIdentity;
import dev.accountlink.provider.Gate;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.ProviderException;
import dev.accountlink.provider.ProviderException.Code;
import dev.accountlink.provider.ProviderRules;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who somebody is at Gitea, Forgejo and Codeberg: section 0.3 of the facts. */
class GiteaPeopleTest {
  private final FakeGitea gitea =
      FakeGitea.start(FakeAddress.anyPort().withPath("/git"), GiteaFlavour.GITEA);
  private final RelyingParty party = RelyingParty.of(gitea);

  @AfterEach
  void close() {
    gitea.close();
  }

  @Test
  @DisplayName("D07 mutable login: the login is a label, the number is the key")
  void theLoginIsALabel() throws Exception {
    gitea.approveAs(People.ada().withLogin("countess"));
    ExternalIdentity renamed = party.arrive().identity();

    assertThat(renamed.login()).contains("countess");
    assertThat(renamed.key().subject()).isEqualTo("100001");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-2", "0", "ada", "01", "1e3", "100001 "})
  void whoHasNoNumberOfAUserIsNobody(String subject) {
    gitea.approveAs(People.ada().withSubject(subject));

    assertThat(problem(() -> party.arrive().identity()).code()).isEqualTo(Code.NOT_A_PERSON);
  }

  @Test
  void giteasOwnMachinesAreNobody() {
    gitea.approveAs(People.robot());

    assertThat(problem(() -> party.arrive().identity()).code()).isEqualTo(Code.NOT_A_PERSON);
  }

  @Test
  @DisplayName("D27 disabled user: the ID token does not say active, and the API refuses")
  void whomTheApiRefusesIsNobody() {
    gitea.approveAs(People.ada().asSuspended());

    assertThat(problem(() -> party.arrive().identity()).code()).isEqualTo(Code.NOT_A_PERSON);
    assertThat(gitea.count(Endpoint.USER)).isEqualTo(1);
  }

  @ParameterizedTest(name = "D27 disabled user: active {0}, prohibit_login {1}")
  @CsvSource({"false, false", "false, true", "true, true"})
  void whoIsNotActiveOrMayNotSignInIsNobody(boolean active, boolean prohibited) {
    gitea.fault(Endpoint.USER, user("100001", active, prohibited));

    assertThat(problem(() -> details(People.ada())).code()).isEqualTo(Code.NOT_A_PERSON);
    gitea.approveAs(People.ada().asSuspended());
    assertThat(problem(() -> party.arrive().identity()).code()).isEqualTo(Code.NOT_A_PERSON);
  }

  @Test
  void anApiThatDoesNotSayActiveIsEnoughWhereTheTokenDoes() throws Exception {
    gitea.fault(
        Endpoint.USER, Fault.answer(200, "application/json", "{\"id\":100001,\"login\":\"api\"}"));

    assertThat(details(People.ada()).login()).contains("api");
    gitea.approveAs(People.ada().asSuspended());
    assertThat(problem(() -> party.arrive().identity()).code()).isEqualTo(Code.NOT_A_PERSON);
  }

  @Test
  void whoOnceConsentedToOtherScopesIsToldApartFromNobody() {
    gitea.decideWith(request -> Choice.approve(People.ada(), "openid", "email", "read:repository"));

    ProviderException problem =
        problem(
            () -> {
              Arrival arrival = party.arrive();
              arrival.withDetails(arrival.identity());
            });

    assertThat(problem.code()).isEqualTo(Code.API_REFUSED);
    assertThat(problem).hasMessageContaining("403").hasMessageContaining("read:user");
  }

  @Test
  void whereTheScopeEmailIsMissingTheApiSaysThatTheUserIsActive() throws Exception {
    gitea.decideWith(request -> Choice.approve(People.ada(), "openid", "profile", "read:user"));

    ExternalIdentity ada = party.arrive().identity();

    assertThat(ada.emails()).isEmpty();
    assertThat(gitea.count(Endpoint.USER)).isEqualTo(1);
  }

  @Test
  @DisplayName("F14 the API's person must be the ID token's")
  void theApisPersonMustBeTheTokens() {
    gitea.fault(Endpoint.USER, user("100002", true, false));

    assertThat(problem(() -> details(People.ada())).code()).isEqualTo(Code.NOT_A_PERSON);
  }

  @Test
  @DisplayName("D05 the ID token's email_verified means that the user is active: it proves nothing")
  void theIdTokensAddressIsAHint() throws Exception {
    gitea.approveAs(People.unverifiedEmail());
    ExternalIdentity identity = party.arrive().identity();

    assertThat(identity.emails())
        .containsExactly(new EmailAddress("ursula@example.org", false, true));
    assertThat(details(People.unverifiedEmail()).verifiedEmail()).isEmpty();
    assertThat(details(People.privateEmail()).verifiedEmail())
        .map(EmailAddress::address)
        .contains("shirin@example.org");
  }

  @Test
  void theProvenAddressCountsAndNeverJustTheFirst() throws Exception {
    ExternalIdentity ada =
        details(
            People.ada()
                .withEmails(
                    PersonEmail.further("first@example.org").withVerified(false),
                    PersonEmail.further("second@example.org"),
                    PersonEmail.primary("main@example.org")));
    assertThat(ada.verifiedEmail()).map(EmailAddress::address).contains("main@example.org");
    assertThat(ada.emails()).hasSize(3);

    ExternalIdentity unconfirmed =
        details(
            People.ada().withEmails(PersonEmail.primary("main@example.org").withVerified(false)));
    assertThat(unconfirmed.verifiedEmail()).as("and the sign-in does not fail").isEmpty();
  }

  @Test
  @DisplayName("F13 without the list of addresses the one there is stays a hint")
  void withoutTheListTheHintStays() throws Exception {
    gitea.fault(Endpoint.EMAILS, Fault.answer(403, "application/json", "{\"message\":\"no\"}"));

    assertThat(details(People.ada()).emails())
        .containsExactly(new EmailAddress("ada@example.org", false, true));
  }

  @Test
  void anEmptyFullNameLeavesTheNameOfTheToken() throws Exception {
    ExternalIdentity nameless = details(People.nameless());

    assertThat(nameless.login()).contains("nameless");
    assertThat(nameless.displayName()).contains("nameless");
    assertThat(nameless.label()).isEqualTo("nameless");
  }

  @Test
  void aConsentWithoutProfileIsNamedByUserInfo() throws Exception {
    gitea.decideWith(request -> Choice.approve(People.ada(), "openid", "email", "read:user"));
    Arrival arrival = party.arrive();
    ExternalIdentity bare = arrival.identity();
    assertThat(bare.login()).isEmpty();

    ExternalIdentity named = arrival.withName(bare);

    assertThat(named.login()).contains("ada");
    assertThat(named.emails()).as("UserInfo's address is no better").isEqualTo(bare.emails());
    assertThat(gitea.count(Endpoint.USERINFO)).isEqualTo(1);
    assertThat(arrival.withDetails(bare).displayName()).contains("Ada Lovelace");
    assertThat(arrival.withDetails(bare).login()).contains("ada");
  }

  @Test
  void whomTheIdTokenNamesNobodyHasToName() throws Exception {
    Arrival arrival = party.arrive();
    ExternalIdentity ada = arrival.identity();

    assertThat(arrival.withName(ada)).isEqualTo(ada);
    assertThat(gitea.count(Endpoint.USERINFO)).isZero();
  }

  @Test
  @DisplayName("D33 organisations are known by their number, not by the names in the claim groups")
  void organisationsByTheirNumber() throws Exception {
    gitea.approveAs(
        People.ada().withGroups(PersonGroup.of("31", "acme"), PersonGroup.invited("32", "b")));

    assertThat(memberships()).containsExactly("31");
  }

  @Test
  @DisplayName("F04 a short page need not be the last, and five are read")
  void organisationsOnLaterPages() throws Exception {
    gitea.limitPages(20);
    gitea.approveAs(People.ada().withGroups(many(250)));

    assertThat(memberships()).hasSize(100);
    assertThat(gitea.count(Endpoint.MEMBERSHIPS)).isEqualTo(5);
  }

  @Test
  @DisplayName("F16 a link to the next page is never followed")
  void aLinkIsNeverFollowed() throws Exception {
    gitea.approveAs(People.ada().withGroups(many(3)));
    gitea.fault(
        Endpoint.MEMBERSHIPS,
        Fault.extraHeader("Link", "<http://127.0.0.1:1/steal>; rel=\"next\""));

    assertThat(memberships()).hasSize(3);
    assertThat(gitea.count(Endpoint.MEMBERSHIPS)).as("the second page was empty").isEqualTo(2);
  }

  private static PersonGroup[] many(int number) {
    return IntStream.rangeClosed(1, number)
        .mapToObj(i -> PersonGroup.of(String.valueOf(i), "org" + i))
        .toArray(PersonGroup[]::new);
  }

  private Set<String> memberships() throws ProviderException {
    return new RelyingParty(members(), HttpLimits.DEFAULT, Clock.systemUTC())
        .arrive()
        .memberships();
  }

  private Provider members() {
    return party.provider.withRules(
        ProviderRules.DEFAULT.withGates(List.of(new Gate.MemberOf(Set.of("31"), "Acme"))));
  }

  private ExternalIdentity details(Person person) throws ProviderException {
    gitea.approveAs(person);
    Arrival arrival = party.arrive();
    return arrival.withDetails(arrival.identity());
  }

  private static Fault user(String id, boolean active, boolean prohibited) {
    return Fault.answer(
        200,
        "application/json",
        "{\"id\":%s,\"login\":\"ada\",\"active\":%s,\"prohibit_login\":%s}"
            .formatted(id, active, prohibited));
  }

  private static ProviderException problem(ThrowingCallable call) {
    ProviderException problem = catchThrowableOfType(ProviderException.class, call);
    assertThat(problem).as("it should have been refused").isNotNull();
    return problem;
  }
}
