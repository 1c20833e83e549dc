package dev.accountlink.examples.tinyforge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import org.junit.jupiter.api.Test;

class SettingsTest extends ForgeTest {

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
