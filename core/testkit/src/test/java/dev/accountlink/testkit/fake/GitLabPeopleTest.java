package dev.accountlink.testkit.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.accountlink.exchange.Arrival;
import dev.accountlink.exchange.http.HttpLimits;
import dev.accountlink.model.EmailAddress;
import dev.accountlink.model.ExternalIdentity;
import dev.accountlink.model.IdentityKey;
import dev.accountlink.provider.Gate;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.ProviderException;
import dev.accountlink.provider.ProviderException.Code;
import dev.accountlink.provider.ProviderRules;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who somebody is at GitLab, and what is believed of it. */
class GitLabPeopleTest {
  private final FakeGitLab gitlab = FakeGitLab.start(FakeAddress.anyPort().withPath("/gitlab"));
  private final RelyingParty party = RelyingParty.of(gitlab);

  @AfterEach
  void close() {
    gitlab.close();
  }

  @Test
  @DisplayName("D07 the key is the number of the user: neither the login nor sub_legacy")
  void theKeyIsTheNumber() throws Exception {
    ExternalIdentity ada = party.arrive().identity();

    assertThat(ada.key()).isEqualTo(new IdentityKey(gitlab.baseUrl(), "100001"));
    assertThat(ada.login()).as("it is not in the ID token").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1.0", "007", "ada", "5b1f6d2c9e", "12345678901234567890"})
  void whatIsNoNumberOfAUserIsNobody(String subject) {
    gitlab.approveAs(Person.of(subject, "somebody"));

    assertThat(problem(() -> party.arrive().identity()).code()).isEqualTo(Code.NOT_A_PERSON);
  }

  @Test
  void namesComeFromUserInfoInOneCall() throws Exception {
    Arrival arrival = party.arrive();

    ExternalIdentity named = arrival.withName(arrival.identity());
    ExternalIdentity whole = arrival.withDetails(named);

    assertThat(named.login()).contains("ada");
    assertThat(whole.displayName()).contains("Ada Lovelace");
    assertThat(gitlab.count(Endpoint.USERINFO)).isEqualTo(1);
    assertThat(gitlab.count(Endpoint.USER)).as("a scope that was not asked for").isZero();
  }

  @Test
  void olderServersCallTheLoginNickname() throws Exception {
    gitlab.preferredUsernames(false);

    assertThat(details(People.ada()).login()).contains("ada");
  }

  @Test
  void aProvenMainAddressIsProvenAndAlsoWhenItIsHidden() throws Exception {
    assertThat(details(People.ada()).emails())
        .containsExactly(new EmailAddress("ada@example.org", true, true));
    assertThat(details(People.privateEmail()).emails())
        .containsExactly(new EmailAddress("shirin@example.org", true, true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "1"})
  @DisplayName("D05 an address is proven by JSON true and by nothing else")
  void onlyTrueProves(String word) throws Exception {
    Object notTrue = word.equals("1") ? 1 : word;

    assertThat(details(People.ada().withClaim("email_verified", notTrue)).emails())
        .containsExactly(new EmailAddress("ada@example.org", false, true));
  }

  @Test
  @DisplayName("D05 an unproven address is a hint in the ID token as well")
  void anUnprovenAddressIsAHint() throws Exception {
    gitlab.approveAs(People.unverifiedEmail());

    assertThat(party.arrive().identity().emails())
        .containsExactly(new EmailAddress("ursula@example.org", false, true));
  }

  @Test
  @DisplayName("F13 UserInfo fails: who it is stands, and the rest is a failure, not a guess")
  void withoutUserInfoThereAreNoDetails() throws Exception {
    Arrival arrival = party.arrive();
    ExternalIdentity ada = arrival.identity();
    gitlab.fault(Endpoint.USERINFO, Fault.answer(403, "text/html", ""));

    assertThat(ada.key().subject()).isEqualTo("100001");
    assertThat(problem(() -> arrival.withDetails(ada)).code()).isEqualTo(Code.API_REFUSED);
  }

  @Test
  @DisplayName("F14 UserInfo that speaks of another person is refused")
  void userInfoOfAnotherPersonIsRefused() {
    assertThat(problem(() -> details(People.ada().withClaim("sub", "100002"))).code())
        .isEqualTo(Code.NOT_A_PERSON);
  }

  @Test
  @DisplayName("D27 whoever is blocked or a bot does not get past GitLab's own pages")
  void theBlockedStayThere() throws Exception {
    for (Person person : List.of(People.suspended(), People.robot())) {
      gitlab.approveAs(person);

      BrowserPage page = TestBrowser.fresh().get(party.authorizationAddress().toString());

      assertThat(page.status()).isEqualTo(200);
      assertThat(page.text()).contains("blocked");
    }
  }

  @Test
  @DisplayName("D27 whoever is blocked while on the way back arrives nowhere")
  void whoeverIsBlockedOnTheWayArrivesNowhere() throws Exception {
    String code = party.wentThere().get("code");
    String other = party.wentThere().get("code");
    Arrival arrival = party.redeem(other);
    gitlab.put(People.ada().asSuspended());

    assertThat(problem(() -> party.redeem(code)).code()).isEqualTo(Code.PROVIDER_DOWN);
    assertThat(problem(() -> arrival.withDetails(arrival.identity())).code())
        .isEqualTo(Code.PROVIDER_DOWN);
  }

  @Test
  void aScopeThatIsNotTickedKeepsThePersonAtGitLab() throws Exception {
    gitlab.tick("forge", "openid", "profile");

    BrowserPage page = TestBrowser.fresh().get(party.authorizationAddress().toString());

    assertThat(page.text()).contains("The requested scope is invalid");
  }

  @Test
  @DisplayName("D33 groups are known by their number, not by the paths in the claim groups")
  void groupsByTheirNumber() throws Exception {
    gitlab.put(People.bob().withGroups(PersonGroup.of("8", "public-and-not-mine")));
    gitlab.approveAs(
        People.ada()
            .withGroups(PersonGroup.of("31", "acme/core"), PersonGroup.invited("32", "acme"))
            .withClaim("groups", List.of("30", "acme")));

    assertThat(memberships()).containsExactly("31");
    RecordedRequest request = gitlab.requests(Endpoint.MEMBERSHIPS).get(0);
    assertThat(request.queryParam("min_access_level")).as("a guest").contains("10");
  }

  @Test
  @DisplayName("D33 F04 upper groups come first, so they are among the 500 that are read")
  void upperGroupsComeFirst() throws Exception {
    PersonGroup[] many =
        IntStream.rangeClosed(1, 1_200)
            .mapToObj(i -> PersonGroup.of(String.valueOf(i), i == 1 ? "zoo" : "zoo/" + i))
            .toArray(PersonGroup[]::new);
    gitlab.approveAs(People.ada().withGroups(many));

    assertThat(memberships()).hasSize(500).contains("1", "500");
    assertThat(gitlab.count(Endpoint.MEMBERSHIPS)).isEqualTo(5);
  }

  @Test
  @DisplayName("F16 the address of the next page is never followed")
  void aLinkIsNeverFollowed() throws Exception {
    gitlab.approveAs(People.ada().withGroups(PersonGroup.of("31", "acme")));
    gitlab.fault(
        Endpoint.MEMBERSHIPS,
        Fault.extraHeader("Link", "<http://127.0.0.1:1/steal>; rel=\"next\""));

    assertThat(memberships()).containsExactly("31");
    assertThat(gitlab.count(Endpoint.MEMBERSHIPS)).isEqualTo(1);
  }

  @Test
  void whoHasNotAcceptedTheTermsIsInNoGroup() throws Exception {
    gitlab.approveAs(People.ada().withGroups(PersonGroup.of("31", "acme")));
    gitlab.fault(
        Endpoint.MEMBERSHIPS,
        Fault.answer(403, "text/plain", "403 Forbidden - You must accept the Terms of Service"));

    assertThat(memberships()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"token_endpoint", "userinfo_endpoint", "jwks_uri"})
  @DisplayName("C24 metadata that lead the secret or a token to a host without TLS are refused")
  void metadataThatLeadElsewhereAreRefused(String member) {
    String metadata =
        PlainClient.get(gitlab.baseUrl() + "/.well-known/openid-configuration")
            .body()
            .replaceFirst("(\"" + member + "\":\")[^\"]*", "$1http:\\\\/\\\\/evil.example\\\\/x");
    assertThat(metadata).contains("evil.example");
    gitlab.fault(Endpoint.DISCOVERY, Fault.answer(200, "application/json", metadata));

    assertThat(problem(party::arrive).code()).isEqualTo(Code.METADATA_INVALID);
  }

  private Set<String> memberships() throws ProviderException {
    Provider gated =
        party.provider.withRules(
            ProviderRules.DEFAULT.withGates(List.of(new Gate.MemberOf(Set.of("31"), "Acme"))));
    return new RelyingParty(gated, HttpLimits.DEFAULT, Clock.systemUTC()).arrive().memberships();
  }

  private ExternalIdentity details(Person person) throws ProviderException {
    gitlab.approveAs(person);
    Arrival arrival = party.arrive();
    return arrival.withDetails(arrival.identity());
  }

  private static ProviderException problem(ThrowingCallable call) {
    ProviderException problem = catchThrowableOfType(ProviderException.class, call);
    assertThat(problem).as("it should have been refused").isNotNull();
    return problem;
  }
}
