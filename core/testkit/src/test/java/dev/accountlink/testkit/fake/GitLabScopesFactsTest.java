package dev.accountlink.testkit.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.exchange.Arrival;
import dev.accountlink.model.Scope;
import dev.accountlink.provider.GitLab;
import dev.accountlink.provider.Part;
import dev.accountlink.provider.ScopeCatalogue;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is asked of GitLab for which part, and what includes what. */
class GitLabScopesFactsTest {
  private final FakeGitLab gitlab = FakeGitLab.start(FakeAddress.anyPort().withPath("/gitlab"));
  private final RelyingParty party = RelyingParty.of(gitlab);

  @AfterEach
  void close() {
    gitlab.close();
  }

  @Test
  void eachPartAsksForTheNarrowestScope() {
    assertThat(GitLab.KIND.scopes().choice()).isEqualTo(ScopeCatalogue.Choice.PER_REQUEST);
    assertThat(scopes(Part.SIGN_IN)).containsExactly("openid", "profile", "email");
    assertThat(scopes(Part.MEMBERSHIPS)).containsExactly("read_api");
    assertThat(scopes(Part.READ_REPOSITORIES)).containsExactly("read_api", "read_repository");
    assertThat(scopes(Part.WRITE_REPOSITORIES)).containsExactly("write_repository");
    assertThat(scopes(Part.PULL_REQUESTS)).containsExactly("read_api");
    assertThat(scopes(Part.ISSUES)).containsExactly("read_api");
    assertThat(scopes(Part.WIKI)).containsExactly("read_repository");
    assertThat(scopes(Part.DEPLOY_KEYS)).containsExactly("api");
    assertThat(scopes(Part.WEBHOOKS)).containsExactly("api");
    assertThat(GitLabScopes.ALL).containsAll(scopes(Part.values()));
  }

  @ParameterizedTest(name = "{0} gives {1}, and of what was asked this is missing: {2}")
  @CsvSource({
    "api, read_api read_user read_repository write_repository, ''",
    "read_api, read_user, ''",
    "read_api, read_repository write_repository api, read_repository write_repository api",
    "write_repository, read_api, read_api",
  })
  void aWiderScopeGivesTheNarrowerOnes(String granted, String asked, String missing) {
    assertThat(
            GitLab.KIND.scopes().missing(ScopeCatalogue.read(asked), ScopeCatalogue.read(granted)))
        .isEqualTo(ScopeCatalogue.read(missing));
  }

  @Test
  void anotherPurposeGetsWhatItAsksForAndNoMore() throws Exception {
    party.arrive();

    Arrival second = party.arrive();

    assertThat(second.grantedScopes()).contains(ScopeCatalogue.read("openid profile email"));
    assertThat(second.memberships()).as("403 insufficient_scope").isEmpty();
  }

  private static List<String> scopes(Part... parts) {
    return GitLab.KIND.scopes().scopes(List.of(parts)).stream().map(Scope::value).toList();
  }
}
