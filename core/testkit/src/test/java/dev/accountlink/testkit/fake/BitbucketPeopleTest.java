package dev.accountlink.testkit.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.exchange.Arrival;
import dev.accountlink.model.EmailAddress;
import dev.accountlink.model.ExternalIdentity;
import dev.accountlink.provider.ProviderException.Code;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who somebody is at Bitbucket Cloud, which addresses are proven, and what is asked for that. */
class BitbucketPeopleTest {
  private static final String UUID = "{58021780-82b6-4517-b153-0ae73ce3e4b4}";

  private final FakeBitbucket bitbucket = FakeBitbucket.start();
  private final RelyingParty party = RelyingParty.of(bitbucket);

  @AfterEach
  void close() {
    bitbucket.close();
  }

  @Test
  @DisplayName("D07 mutable login: the key is the uuid with its braces, never the user name")
  void theKeyIsTheUuid() throws Exception {
    assertThat(arriveAs(People.ada()).identity().key().subject())
        .isEqualTo("{00000000-0000-4000-8000-000000100001}");
    assertThat(arriveAs(People.ada().withLogin("countess")).identity().key().subject())
        .isEqualTo("{00000000-0000-4000-8000-000000100001}");
  }

  @Test
  @DisplayName("D08 recycled login: the name of somebody who left opens nothing")
  void aRecycledNameIsAStranger() throws Exception {
    assertThat(arriveAs(People.recycledLogin(People.ada())).identity().key())
        .isNotEqualTo(arriveAs(People.ada()).identity().key());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'uuid':'" + UUID + "','account_status':'active','type':'team'}",
        "{'uuid':'" + UUID + "','account_status':'active','type':'workspace'}",
        "{'uuid':'" + UUID + "','account_status':'active'}",
        "{'uuid':'" + UUID + "','account_status':'inactive','type':'user'}",
        "{'uuid':'" + UUID + "','account_status':'closed','type':'user'}",
        "{'uuid':'" + UUID + "','type':'user'}",
        "{'uuid':'58021780-82b6-4517-b153-0ae73ce3e4b4','account_status':'active','type':'user'}",
        "{'uuid':'{ada}','account_status':'active','type':'user'}",
        "{'uuid':7,'account_status':'active','type':'user'}",
        "{'username':'ada','account_id':'1:2','account_status':'active','type':'user'}"
      })
  void whoeverIsNoActivePersonIsNobody(String user) {
    bitbucket.fault(Endpoint.USER, json(user));

    assertThat(Problems.code(() -> party.arrive().identity())).isEqualTo(Code.NOT_A_PERSON);
  }

  @Test
  void theSmallestAnswerOfAPersonIsEnough() throws Exception {
    bitbucket.fault(
        Endpoint.USER, json("{'uuid':'" + UUID + "','account_status':'active','type':'user'}"));

    ExternalIdentity identity = party.arrive().identity();
    assertThat(identity.key().subject()).isEqualTo(UUID);
    assertThat(identity.login()).isEmpty();
  }

  @Test
  void aWorkspacesOwnTokenAndAClosedIdentityAreNobody() {
    assertThat(Problems.code(() -> arriveAs(People.robot()).identity()))
        .isEqualTo(Code.NOT_A_PERSON);
    assertThat(Problems.code(() -> arriveAs(People.suspended()).identity()))
        .isEqualTo(Code.NOT_A_PERSON);
  }

  @Test
  void withoutAUserNameTheNicknameIsTheLabel() throws Exception {
    bitbucket.omitUsernames();

    assertThat(arriveAs(People.ada()).identity().label()).isEqualTo("ada");
  }

  @Test
  @DisplayName("D05 only the confirmed main address is proven")
  void onlyTheConfirmedMainAddressIsProven() throws Exception {
    Person ada =
        People.ada()
            .withEmails(
                PersonEmail.further("first@example.org").withVerified(false),
                PersonEmail.further("further@example.org"),
                PersonEmail.primary("main@example.org"));

    List<EmailAddress> emails = details(ada).emails();

    assertThat(emails)
        .filteredOn(EmailAddress::verified)
        .extracting(EmailAddress::address)
        .containsExactly("main@example.org");
    assertThat(emails).hasSize(3);
  }

  @Test
  @DisplayName("D05 an unconfirmed main address is a hint, and nobody's sign-in fails for it")
  void anUnconfirmedMainAddressIsAHint() throws Exception {
    assertThat(details(People.unverifiedEmail()).emails())
        .containsExactly(new EmailAddress("ursula@example.org", false, true));
    assertThat(details(People.noEmail()).emails()).isEmpty();
  }

  @Test
  @DisplayName("F13 userinfo partially failing: without the permission there are no addresses")
  void withoutThePermissionThereAreNoAddresses() throws Exception {
    bitbucket.fault(
        Endpoint.EMAILS,
        Fault.answer(
            403, "application/json", "{\"type\":\"error\",\"error\":{\"message\":\"x\"}}"));

    ExternalIdentity ada = details(People.ada());

    assertThat(ada.emails()).isEmpty();
    assertThat(ada.login()).contains("ada");
  }

  @Test
  void withoutThePermissionToReadWhoItIsNobodyArrives() {
    bitbucket.tick("forge", "email");

    assertThat(Problems.code(() -> party.arrive().identity())).isEqualTo(Code.API_REFUSED);
  }

  @Test
  void aTokenThatWasTakenBackAndTooManyCallsAreTold() throws Exception {
    Arrival arrival = party.arrive();
    bitbucket.revokeTokens();
    assertThat(Problems.code(arrival::identity)).isEqualTo(Code.API_REFUSED);

    bitbucket.fault(Endpoint.USER, Fault.tooManyRequests(Duration.ofSeconds(60)));
    assertThat(Problems.code(() -> party.arrive().identity())).isEqualTo(Code.PROVIDER_DOWN);
  }

  @Test
  void anIdentityCostsTwoCallsAndDetailsOneMore() throws Exception {
    Arrival arrival = party.arrive();
    ExternalIdentity identity = arrival.identity();
    assertThat(bitbucket.tokenCalls()).isEqualTo(1);
    assertThat(bitbucket.count(Endpoint.USER)).isEqualTo(1);
    assertThat(bitbucket.count(Endpoint.EMAILS)).isZero();

    arrival.withDetails(identity);
    assertThat(bitbucket.count(Endpoint.USER)).isEqualTo(1);
    assertThat(bitbucket.count(Endpoint.EMAILS)).isEqualTo(1);
  }

  @Test
  @DisplayName("F08 no token and no secret is ever part of an address")
  void noTokenIsPartOfAnAddress() throws Exception {
    Arrival arrival = party.arrive();
    arrival.withDetails(arrival.identity());
    arrival.memberships();

    assertThat(bitbucket.requests())
        .noneMatch(
            request ->
                bitbucket.issuedSecrets().stream()
                    .anyMatch(secret -> request.query().toString().contains(secret)));
    assertThat(bitbucket.requests(Endpoint.USER).get(0).header("authorization").orElse(""))
        .startsWith("Bearer ");
  }

  @Test
  @DisplayName("D33 a workspace is known by its uuid: a name that others took opens nothing")
  void aWorkspaceIsKnownByItsUuid() throws Exception {
    Person ada =
        People.ada().withGroups(PersonGroup.of("7", "acme"), PersonGroup.invited("8", "other"));

    assertThat(arriveAs(ada).memberships()).containsExactly(FakeBitbucket.uuid("7"));
  }

  @Test
  @DisplayName("D33 without the permission, or without uuids, there are no memberships")
  void withoutThePermissionThereAreNoMemberships() throws Exception {
    Person ada = People.ada().withGroups(PersonGroup.of("7", "acme"));
    bitbucket.tick("forge", "account");
    assertThat(arriveAs(ada).memberships()).isEmpty();

    bitbucket.fault(
        Endpoint.MEMBERSHIPS,
        json("{'values':[{'workspace':{'slug':'" + UUID + "'}},{'uuid':'" + UUID + "'}]}"));
    assertThat(arriveAs(ada).memberships()).isEmpty();
  }

  @Test
  @DisplayName("F04 size bomb: further pages are followed, and no more than five")
  void furtherPagesAreFollowedAndNoMoreThanFive() throws Exception {
    PersonGroup[] many =
        IntStream.range(0, 620)
            .mapToObj(i -> PersonGroup.of(String.valueOf(1 + i), "w" + i))
            .toArray(PersonGroup[]::new);

    assertThat(arriveAs(People.ada().withGroups(many)).memberships()).hasSize(500);
    assertThat(bitbucket.count(Endpoint.MEMBERSHIPS)).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://localhost:PORT/2.0/user", "//evil.example/2.0/", "/2.0/user", ""})
  @DisplayName("F16 access token at wrong host: a next page elsewhere is not asked for")
  void aNextPageElsewhereIsNotAskedFor(String next) throws Exception {
    String elsewhere = next.replace("PORT", String.valueOf(bitbucket.server.port()));
    bitbucket.fault(
        Endpoint.MEMBERSHIPS,
        json("{'values':[{'workspace':{'uuid':'" + UUID + "'}}],'next':'" + elsewhere + "'}"));
    Arrival arrival = party.arrive();

    assertThat(arrival.memberships()).containsExactly(UUID);
    assertThat(bitbucket.requests())
        .extracting(RecordedRequest::endpoint)
        .containsExactly(Endpoint.AUTHORIZE, Endpoint.TOKEN, Endpoint.MEMBERSHIPS);
  }

  private static Fault json(String text) {
    return Fault.answer(200, "application/json", text.replace('\'', '"'));
  }

  private ExternalIdentity details(Person person) throws Exception {
    Arrival arrival = arriveAs(person);
    return arrival.withDetails(arrival.identity());
  }

  private Arrival arriveAs(Person person) throws Exception {
    bitbucket.approveAs(person);
    return party.arrive();
  }
}
