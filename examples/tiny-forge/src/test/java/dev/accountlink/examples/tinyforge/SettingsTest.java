package dev.accountlink.examples.tinyforge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import org.junit.jupiter.api.DisplayName;
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

  @Test
  @DisplayName("D17 last way in: the only password stays, and goes once a provider is connected")
  void thePasswordIsRemovedOnlyWhereAnotherWayInRemains() {
    register(browser, "alice");

    BrowserPage kept = removePassword(PASSWORD);
    assertThat(kept.status()).isEqualTo(422);
    assertThat(kept.text()).contains("Your password is your last way in");
    assertThat(user("alice").hasPassword()).isTrue();

    settings(browser).submit("Connect Demo GitHub").submit("Continue as Ada").submit("Connect");
    assertThat(removePassword("wrong horse battery").status()).isEqualTo(422);
    BrowserPage removed = removePassword(PASSWORD).followAll();
    assertThat(removed.text()).contains("Your password was removed", "You have no password yet");
    assertThat(signIn(TestBrowser.fresh(), "alice", PASSWORD).status()).isEqualTo(422);
    assertThat(settings(browser).submit("Disconnect").text()).contains("last way in");
  }

  @Test
  void aRemovedPasswordEndsTheOtherSessionsAndKeepsThisOne() {
    register(browser, "alice");
    settings(browser).submit("Connect Demo GitHub").submit("Continue as Ada").submit("Connect");
    TestBrowser other = TestBrowser.fresh();
    signIn(other, "alice", PASSWORD);

    removePassword(PASSWORD);

    assertThat(signedIn(browser.open(address("/")))).isEqualTo("alice");
    assertThat(signedIn(other.open(address("/")))).isEmpty();
  }

  private BrowserPage removePassword(String current) {
    return settings(browser)
        .formOf("Remove the password")
        .with("currentPassword", current)
        .submit();
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
