package dev.accountlink.examples.tinyforge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What staff sees and does. */
class StaffTest extends ForgeTest {

  private static final String USERS = "/admin/users";

  private final TestBrowser ada = TestBrowser.fresh();

  @BeforeEach
  void somebodyOfTheStaff() {
    register(browser, "grace");
  }

  @Test
  void theFirstWhoRegistersWithAPasswordIsStaffAndNobodyElseIs() {
    signInByLogo(ada, "Demo GitHub", "Ada");
    register(TestBrowser.fresh(), "bob");

    assertThat(user("grace").staff()).isTrue();
    assertThat(user("ada").staff()).isFalse();
    assertThat(user("bob").staff()).isFalse();
    assertThat(browser.open(address("/")).document().select("nav a[href=/admin/users]"))
        .isNotEmpty();
    assertThat(ada.open(address("/")).document().select("nav a[href=/admin/users]")).isEmpty();
  }

  @Test
  void theListNamesStatusAndLinks() {
    signInByLogo(ada, "Demo GitHub", "Ada");

    String page = staffPage().text();

    assertThat(page).contains("grace", "active, staff", "This is you");
    assertThat(page).contains("ada", "Demo GitHub ada", "connected", "last used");
    assertThat(page)
        .contains("http://" + clickLogo(TestBrowser.fresh(), "Demo GitHub").uri().getAuthority());
  }

  @Test
  @DisplayName(
      "D27 disabled user: disabling ends the session at once, and enabling brings none back")
  void disablingEndsTheSessionsAtOnceAndForGood() {
    signInByLogo(ada, "Demo GitHub", "Ada");

    BrowserPage done = press("ada", "disable");
    assertThat(done.text()).contains("The user was disabled", "disabled");
    assertThat(signedIn(ada.open(address("/")))).isEmpty();

    press("ada", "enable");
    assertThat(signedIn(ada.open(address("/")))).isEmpty();
    assertThat(signedIn(clickLogo(ada, "Demo GitHub"))).isEqualTo("ada");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Demo GitHub", "Demo OpenID"})
  @DisplayName("D27 disabled user revived: neither signed in nor made active by a provider")
  void aProviderDoesNotReviveWhoIsDisabled(String provider) {
    signInByLogo(ada, provider, "Ada");
    press("ada", "disable");

    BrowserPage refused = clickLogo(TestBrowser.fresh(), provider).submit("Continue as Ada");

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.text()).contains("blocked");
    assertThat(user("ada").status()).isEqualTo(UserStatus.DISABLED);
  }

  @Test
  @DisplayName("D27 disabled user revived: the password does not do it either")
  void aPasswordDoesNotReviveWhoIsDisabled() {
    register(TestBrowser.fresh(), "bob");
    press("bob", "disable");

    assertThat(signIn(TestBrowser.fresh(), "bob", PASSWORD).status()).isEqualTo(422);
    assertThat(user("bob").status()).isEqualTo(UserStatus.DISABLED);
  }

  @Test
  void anOldPageDoesNotApproveWhoWasDisabledMeanwhile() {
    registerWithoutPassword("bob");
    changeStatus("bob", UserStatus.AWAITING_APPROVAL);
    BrowserPage old = staffPage();
    changeStatus("bob", UserStatus.DISABLED);

    BrowserPage answer = press(old, "bob", "approve");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(user("bob").status()).isEqualTo(UserStatus.DISABLED);
  }

  @Test
  @DisplayName("D31 deleted user: links go too, and the identity comes back as a stranger")
  void deletingAUserTakesTheLinksAlong() {
    signInByLogo(ada, "Demo GitHub", "Ada");
    createRepository(ada, "engine");
    String id = user("ada").id();

    press("ada", "delete");

    assertThat(forge.users().findByUsername("ada")).isEmpty();
    assertThat(browser.open(address("/r/ada/engine")).status()).isEqualTo(404);
    assertThat(signedIn(ada.open(address("/")))).isEmpty();
    assertThat(signedIn(clickLogo(ada, "Demo GitHub"))).isEqualTo("ada");
    assertThat(user("ada").id()).isNotEqualTo(id);
    assertThat(ada.open(address("/u/ada")).text()).doesNotContain("engine");
  }

  @Test
  void whoLostTheTelephoneIsLetInAgain() {
    register(TestBrowser.fresh(), "bob");
    setUpSecondFactor("bob");

    press("bob", "remove-second-factor");

    assertThat(signedIn(signIn(TestBrowser.fresh(), "bob", PASSWORD).followAll())).isEqualTo("bob");
  }

  @Test
  void nobodyOfTheStaffRemovesHimself() {
    for (String change : List.of("disable", "delete")) {
      assertThat(press("grace", change).status()).isEqualTo(422);
    }
    assertThat(user("grace").isActive()).isTrue();
  }

  @Test
  void nobodyElseSeesOrChangesAnything() {
    register(ada, "ada");
    register(TestBrowser.fresh(), "bob");

    BrowserPage page = ada.open(address(USERS));
    assertThat(page.status()).isEqualTo(403);
    assertThat(page.text()).contains("This page is for staff").doesNotContain("bob");
    BrowserPage answer = press(ada.open(address("/settings/account")), "bob", "disable");
    assertThat(answer.status()).isEqualTo(403);
    assertThat(user("bob").isActive()).isTrue();
  }

  @Test
  void whoIsNotSignedInIsAskedToDoSo() {
    BrowserPage page = TestBrowser.fresh().open(address(USERS));

    assertThat(page.uri().getPath()).isEqualTo("/sign-in");
    BrowserPage answer =
        page.formOf("Sign in").with("username", "grace").with("password", PASSWORD).submit();
    assertThat(answer.location()).hasPath(USERS);
  }

  @Test
  void aDisabledMemberOfTheStaffIsNoLongerOne() {
    changeStatus("grace", UserStatus.DISABLED);

    assertThat(browser.open(address(USERS)).uri().getPath()).isEqualTo("/sign-in");
  }

  @Test
  void withoutTheTokenOfAFormNothingIsChanged() {
    register(TestBrowser.fresh(), "bob");

    BrowserPage answer =
        browser.post(address(USERS), Map.of("user", user("bob").id(), "change", "disable"));

    assertThat(answer.status()).isEqualTo(403);
    assertThat(user("bob").isActive()).isTrue();
  }

  private BrowserPage staffPage() {
    return browser.open(address(USERS));
  }

  private BrowserPage press(String username, String change) {
    return press(staffPage(), username, change).followAll();
  }

  /** What the button sends; a page need not show it. */
  private BrowserPage press(BrowserPage page, String username, String change) {
    Map<String, String> fields = new HashMap<>();
    fields.put("csrf", page.document().select("input[name=csrf]").first().val());
    fields.put("user", user(username).id());
    fields.put("change", change);
    return page.post(address(USERS), fields);
  }
}
