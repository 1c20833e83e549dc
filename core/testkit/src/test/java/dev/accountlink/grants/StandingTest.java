package dev.accountlink.grants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.flow.Event;
import dev.accountlink.flow.Refusal;
import dev.accountlink.grant.Access;
import dev.accountlink.grant.Ended;
import dev.accountlink.grant.Grant;
import dev.accountlink.grant.Grants;
import dev.accountlink.model.ProviderId;
import dev.accountlink.model.Purpose;
import dev.accountlink.model.Secret;
import dev.accountlink.model.Standing;
import dev.accountlink.model.UserId;
import dev.accountlink.provider.OpenIdConnect;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.ProviderRules;
import dev.accountlink.testkit.fake.Endpoint;
import dev.accountlink.testkit.fake.FakeOpenIdProvider;
import dev.accountlink.testkit.fake.Fault;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may use a grant: its user, while both the host and the rules allow it. */
class StandingTest {
  private final GrantScene scene = GrantScene.openId();

  @AfterEach
  void close() {
    scene.close();
  }

  @ParameterizedTest
  @EnumSource(value = Standing.class, mode = EnumSource.Mode.EXCLUDE, names = "ACTIVE")
  void whoIsNotActiveGetsNoTokenAndNoneIsRefreshed(Standing standing) {
    scene.giveOneThatRanOut();
    scene.users.change(GrantScene.ADA, standing);
    assertThat(scene.use()).isInstanceOf(Access.Refused.class);

    scene.users.change(GrantScene.ADA, Standing.ACTIVE);
    assertThat(scene.refreshCalls()).isZero();
    assertThat(scene.fake.tokens().takes(GrantScene.token(scene.use()))).isTrue();
  }

  @ParameterizedTest
  @EnumSource(value = Standing.class, mode = EnumSource.Mode.EXCLUDE, names = "ACTIVE")
  void whoIsNotActiveGetsNoneForOneThatWasRefusedEither(Standing standing) {
    Grant grant = scene.give();
    Secret token = Secret.of(GrantScene.token(scene.use()));
    scene.users.change(GrantScene.ADA, standing);

    assertThat(scene.grants.refused(GrantScene.ADA, grant.id(), token))
        .isInstanceOf(Access.Refused.class);
    assertThat(scene.refreshCalls()).isZero();
  }

  @Test
  void whereImportIsOffARefusedTokenGetsNoSuccessor() {
    Grant grant = scene.give();
    Secret token = Secret.of(GrantScene.token(scene.use()));
    ProviderRules off = ProviderRules.DEFAULT.withImporting(false);
    Grants node = scene.with(scene.store, GrantScene.keys(1), scene.provider.withRules(off));

    assertThat(node.refused(GrantScene.ADA, grant.id(), token))
        .isEqualTo(new Access.Refused(Refusal.IMPORT_OFF));
    assertThat(scene.refreshCalls()).isZero();
  }

  @Test
  @DisplayName("D31 a key that was somebody else's: who has it later gets none of the old grants")
  void aGrantThatIsOlderThanItsUserIsNotTheUsers() {
    Grant grant = scene.give();
    Secret token = Secret.of(GrantScene.token(scene.use()));
    scene.clock.pass(Duration.ofHours(1));
    scene.users.beganAt(GrantScene.ADA, scene.clock.instant());

    assertThat(scene.grants.of(GrantScene.ADA)).isEmpty();
    assertThat(scene.use()).isEqualTo(new Access.NoGrant());
    assertThat(scene.grants.use(GrantScene.ADA, grant.id(), GrantScene.SHORTLY))
        .isEqualTo(new Access.NoGrant());
    assertThat(scene.grants.refused(GrantScene.ADA, grant.id(), token))
        .isEqualTo(new Access.NoGrant());
    assertThat(scene.refreshCalls()).isZero();

    assertThat(scene.give().id()).as("the user's own takes its place").isEqualTo(grant.id());
    assertThat(scene.use()).isInstanceOf(Access.Given.class);
  }

  @Test
  void aGrantAndItsUserMayBeMadeInOneGo() {
    scene.give();
    scene.users.beganAt(GrantScene.ADA, scene.clock.instant().plusSeconds(30));

    assertThat(scene.use()).isInstanceOf(Access.Given.class);
  }

  @Test
  @DisplayName("D19 what can be asked of no provider any more is given up after days, and told")
  void ofAProviderThatIsGoneWhatIsLeftIsGivenUpLoudly() {
    Grant grant = scene.give();
    scene.fake.fault(Endpoint.REVOKE, Fault.serverError());
    assertThat(scene.grants.end(GrantScene.ADA, grant.id())).isEqualTo(new Ended.ToBeRetried());
    scene.fake.clearFaults();
    Grants none = scene.with(scene.store, GrantScene.keys(1));

    scene.clock.pass(Duration.ofHours(7));
    assertThat(none.maintain().revocations()).isZero();
    assertThat(scene.told(Event.Kind.REVOCATION_GIVEN_UP)).isEmpty();
    for (int rounds = 0; rounds < 30; rounds++) {
      scene.clock.pass(Duration.ofHours(7));
      none.maintain();
    }

    assertThat(scene.told(Event.Kind.REVOCATION_GIVEN_UP)).containsExactly("UnknownProvider");
  }

