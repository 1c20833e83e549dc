package dev.accountlink.examples.tinyforge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.testkit.browser.BrowserPage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Repositories of the demo providers become repositories of the forge, by real clones. */
class ImportTest extends ImportScene {

  @ParameterizedTest
  @CsvSource({
    "github, HTTPS",
    "github, SSH",
    "gitlab, HTTPS",
    "gitlab, SSH",
    "bitbucket, HTTPS",
    "bitbucket, SSH",
    "gitea, HTTPS",
    "gitea, SSH"
  })
  void branchesAndTagsOfAPrivateRepositoryAreHereAfterwards(String provider, String way)
      throws Exception {
    BrowserPage list = permitted(carol, "carol", provider, "Ada Lovelace");
    assertThat(list.uri().getPath()).isEqualTo("/import/" + provider);

    BrowserPage page = choose(list, "ada/engine", way);
    assertThat(page.uri().getPath()).isEqualTo("/import");
    until(carol, "Imported,");

    assertThat(refs("carol", "engine"))
        .containsExactly(
            "HEAD refs/heads/main", "refs/heads/drafts", "refs/heads/main", "refs/tags/v1");
    assertThat(carol.open(address("/r/carol/engine")).text()).contains("mill.txt", "Ada Lovelace");
    assertThat(fake(provider).deployKeysOf(1)).isEmpty();
    assertThat(folders()).hasSize(1);
  }
}
