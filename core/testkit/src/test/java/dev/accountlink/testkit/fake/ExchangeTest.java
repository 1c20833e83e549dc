package dev.accountlink.testkit.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.exchange.Arrival;
import dev.accountlink.model.ExternalIdentity;
import dev.accountlink.model.IdentityKey;
import dev.accountlink.model.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The protocol layer against honest providers. */
class ExchangeTest {
  private final FakeOpenIdProvider openId =
      FakeOpenIdProvider.start(FakeAddress.anyPort().withPath("/realms/dev"));
  private final FakeGitHub github = FakeGitHub.start();

  @AfterEach
  void close() {
    openId.close();
    github.close();
  }

  @Test
  void anOpenIdFlowGivesTheIdentityOfTheIdTokenAndAsksNoMoreThanItMust() throws Exception {
    RelyingParty party = RelyingParty.of(openId);
    Arrival arrival = party.arrive();

    ExternalIdentity identity = arrival.identity();
    assertThat(identity.key()).isEqualTo(new IdentityKey(openId.issuer(), "100001"));
    assertThat(openId.userinfoCalls()).isZero();

    ExternalIdentity details = arrival.withDetails(identity);
    assertThat(details.login()).contains("ada");
    assertThat(details.verifiedEmail()).isPresent();
    assertThat(openId.userinfoCalls()).isEqualTo(1);
    party.arrive().identity();
    assertThat(openId.discoveryCalls()).isEqualTo(1);
    assertThat(openId.jwksCalls()).isEqualTo(1);
  }

  @Test
  void aGitHubFlowAsksForUserAndForAddressesWhenSomebodyIsRegistered() throws Exception {
    Arrival arrival = RelyingParty.of(github).arrive();

    ExternalIdentity identity = arrival.identity();
    assertThat(identity.key()).isEqualTo(new IdentityKey(github.baseUrl(), "100001"));
    assertThat(github.count(Endpoint.EMAILS)).isZero();

    assertThat(arrival.withDetails(identity).verifiedEmail()).isPresent();
    assertThat(github.tokenCalls()).isEqualTo(1);
    assertThat(github.count(Endpoint.USER)).isEqualTo(1);
  }

  @Test
  void whatWasGrantedIsReadAndNeverTakenToBeWhatWasAsked() throws Exception {
    RelyingParty party = RelyingParty.of(github);
    github.decideWith(request -> Choice.approve(People.ada(), "read:user"));

    assertThat(party.arrive().grantedScopes().orElseThrow())
        .extracting(Scope::value)
        .containsExactly("read:user");
  }
}
