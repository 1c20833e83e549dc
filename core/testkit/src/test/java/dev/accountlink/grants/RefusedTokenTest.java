package dev.accountlink.grants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.accountlink.flow.Event;
import dev.accountlink.grant.Access;
import dev.accountlink.grant.Grant;
import dev.accountlink.imports.GrantAccess;
import dev.accountlink.imports.ImportProblem;
import dev.accountlink.imports.RemoteRepositories;
import dev.accountlink.imports.RepositoryPage;
import dev.accountlink.model.Secret;
import dev.accountlink.testkit.fake.People;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A provider refuses a token that should be good. */
class RefusedTokenTest {
  private static Access refused(GrantScene scene, Grant grant, String token) {
    return scene.grants.refused(GrantScene.ADA, grant.id(), Secret.of(token));
  }

  private static RemoteRepositories repositories(GrantScene scene) {
    return new RemoteRepositories(
        scene.exchange,
        scene.provider,
        GrantAccess.last(scene.grants, GrantScene.ADA, scene.provider.id()));
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("F11 a grant that was ended at the provider does not go on looking alive")
  void aGrantThatWasEndedThereIsOver(GrantKinds kind) {
    try (GrantScene scene = kind.start()) {
      Grant grant = scene.give();
      String token = GrantScene.token(scene.use());
      scene.fake.tokens().endGrantsOf(People.ada());

      for (int i = 0; i < 3; i++) {
        assertThat(refused(scene, grant, token)).isInstanceOf(Access.ReconnectNeeded.class);
      }

      assertThat(scene.told(Event.Kind.RECONNECT_NEEDED)).hasSize(1);
      assertThat(scene.refreshCalls()).isEqualTo(kind.tokensRunOut() ? 1 : 0);
      assertThat(scene.use()).isInstanceOf(Access.ReconnectNeeded.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneThatCanBeRefreshedIsRefreshedOnce(GrantKinds kind) {
    assumeTrue(kind.tokensRunOut(), "these tokens are not refreshed");
    try (GrantScene scene = kind.start()) {
      Grant grant = scene.give();
      String token = GrantScene.token(scene.use());

      String next = GrantScene.token(refused(scene, grant, token));

      assertThat(next).isNotEqualTo(token);
      assertThat(GrantScene.token(refused(scene, grant, token))).isEqualTo(next);
      assertThat(scene.refreshCalls()).isEqualTo(1);
      assertThat(scene.told(Event.Kind.RECONNECT_NEEDED)).isEmpty();
    }
  }

  @Test
  void somebodyElsesGrantIsLeftAlone() {
    try (GrantScene scene = GrantScene.gitHub()) {
      Grant grant = scene.give();
      Secret token = Secret.of(GrantScene.token(scene.use()));

      assertThat(scene.grants.refused(GrantScene.BOB, grant.id(), token))
          .isEqualTo(new Access.NoGrant());
      assertThat(scene.use()).isInstanceOf(Access.Given.class);
    }
  }

  @Test
  void aListOfRepositoriesFindsOut() {
    try (GrantScene scene = GrantScene.gitHub()) {
      assertThat(repositories(scene).list()).isEqualTo(new ImportProblem.NoGrant());
      scene.give();
      assertThat(repositories(scene).list()).isInstanceOf(RepositoryPage.Listed.class);
      scene.fake.tokens().endGrantsOf(People.ada());

      assertThat(repositories(scene).list()).isEqualTo(new ImportProblem.TokenRefused());

      assertThat(scene.grants.of(GrantScene.ADA))
          .singleElement()
          .extracting(Grant::state)
          .isEqualTo(Grant.State.RECONNECT_NEEDED);
    }
  }

  @Test
  void aListGoesOnWithTheTokenThatTakesTheRefusedOnesPlace() {
    try (GrantScene scene = GrantScene.gitLab()) {
      scene.give();
      scene.fake.revokeTokens();

      assertThat(repositories(scene).list()).isInstanceOf(RepositoryPage.Listed.class);
      assertThat(scene.refreshCalls()).isEqualTo(1);
    }
  }
}
