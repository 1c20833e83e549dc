package dev.accountlink.examples.tinyforge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.AccountLinking;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

class SettingsTest extends ForgeTest {

  /** One provider, one link, with names that try to be HTML. */
  private static final class OneProvider implements SocialSignIn {

    private static final Button CONNECT =
        new Button("Connect <Demo>", "", "/-/demo/connect", List.of(new Field("token", "\"><b>")));

    @Override
    public List<Button> signInButtons(HttpServletRequest request, HttpServletResponse response) {
      return List.of(new Button("Demo", "/assets/tiny-forge.svg", "/-/demo/sign-in", List.of()));
    }

    @Override
    public Settings settings(
        HttpServletRequest request, HttpServletResponse response, ForgeUser user) {
      Button disconnect = new Button("Disconnect", "", "/-/demo/disconnect", List.of());
      LinkRow link = new LinkRow("Demo", "", "octo<i>cat", "since 2026-11-01", disconnect);
      return new Settings(List.of(link), List.of(CONNECT));
    }

    @Override
    public Set<String> formTargets() {
      return Set.of("https://demo.example");
    }
  }

  @Override
  SocialSignIn social(AccountLinking linking) {
    return new OneProvider();
  }

  @Test
  void aUserChangesThePasswordAndSignsInWithTheNewOne() {
    register(browser, "alice");

    BrowserPage saved = changePassword(PASSWORD, "a much better one").followAll();

    assertThat(saved.text()).contains("Your password was saved");
    assertThat(signIn(TestBrowser.fresh(), "alice", PASSWORD).status()).isEqualTo(422);
    assertThat(signIn(TestBrowser.fresh(), "alice", "a much better one").status()).isEqualTo(303);
  }

  @Test
  void aNewPasswordEndsTheOtherSessionsAndKeepsThisOne() {
    register(browser, "alice");
    TestBrowser other = TestBrowser.fresh();
    signIn(other, "alice", PASSWORD);

    changePassword(PASSWORD, "a much better one");

    assertThat(browser.open(address("/")).text()).contains("Sign out");
    assertThat(other.open(address("/")).text()).doesNotContain("Sign out");
  }

  @Test
  void withoutTheCurrentPasswordNothingChanges() {
    register(browser, "alice");

    BrowserPage answer = changePassword("wrong horse battery", "a much better one");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(signIn(TestBrowser.fresh(), "alice", PASSWORD).status()).isEqualTo(303);
  }

  @Test
  void aNewAddressIsNotVerifiedAndAForeignOneIsRefused() {
    TestBrowser bob = TestBrowser.fresh();
    register(bob, "bob");
    register(browser, "alice");
    changeEmail("alice@example.org");

    ForgeUser alice = forge.users().findByUsername("alice").orElseThrow();
    assertThat(alice.email()).contains("alice@example.org");
    assertThat(alice.emailVerified()).isFalse();

    BrowserPage answer =
        bob.open(address("/settings/account"))
            .formOf("Save profile")
            .with("email", "Alice@example.org")
            .submit();
    assertThat(answer.status()).isEqualTo(422);
    assertThat(changeEmail("not an address").status()).isEqualTo(422);
  }

  @Test
  void theSlotsForSocialSignInShowWhatTheyAreGivenAndEscapeIt() {
    Document signIn = browser.open(address("/sign-in")).document();
    assertThat(signIn.select("form[action=/-/demo/sign-in] button").text()).isEqualTo("Demo");

    register(browser, "alice");
    Document settings = browser.open(address("/settings/account")).document();
    assertThat(settings.select("form[action=/-/demo/connect] button").text())
        .isEqualTo("Connect <Demo>");
    assertThat(settings.select("input[name=token]").val()).isEqualTo("\"><b>");
    assertThat(settings.select(".links").text()).contains("octo<i>cat", "since 2026-11-01");
    assertThat(settings.select("form[action=/-/demo/disconnect]")).hasSize(1);
    assertThat(settings.select("b, i")).isEmpty();
  }

  @Test
  void formsMayLeadToTheProviders() {
    assertThat(browser.open(address("/sign-in")).header("content-security-policy"))
        .get()
        .asString()
        .contains("form-action 'self' https://demo.example");
  }

  private BrowserPage changePassword(String current, String next) {
    return browser
        .open(address("/settings/account"))
        .formOf("Change password")
        .with("currentPassword", current)
        .with("newPassword", next)
        .submit();
  }

  private BrowserPage changeEmail(String email) {
    return browser
        .open(address("/settings/account"))
        .formOf("Save profile")
        .with("email", email)
        .submit();
  }
}
