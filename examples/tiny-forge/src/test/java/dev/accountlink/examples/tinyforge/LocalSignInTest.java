package dev.accountlink.examples.tinyforge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.testkit.browser.BrowserCookie;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import java.util.List;
import org.junit.jupiter.api.Test;

class LocalSignInTest extends ForgeTest {

  @Test
  void aVisitorRegistersAndIsSignedIn() {
    BrowserPage answer = register(browser, "alice");

    assertThat(answer.status()).isEqualTo(303);
    BrowserPage page = answer.follow();
    assertThat(page.title()).startsWith("alice");
    assertThat(page.document().select("nav").text()).contains("alice", "Settings", "Sign out");
  }

  @Test
  void aUserSignsOutAndInAgain() {
    register(browser, "alice");

    BrowserPage home = browser.open(address("/")).submit("Sign out");
    assertThat(home.document().select("nav").text()).contains("Sign in").doesNotContain("alice");

    BrowserPage back = signIn(browser, "Alice", PASSWORD).followAll();
    assertThat(back.document().select("nav").text()).contains("alice", "Sign out");
  }

  @Test
  void aWrongPasswordAndAnUnknownUserGetTheSameAnswer() {
    register(TestBrowser.fresh(), "alice");

    BrowserPage wrong = signIn(browser, "alice", "wrong horse battery");
    BrowserPage unknown = signIn(browser, "nobody-here", "wrong horse battery");

    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.document().select("[role=alert]").text())
        .isEqualTo("The user name or the password is wrong.")
        .isEqualTo(unknown.document().select("[role=alert]").text());
    assertThat(wrong.document().select("input[name=username]").val()).isEqualTo("alice");
    assertThat(wrong.document().select("input[name=password]").val()).isEmpty();
  }

  @Test
  void theSessionIdChangesAtSignInAndTheOldOneIsWorthNothing() {
    register(TestBrowser.fresh(), "alice");
    browser.open(address("/sign-in"));
    BrowserCookie before = session(browser);

    signIn(browser, "alice", PASSWORD);

    assertThat(session(browser).value()).isNotEqualTo(before.value());
    TestBrowser whoKnewTheOldId = TestBrowser.fresh();
    whoKnewTheOldId.plant(before);
    assertThat(whoKnewTheOldId.open(address("/")).text()).doesNotContain("Sign out");
  }

  @Test
  void aSessionIdInTheAddressIsNotTaken() {
    register(browser, "alice");
    String id = session(browser).value();

    BrowserPage page = TestBrowser.fresh().open(address("/;jsessionid=" + id));

    assertThat(page.text()).doesNotContain("Sign out");
  }

  @Test
  void theSessionCookieIsHttpOnlyAndLax() {
    BrowserPage page = browser.get(address("/sign-in"));

    assertThat(page.header("set-cookie")).get().asString().contains("HttpOnly", "SameSite=Lax");
  }

  @Test
  void readingPagesBeginsNoSession() {
    browser.open(address("/"));

    assertThat(browser.cookies()).isEmpty();
  }

  @Test
  void nobodyRegistersWithAnUnusablePassword() {
    for (String password : List.of("", " ", "null", "short", "NULL", "        ")) {
      BrowserPage answer =
          browser
              .open(address("/register"))
              .formOf("Register")
              .with("username", "alice")
              .with("password", password)
              .submit();

      assertThat(answer.status()).isEqualTo(422);
      assertThat(forge.users().findByUsername("alice")).isEmpty();
    }
  }

  @Test
  void aUserWithoutAPasswordCannotSignInWithAny() {
    registerWithoutPassword("alice");
    for (String password : List.of("", "null", "[null]", "NULL", "undefined", "#externalAccount")) {

      BrowserPage answer = signIn(browser, "alice", password);

      assertThat(answer.status()).isEqualTo(422);
      assertThat(browser.open(address("/")).text()).doesNotContain("Sign out");
    }
  }

  @Test
  void disabledAndWaitingUsersAreToldWhyButOnlyWithTheRightPassword() {
    register(TestBrowser.fresh(), "alice");
    changeStatus("alice", UserStatus.DISABLED);
    assertThat(signIn(browser, "alice", PASSWORD).text()).contains("has been disabled");
    assertThat(signIn(browser, "alice", "wrong horse").text()).doesNotContain("disabled");

    changeStatus("alice", UserStatus.AWAITING_APPROVAL);
    assertThat(signIn(browser, "alice", PASSWORD).text()).contains("has to approve");
    assertThat(browser.open(address("/")).text()).doesNotContain("Sign out");
  }

  @Test
  void whoIsDisabledIsOutWithTheNextClick() {
    register(browser, "alice");

    changeStatus("alice", UserStatus.DISABLED);

    assertThat(browser.open(address("/")).text()).doesNotContain("Sign out");
  }

  @Test
  void signingInLeadsBackToThePageThatAskedForIt() {
    register(TestBrowser.fresh(), "alice");

    BrowserPage form = browser.open(address("/settings/account"));
    BrowserPage answer =
        form.formOf("Sign in").with("username", "alice").with("password", PASSWORD).submit();

    assertThat(answer.location()).hasPath("/settings/account");
  }

  @Test
  void signingInLeadsToNoOtherSite() {
    register(TestBrowser.fresh(), "alice");
    for (String target :
        List.of("//evil.example", "https://evil.example", "/\\evil.example", "/\t/evil.example")) {

      BrowserPage answer =
          TestBrowser.fresh()
              .open(address("/sign-in"))
              .formOf("Sign in")
              .with("continue", target)
              .with("username", "alice")
              .with("password", PASSWORD)
              .submit();

      assertThat(answer.location()).hasToString(address("/"));
    }
  }
}
