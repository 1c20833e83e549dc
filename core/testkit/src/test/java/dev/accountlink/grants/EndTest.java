package dev.accountlink.grants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.accountlink.flow.Event;
import dev.accountlink.grant.Access;
import dev.accountlink.grant.Ended;
import dev.accountlink.grant.Grant;
import dev.accountlink.grant.Grants;
import dev.accountlink.model.Purpose;
import dev.accountlink.model.UserId;
import dev.accountlink.provider.Client;
import dev.accountlink.provider.GitHub;
import dev.accountlink.testkit.fake.Endpoint;
import dev.accountlink.testkit.fake.Fault;
import dev.accountlink.testkit.fake.People;
import dev.accountlink.testkit.fake.RefreshTokens;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Grants that their user ends, and what becomes of their tokens. */
class EndTest {
  private final GrantScene scene = GrantScene.gitLab();

  @AfterEach
  void close() {
    scene.close();
  }

  private void nothingIsGoodAnyMore() {
    assertThat(scene.fake.issuedSecrets())
        .noneMatch(scene.fake.tokens()::takes)
        .noneMatch(scene.fake.tokens()::takesRefresh);
  }

  @Test
  @DisplayName("D19 a grant that is ended: both its tokens are taken back, and the store has none")
  void bothTokensAreTakenBack() {
    Grant grant = scene.give();

    assertThat(scene.grants.end(GrantScene.ADA, grant.id())).isEqualTo(new Ended.Revoked());
    nothingIsGoodAnyMore();
    assertThat(scene.revokeCalls()).isEqualTo(2);
    assertThat(scene.store.find(grant.id())).isEmpty();
    assertThat(scene.store.waiting()).isEmpty();
    assertThat(scene.use()).isInstanceOf(Access.NoGrant.class);
    assertThat(scene.told(Event.Kind.GRANT_REMOVED)).hasSize(1);
    assertThat(scene.grants.end(GrantScene.ADA, grant.id())).isEqualTo(new Ended.NotFound());
  }

  @Test
  @DisplayName(
      "D19 a provider that is out of order is asked again, later and later, until it answers")
  void aProviderThatIsOutOfOrderIsAskedAgain() {
    Grant grant = scene.give();
    scene.fake.fault(Endpoint.REVOKE, Fault.serverError());

    assertThat(scene.grants.end(GrantScene.ADA, grant.id())).isEqualTo(new Ended.ToBeRetried());
    assertThat(scene.grants.of(GrantScene.ADA)).isEmpty();
    int calls = scene.revokeCalls();
    assertThat(scene.grants.maintain().revocations()).isZero();
    assertThat(scene.revokeCalls()).as("not due yet").isEqualTo(calls);

    scene.clock.pass(Duration.ofSeconds(61));
    assertThat(scene.grants.maintain().revocations()).isZero();
    assertThat(scene.revokeCalls()).isEqualTo(calls + 1);
    scene.clock.pass(Duration.ofSeconds(61));
    scene.grants.maintain();
    assertThat(scene.revokeCalls()).as("the second wait is longer").isEqualTo(calls + 1);

    scene.fake.clearFaults();
    scene.clock.pass(Duration.ofSeconds(61));
    assertThat(scene.node().maintain().revocations()).as("any node").isEqualTo(1);
    nothingIsGoodAnyMore();
    assertThat(scene.grants.maintain().revocations()).isZero();
    assertThat(scene.told(Event.Kind.REVOCATION_GIVEN_UP)).isEmpty();
  }

  @Test
  @DisplayName("D19 what cannot be taken back for days is given up, and that is told")
  void whatCannotBeTakenBackIsGivenUpLoudly() {
    Grant grant = scene.give();
    scene.fake.fault(Endpoint.REVOKE, Fault.serverError());
    scene.grants.end(GrantScene.ADA, grant.id());

    int ended = 0;
    int rounds = 0;
    for (; ended == 0 && rounds < 30; rounds++) {
      scene.clock.pass(Duration.ofHours(7));
      ended = scene.grants.maintain().revocations();
    }

    assertThat(rounds).isEqualTo(14);
    assertThat(scene.told(Event.Kind.REVOCATION_GIVEN_UP)).containsExactly("PROVIDER_DOWN");
    int calls = scene.revokeCalls();
    scene.clock.pass(Duration.ofDays(30));
    assertThat(scene.grants.maintain().revocations()).isZero();
    assertThat(scene.revokeCalls()).isEqualTo(calls);
  }