  @Test
  @DisplayName("D19 a provider that is configured again is asked for what is left")
  void ofAProviderThatComesBackWhatIsLeftIsTakenBack() {
    Grant grant = scene.give();
    scene.fake.faultOnce(Endpoint.REVOKE, Fault.serverError());
    scene.grants.end(GrantScene.ADA, grant.id());
    scene.clock.pass(Duration.ofHours(7));
    scene.with(scene.store, GrantScene.keys(1)).maintain();

    scene.clock.pass(Duration.ofHours(7));
    assertThat(scene.grants.maintain().revocations()).isEqualTo(1);
    assertThat(scene.fake.issuedSecrets()).noneMatch(scene.fake.tokens()::takesRefresh);
  }

  @Test
  void whoIsGoneGetsNoToken() {
    scene.give();
    scene.users.remove(GrantScene.ADA);

    assertThat(scene.use()).isEqualTo(new Access.Refused(Refusal.USER_DISABLED));
  }

  @Test
  void whereImportIsOffNobodyGetsAToken() {
    scene.giveOneThatRanOut();
    ProviderRules off = ProviderRules.DEFAULT.withImporting(false);
    Grants node = scene.with(scene.store, GrantScene.keys(1), scene.provider.withRules(off));

    assertThat(scene.use(node)).isEqualTo(new Access.Refused(Refusal.IMPORT_OFF));
    assertThat(scene.refreshCalls()).isZero();
  }

  @Test
  void whereOnlySignInIsOffImportGoesOn() {
    scene.give();
    ProviderRules importOnly = ProviderRules.DEFAULT.withSignIn(false);
    Grants node = scene.with(scene.store, GrantScene.keys(1), scene.provider.withRules(importOnly));

    assertThat(scene.use(node)).isInstanceOf(Access.Given.class);
  }

  @Test
  void ofAProviderThatIsNotConfiguredThereIsNoToken() {
    Grant grant = scene.give();
    Grants none = scene.with(scene.store, GrantScene.keys(1));

    assertThat(scene.use(none)).isEqualTo(new Access.Refused(Refusal.UNKNOWN_PROVIDER));
    assertThat(none.of(GrantScene.ADA)).extracting(Grant::id).containsExactly(grant.id());
    assertThat(scene.use()).as("once it is configured again").isInstanceOf(Access.Given.class);
  }

  @Test
  @DisplayName("D19 a provider that was pointed elsewhere sees no token of the former one")
  void aProviderThatWasPointedElsewhereSeesNoToken() {
    try (FakeOpenIdProvider other = FakeOpenIdProvider.start()) {
      other.register(GrantScene.CLIENT.id(), GrantScene.CLIENT.secret().reveal());
      Provider moved = OpenIdConnect.provider("demo", "Demo", other.issuer(), GrantScene.CLIENT);
      Grants node = scene.with(scene.store, GrantScene.keys(1), moved);
      Grant grant = scene.giveOneThatRanOut();

      assertThat(scene.use(node)).isEqualTo(new Access.Refused(Refusal.UNKNOWN_PROVIDER));
      assertThat(node.end(GrantScene.ADA, grant.id())).isInstanceOf(Ended.Unsupported.class);
      scene.give();
      node.endAll(GrantScene.ADA);
      node.maintain();

      assertThat(other.requests()).isEmpty();
    }
  }

  @Test
  void nobodyUsesOrEndsTheGrantOfAnother() {
    Grant grant = scene.give();
    UserId mallory = new UserId("mallory");

    assertThat(scene.grants.use(mallory, grant.id(), GrantScene.SHORTLY))
        .isInstanceOf(Access.NoGrant.class);
    assertThat(scene.grants.use(mallory, GrantScene.DEMO, Purpose.IMPORT, GrantScene.SHORTLY))
        .isInstanceOf(Access.NoGrant.class);
    assertThat(scene.grants.end(mallory, grant.id())).isInstanceOf(Ended.NotFound.class);
    assertThat(scene.grants.of(mallory)).isEmpty();
    assertThat(scene.use()).isInstanceOf(Access.Given.class);
  }

  @Test
  void ofAnotherProviderThereIsNoGrant() {
    scene.give();

    assertThat(
            scene.grants.use(
                GrantScene.ADA, new ProviderId("other"), Purpose.IMPORT, GrantScene.SHORTLY))
        .isInstanceOf(Access.NoGrant.class);
  }
}
