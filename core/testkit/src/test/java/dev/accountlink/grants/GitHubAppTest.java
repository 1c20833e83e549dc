package dev.accountlink.grants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.grant.Grant;
import dev.accountlink.grant.Grant.Given;
import dev.accountlink.provider.GitHub;
import dev.accountlink.provider.Part;
import dev.accountlink.testkit.fake.Choice;
import dev.accountlink.testkit.fake.People;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is said of a grant to a GitHub App, whose permissions decide, and to an OAuth app. */
class GitHubAppTest {
  private static Map<Part, Given> parts(Grant grant) {
    return grant.parts(GitHub.KIND.scopes());
  }

  @Test
  void ofAnAppNobodySaysWhatWasGrantedAndNothingLooksRefused() {
    try (GrantScene scene = GrantKinds.GITHUB_TOKENS_THAT_RUN_OUT.start()) {
      Grant grant = scene.give();

      assertThat(grant.granted()).isEmpty();
      assertThat(parts(grant)).isNotEmpty();
      assertThat(parts(grant).values()).containsOnly(Given.UNKNOWN);
    }
  }

  @Test
  void aRefreshDoesNotChangeThat() {
    try (GrantScene scene = GrantKinds.GITHUB_TOKENS_THAT_RUN_OUT.start()) {
      scene.giveOneThatRanOut();
      GrantScene.token(scene.use());

      Grant grant = scene.grants.of(GrantScene.ADA).get(0);
      assertThat(grant.granted()).isEmpty();
      assertThat(parts(grant).values()).containsOnly(Given.UNKNOWN);
    }
  }

  @Test
  void ofAnOAuthAppAnEmptyScopeIsARefusal() {
    try (GrantScene scene = GrantScene.gitHub()) {
      scene.fake.decideWith(request -> Choice.approve(People.ada(), new String[0]));

      Grant grant = scene.give();

      assertThat(grant.granted()).hasValueSatisfying(scopes -> assertThat(scopes).isEmpty());
      assertThat(parts(grant).values()).containsOnly(Given.NOT_GRANTED);
    }
  }
}
