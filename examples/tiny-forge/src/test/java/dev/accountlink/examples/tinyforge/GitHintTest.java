package dev.accountlink.examples.tinyforge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the pages say of pushing is what git finds. */
class GitHintTest extends ForgeTest {

  private static final String NO_PASSWORD =
      "You have no password yet: pushing over HTTP needs one.";
  private static final String SECOND_FACTOR = "Remove the second factor to push.";

  @BeforeEach
  void comeThroughAProviderAndHaveARepository() {
    signInByLogo(browser, "Demo GitHub", "Ada");
    createRepository(browser, "engine");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/settings/account", "/u/ada", "/r/ada/engine"})
  void eachPageNamesWhatIsInTheWay(String page) {
    assertThat(text(page)).contains(NO_PASSWORD).doesNotContain(SECOND_FACTOR);

    setUpSecondFactor("ada");
    assertThat(text(page)).contains(SECOND_FACTOR).doesNotContain(NO_PASSWORD);

    forge.users().setPassword(user("ada"), PASSWORD);
    assertThat(signedIn(signIn(browser, "ada", PASSWORD))).isEmpty();
    forge.secondFactors().remove(user("ada").id());
    signIn(browser, "ada", PASSWORD);
    assertThat(text(page)).doesNotContain(NO_PASSWORD, SECOND_FACTOR);
  }

  @Test
  void thePasswordIsCalledGitsOnlyWhereGitTakesIt() {
    assertThat(text("/settings/account")).contains("It is also the password for git");

    setUpSecondFactor("ada");

    assertThat(text("/settings/account")).doesNotContain("It is also the password for git");
  }

  @Test
  void nobodyElseReadsIt() {
    browser.clearCookies();

    assertThat(text("/u/ada")).doesNotContain(NO_PASSWORD);
    assertThat(text("/r/ada/engine")).doesNotContain(NO_PASSWORD);
  }

  private String text(String page) {
    return browser.open(address(page)).text();
  }
}
