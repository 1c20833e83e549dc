package dev.accountlink.examples.tinyforge.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Personal access tokens, in a real browser, and how their pages look. */
@Tag("pages")
class TokenPagesTest {
  @RegisterExtension static final InChromium chromium = new InChromium();

  private Forge forge;
  private Tab tab;

  @BeforeEach
  void start(@TempDir Path data) throws IOException {
    forge = Forge.start(data);
    tab = chromium.person().open(forge.address("/"));
  }

  @AfterEach
  void stop() {
    forge.close();
  }

  private void signIn(String provider) {
    tab.go(forge.address("/sign-in")).press(provider).press("Continue as Ada Lovelace");
  }

  private String page(String provider) {
    return forge.address("/-/sso/" + provider + "/token");
  }

  /** Makes one on the page that ours leads to, and comes back. */
  private String made(String provider, String title, String person) {
    tab.go(page(provider)).follow("Make a token at " + title);
    assertThat(tab.heading()).isEqualTo("Make a token");
    tab.press("Continue as " + person);
    String token = tab.page().locator("code").innerText();
    tab.go(page(provider));
    return token;
  }

  @Test
  void somebodyEntersATokenImportsWithItAndEndsIt() {
    signIn("Demo GitLab");
    tab.go(forge.address("/-/sso/grants"));
    Looks.at(tab, "grants-with-tokens");
    tab.follow("Token of Demo GitLab");
    assertThat(tab.heading()).isEqualTo("A token of Demo GitLab");
    assertThat(tab.text()).contains("read_repository").contains("ada");
    assertThat(tab.page().locator("#token").getAttribute("type")).isEqualTo("password");
    assertThat(tab.page().locator("#token").getAttribute("autocomplete")).isEqualTo("off");
    Looks.at(tab, "token");

    String token = made("gitlab", "Demo GitLab", "Ada Lovelace");
    tab.fill("Token", token).press("Keep this token");
    assertThat(tab.heading()).isEqualTo("Permissions for imports");
    assertThat(tab.text()).contains("Token, entered on").contains("Read repositories: granted");
    assertThat(tab.page().content()).doesNotContain(token);
    Looks.at(tab, "grants-token");

    assertThat(tab.go(forge.address("/import/gitlab")).text()).contains("ada/engine");
    tab.go(page("gitlab"));
    assertThat(tab.text()).contains("You have entered a token before.");
    tab.go(forge.address("/-/sso/grants")).press("End");
    assertThat(tab.heading()).isEqualTo("Ended");
  }

  @Test
  void whatIsWrongIsSaidWithTheFieldStillThere() {
    signIn("Demo GitHub");
    tab.go(page("github")).fill("Token", "ghp_mistyped_somewhere").press("Keep this token");
    assertThat(tab.text()).contains("This token does not work at Demo GitHub.");
    assertThat(tab.page().content()).doesNotContain("ghp_mistyped");
    Looks.at(tab, "token-not-taken");

    String other = made("github", "Demo GitHub", "Bob Stone");
    tab.fill("Token", other).press("Keep this token");
    assertThat(tab.text()).contains("does not belong to the account").contains("Required: ada");
    Looks.at(tab, "token-of-another");
  }

  @Test
  void aGrantIsReplacedByATickAndATokenIsNot() {
    signIn("Demo GitLab");
    tab.go(forge.address("/-/sso/gitlab/authorize"));
    tab.press("Go on to Demo GitLab").press("Continue as Ada Lovelace");
    String token = made("gitlab", "Demo GitLab", "Ada Lovelace");
    Looks.at(tab, "token-tick");
    tab.fill("Token", token).press("Keep this token");
    assertThat(tab.text()).contains("You have granted this at Demo GitLab already");
    Looks.at(tab, "token-grant-in-the-way");

    tab.page().getByLabel("Use this token in place of what I have granted").check();
    tab.fill("Token", token).press("Keep this token");
    assertThat(tab.text()).contains("Token, entered on");

    tab.go(forge.address("/-/sso/gitlab/authorize"));
    assertThat(tab.heading()).isEqualTo("You have entered a token");
    Looks.at(tab, "token-in-the-way");
  }

  @Test
  void whereATokenGoesWithAnAddressBothAreAskedFor() {
    signIn("Demo Bitbucket");
    String token = made("bitbucket", "Demo Bitbucket", "Ada Lovelace");
    tab.fill("E-mail address of your account", "ada@example.org").fill("Token", token);
    Looks.at(tab, "token-with-address");
    tab.press("Keep this token");
    assertThat(tab.text()).contains("Token, entered on");

    assertThat(tab.go(forge.address("/import/bitbucket")).text()).contains("ada/engine");
    tab.go(forge.address("/-/sso/grants")).press("End");
    assertThat(tab.heading()).isEqualTo("Ended here");
    assertThat(tab.text()).contains("until you delete it there yourself");
    assertThat(tab.text()).contains("Delete it at Demo Bitbucket");
    Looks.at(tab, "token-left");
  }

  @Test
  void whoHasConnectedNothingIsSentToDoThatFirst() {
    forge.register(tab, "carol");
    tab.go(page("github"));

    assertThat(tab.heading()).isEqualTo("Connect your account first");
    Looks.at(tab, "token-connect-first");
  }

  @Test
  void aScriptEntersATokenAsWell() {
    signIn("Demo GitHub");
    String token = made("github", "Demo GitHub", "Ada Lovelace");
    APIResponse asked = asked(RequestOptions.create());
    assertThat(asked.text()).contains("\"page\":\"enter-token\"").contains("\"name\":\"token\"");
    String csrf = tab.page().locator("input[name=csrf]").inputValue();

    APIResponse refused = posted(csrf, "ghp_mistyped_somewhere");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text()).contains("\"code\":\"TokenNotTaken\"").doesNotContain("ghp_mis");

    APIResponse kept = posted(csrf, token);
    assertThat(kept.status()).isEqualTo(200);
    assertThat(kept.text()).contains("location").contains("grants");
  }

  private APIResponse posted(String csrf, String token) {
    FormData form = FormData.create().set("csrf", csrf).set("token", token);
    return asked(RequestOptions.create().setMethod("POST").setForm(form));
  }

  private APIResponse asked(RequestOptions options) {
    return tab.page()
        .request()
        .fetch(page("github"), options.setHeader("Accept", "application/json"));
  }
}
