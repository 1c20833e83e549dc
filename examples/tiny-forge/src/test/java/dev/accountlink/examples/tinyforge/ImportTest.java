package dev.accountlink.examples.tinyforge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.fake.FakeRepository;
import dev.accountlink.testkit.fake.People;
import org.junit.jupiter.api.Test;
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
    assertThat(fake(provider).repositories().deployKeysOf(1)).isEmpty();
    assertThat(folders()).hasSize(1);
  }

  @Test
  void publicAndArchivedOnesAreImportedAndTheBranchToLookAtFirstIsGits() throws Exception {
    BrowserPage list = permitted(carol, "carol", "gitlab", "Ada Lovelace");
    assertThat(list.text()).contains("ada/tables private, archived, 2.0 MiB, branch trunk");
    assertThat(list.text()).contains("ada/notes public, 2.0 MiB");

    choose(list, "ada/notes", "HTTPS");
    until(carol, "Imported,");
    // renamed since the list was shown, and the provider's list has not heard of it
    fake("gitlab")
        .repositories()
        .put(FakeRepository.of(3, "ada", "tables", People.ada()).onBranch("main").asArchived());
    choose(carol, "gitlab", "ada/tables", "HTTPS");
    until(carol, "carol/tables");

    assertThat(refs("carol", "notes")).contains("HEAD refs/heads/main");
    assertThat(refs("carol", "tables")).contains("HEAD refs/heads/trunk", "refs/heads/trunk");
  }

  @ParameterizedTest
  @CsvSource({"HTTPS", "SSH"})
  void anEmptyRepositoryIsImportedToo(String way) throws Exception {
    BrowserPage list = permitted(carol, "carol", "gitea", "Ada Lovelace");
    choose(list, "ada/plans", way);
    until(carol, "Imported,");

    assertThat(refs("carol", "plans")).containsExactly("HEAD refs/heads/main");
    assertThat(carol.open(address("/r/carol/plans")).text()).contains("Nothing was pushed yet");
  }

  @Test
  void whatIsHereIsMarkedAndANameIsGivenOnce() throws Exception {
    BrowserPage list = permitted(carol, "carol", "github", "Ada Lovelace");
    choose(list, "ada/engine", "HTTPS");
    until(carol, "Imported,");

    BrowserPage again = carol.open(address("/import/github"));
    assertThat(again.text()).contains("imported as engine");
    choose(again, "ada/engine", "HTTPS");
    BrowserPage taken = until(carol, "You already have a repository with this name");
    assertThat(taken.header("Refresh")).isEmpty();
    taken.formOf("Try again").with("name", "engine.git").submit();
    until(carol, "is no name here");
    carol.open(address("/import")).formOf("Try again").with("name", "engine-2").submit();
    until(carol, "carol/engine-2");

    assertThat(refs("carol", "engine-2")).isEqualTo(refs("carol", "engine"));
    assertThat(press(carol, "Clear what is over").text()).doesNotContain("carol/engine");
    assertThat(carol.open(address("/import/github")).text()).contains("imported as engine");
  }

  @Test
  void theListComesPageByPageAndIsSearched() {
    BrowserPage first = permitted(carol, "carol", "github", "Ada Lovelace");
    assertThat(first.document().select(".choices li")).hasSize(50);
    assertThat(first.document().select(".choices [checked]")).isEmpty();
    assertThat(first.click("Select all").document().select(".choices [checked]")).hasSize(50);

    BrowserPage second = first.click("More repositories");
    assertThat(second.document().select(".choices li")).hasSize(18);
    assertThat(second.document().select(".pages a").eachText())
        .containsExactly("Back to the beginning");

    BrowserPage found = carol.open(address("/import/github?q=EXERCISE-6"));
    assertThat(found.document().select(".choices li")).hasSize(5);
    assertThat(found.click("Select all").document().select(".choices [checked]")).hasSize(5);
    assertThat(carol.open(address("/import/github?q=nowhere")).text())
        .contains("Nothing has “nowhere” in its name");
    assertThat(carol.open(address("/import/github?next=1.github.x")).uri().getQuery()).isNull();
  }

  @Test
  void onePressBringsWhatIsNotUnderWayAndNeedsAChoice() {
    BrowserPage list = permitted(carol, "carol", "gitlab", "Ada Lovelace");

    BrowserPage nothing = list.formOf("Import what is selected").submit();
    assertThat(nothing.status()).isEqualTo(422);
    assertThat(nothing.text()).contains("Choose a repository first.");
    assertThat(carol.open(address("/import/nowhere")).status()).isEqualTo(404);
    assertThat(carol.open(address("/import/openid")).status()).isEqualTo(404);
  }
}
