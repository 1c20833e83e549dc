package dev.accountlink.examples.tinyforge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import java.util.List;
import org.junit.jupiter.api.Test;

class UserNamesTest extends ForgeTest {

  @Test
  void namesThatAreNoPlainWordAreRefused() {
    for (String name :
        List.of(
            "",
            ".",
            "..",
            "../root",
            "a..b",
            "a/b",
            "a\\b",
            ".hidden",
            "ends.",
            "-x",
            "a b",
            "a%2fb",
            "<b>",
            "älice",
            "аlice",
            "a\u0000b",
            "a\nb",
            "1234567890123456789012345678901234567890")) {
      BrowserPage answer = register(browser, name);

      assertThat(answer.status()).as(name).isEqualTo(422);
      assertThat(answer.document().select("[role=alert]").text()).startsWith("A user name is");
      assertThat(forge.users().findAll()).isEmpty();
    }
  }

  @Test
  void reservedNamesAreRefused() {
    for (String name : List.of("admin", "Admin", "root", "null", "settings", "git")) {
      assertThat(register(browser, name).text()).contains("is reserved");
    }
  }

  @Test
  void plainNamesAreAccepted() {
    for (String name :
        List.of("a", "7", "Alice", "a.b_c-d", "123456789012345678901234567890123456789")) {
      assertThat(register(browser, name).status()).isEqualTo(303);
      assertThat(browser.open(address("/u/" + name)).status()).isEqualTo(200);
    }
  }

  @Test
  void noTwoNamesDifferOnlyInCase() {
    register(TestBrowser.fresh(), "alice");

    assertThat(register(browser, "ALICE").text()).contains("is taken");
  }

  @Test
  void noTwoUsersHaveOneAddress() {
    registerWithEmail("alice", "a@example.org");

    assertThat(registerWithEmail("bob", "A@Example.org").text()).contains("exists already");
  }

  @Test
  void aDisplayNameIsShownAsTextAndWithoutControlCharacters() {
    BrowserPage page =
        browser
            .open(address("/register"))
            .formOf("Register")
            .with("username", "alice")
            .with("displayName", "<script>x</script>\"'&\u202Etxt\u0007")
            .with("password", PASSWORD)
            .submit()
            .followAll();

    assertThat(page.document().select("script")).isEmpty();
    assertThat(page.document().select("h1").text()).isEqualTo("<script>x</script>\"'& txt");
    assertThat(page.body()).doesNotContain("<script");
  }

  private BrowserPage registerWithEmail(String username, String email) {
    return TestBrowser.fresh()
        .open(address("/register"))
        .formOf("Register")
        .with("username", username)
        .with("email", email)
        .with("password", PASSWORD)
        .submit();
  }
}