  @Test
  @DisplayName("D19 whoever is killed while the provider is asked leaves the tokens to the others")
  void aNodeThatIsKilledMeanwhileLeavesNoToken() {
    Grant grant = scene.give();
    Grants dying = scene.dyingAt("revoke");

    assertThatThrownBy(() -> dying.end(GrantScene.ADA, grant.id()))
        .isInstanceOf(Error.class)
        .hasMessageContaining("on purpose");

    assertThat(scene.grants.of(GrantScene.ADA)).isEmpty();
    assertThat(scene.grants.maintain().revocations()).as("it may still be at it").isZero();
    scene.clock.pass(Duration.ofMinutes(2));
    assertThat(scene.grants.maintain().revocations()).isEqualTo(1);
    nothingIsGoodAnyMore();
    assertThat(scene.store.waiting()).isEmpty();
  }

  @Test
  @DisplayName(
      "D19 tokens of another client, as after a change of clients, are not taken for taken"
          + " back")
  void tokensOfAnotherClientAreNotTakenForTakenBack() {
    Grant grant = scene.give();
    scene.fake.fault(
        Endpoint.REVOKE,
        Fault.answer(403, "application/json", "{\"error\":\"unauthorized_client\"}"));

    assertThat(scene.grants.end(GrantScene.ADA, grant.id())).isEqualTo(new Ended.ToBeRetried());
  }

  @Test
  @DisplayName("D19 at GitHub, which does not tell another client's tokens from dead ones, neither")
  void tokensOfAnotherClientAtGitHub() {
    try (GrantScene github = GrantScene.gitHub()) {
      Grant grant = github.give();
      github.fake.register("other", "secret-of-the-other", CodeFlow.CALLBACK.toString());
      Client other = Client.of("other", "secret-of-the-other");
      Grants changed =
          github.with(
              github.store,
              GrantScene.keys(1),
              GitHub.provider("demo", "Demo", github.fake.baseUrl(), other));

      assertThat(changed.end(GrantScene.ADA, grant.id())).isEqualTo(new Ended.ToBeRetried());

      github.clock.pass(Duration.ofMinutes(2));
      assertThat(github.grants.maintain().revocations()).as("the former client").isEqualTo(1);
      assertThat(github.fake.issuedSecrets()).noneMatch(github.fake.tokens()::takes);
    }
  }

  @Test
  @DisplayName(
      "D19 a user who is deleted: all grants go at once, and the tokens with the next"
          + " maintenance")
  void aUserWhoIsDeleted() {
    scene.give();
    int calls = scene.fake.requests().size();

    assertThat(scene.grants.endAll(GrantScene.ADA)).isEqualTo(1);
    assertThat(scene.fake.requests()).as("whoever deletes a user does not wait").hasSize(calls);
    assertThat(scene.grants.of(GrantScene.ADA)).isEmpty();
    assertThat(scene.grants.maintain().revocations()).isEqualTo(1);
    nothingIsGoodAnyMore();
    assertThat(scene.grants.endAll(GrantScene.ADA)).isZero();
  }

  @Test
  void aUserWhoIsRenamedKeepsTheGrants() {
    Grant grant = scene.give();
    UserId countess = new UserId("countess");
    scene.grants.rename(GrantScene.ADA, countess);

    assertThat(scene.grants.of(countess)).extracting(Grant::id).containsExactly(grant.id());
    assertThat(scene.grants.of(GrantScene.ADA)).isEmpty();
    scene.runOut();
    Access access = scene.grants.use(countess, GrantScene.DEMO, Purpose.IMPORT, GrantScene.SHORTLY);
    assertThat(scene.fake.tokens().takes(GrantScene.token(access))).isTrue();
  }

  @Test
  @DisplayName(
      "D19 a grant that is given once more: the tokens of before are taken back, the new ones"
          + " live")
  void aGrantThatIsGivenOnceMore() {
    scene.give();
    List<String> before = scene.fake.issuedSecrets();
    Grant again = scene.give();
    scene.grants.maintain();

    assertThat(before)
        .noneMatch(scene.fake.tokens()::takes)
        .noneMatch(scene.fake.tokens()::takesRefresh);
    assertThat(scene.fake.tokens().takes(GrantScene.token(scene.use()))).isTrue();
    assertThat(scene.grants.of(GrantScene.ADA)).extracting(Grant::id).containsExactly(again.id());
  }

  @Test
  void aDeadGrantIsEndedWithoutACall() {
    scene.fake.tokens().refreshTokens(RefreshTokens.ROTATE);
    Grant grant = scene.giveOneThatRanOut();
    scene.fake.tokens().endGrantsOf(People.ada());
    assertThat(scene.use()).isInstanceOf(Access.ReconnectNeeded.class);

    assertThat(scene.grants.end(GrantScene.ADA, grant.id())).isEqualTo(new Ended.Revoked());
    assertThat(scene.revokeCalls()).isZero();
  }
}
