package dev.accountlink.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.testkit.browser.BrowserCookie;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.People;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass(name = "{0}")
@MethodSource("dev.accountlink.servlet.Containers#all")
class HttpSessionsTest {
  private static final String ID = "JSESSIONID";

  @Parameter Container.Kind kind;

  private TestForge forge;
  private final TestBrowser browser = TestBrowser.fresh();

  @BeforeEach
  void start() throws Exception {
    forge = new TestForge(kind);
    forge.github.approveAs(People.ada());
  }

  @AfterEach
  void stop() throws Exception {
    forge.close();
  }

  private void signInWithGitHub() {
    browser
        .open(forge.base() + "/-/sso/sign-in?returnTo=/whoami")
        .submit("Sign in with GitHub")
        .followAll();
  }

  private String id(TestBrowser of) {
    return of.cookie(ID).map(BrowserCookie::value).orElse("none");
  }

  private String whoAmI(TestBrowser of) {
    return of.open(forge.base() + "/whoami").body();
  }

  @Test
  @DisplayName("A15 session fixation: signing in changes the session id, and the old one is nobody")
  void signingInChangesTheId() {
    TestBrowser attacker = TestBrowser.fresh();
    attacker.open(forge.base() + "/note?planted");
    String planted = id(attacker);
    browser.setCookie(forge.base() + "/", ID + "=" + planted + "; Path=/");

    signInWithGitHub();

    assertThat(whoAmI(browser)).isEqualTo("user=" + People.ada().login() + " note=null");
    assertThat(id(browser)).isNotEqualTo(planted).isNotEqualTo("none");
    assertThat(whoAmI(attacker)).doesNotContain(People.ada().login());
  }

  @Test
  @DisplayName("A15 session fixation: an id the server never gave out is not taken either")
  void aMadeUpIdIsNotTaken() {
    browser.setCookie(forge.base() + "/", ID + "=0123456789ABCDEF0123456789ABCDEF; Path=/");

    signInWithGitHub();

    assertThat(id(browser)).doesNotContain("0123456789ABCDEF0123456789ABCDEF");
    assertThat(whoAmI(browser)).contains(People.ada().login());
  }

  @Test
  @DisplayName("A16 old session: nothing of the user before is left to the next one")
  void nothingOfTheOtherUserIsLeft() {
    browser.open(forge.base() + "/login?mallory");
    browser.open(forge.base() + "/note?private-of-mallory");
    String before = id(browser);
    TestBrowser copy = TestBrowser.fresh();
    copy.setCookie(forge.base() + "/", ID + "=" + before + "; Path=/");

    signInWithGitHub();

    assertThat(whoAmI(browser)).isEqualTo("user=" + People.ada().login() + " note=null");
    assertThat(id(browser)).isNotEqualTo(before);
    assertThat(whoAmI(copy)).isEqualTo("nobody");
  }

  @Test
  @DisplayName("A15 session fixation: whoever signs in again keeps his things under another id")
  void theSameUserKeepsHisSession() {
    signInWithGitHub();
    browser.open(forge.base() + "/note?mine");
    String before = id(browser);

    signInWithGitHub();

    assertThat(whoAmI(browser)).isEqualTo("user=" + People.ada().login() + " note=mine");
    assertThat(id(browser)).isNotEqualTo(before);
  }

  @Test
  void theMarkIsAnotherOneAtEachSignInAndStaysWhenOnlyTheIdIsRenewed() {
    signInWithGitHub();
    String first = mark();
    String idBefore = id(browser);
    browser.open(forge.base() + "/renew");
    String afterRenewal = mark();
    String idAfter = id(browser);
    signInWithGitHub();

    assertThat(first).matches(People.ada().login() + " Optional\\[\\S{22}\\] Optional\\[2\\S+Z\\]");
    assertThat(idAfter).isNotEqualTo(idBefore);
    assertThat(afterRenewal).isEqualTo(first).doesNotContain(idAfter);
    assertThat(mark()).startsWith(People.ada().login()).isNotEqualTo(first);
  }

  @Test
  void theHostsOwnSignInChangesTheMarkAsWell() {
    browser.open(forge.base() + "/signed-in?alice");
    String first = mark();
    String idBefore = id(browser);
    browser.open(forge.base() + "/signed-in?alice");

    assertThat(first).startsWith("alice Optional[");
    assertThat(mark()).startsWith("alice Optional[").isNotEqualTo(first);
    assertThat(id(browser)).isNotEqualTo(idBefore);
  }

  @Test
  void aMarkIsGoodForItsUserOnly() {
    browser.open(forge.base() + "/signed-in?alice");
    browser.open(forge.base() + "/switch?bob");

    assertThat(mark()).isEqualTo("bob Optional.empty Optional.empty");
  }

  @Test
  @DisplayName("G12 deserialization: nothing but texts is put into the session")
  void onlyTextsAreInTheSession() {
    signInWithGitHub();

    assertThat(browser.open(forge.base() + "/types").body()).isEqualTo("String");
  }

  @Test
  void nobodyIsSignedInWithoutASession() {
    assertThat(mark()).isEqualTo("nobody");
    assertThat(id(browser)).isEqualTo("none");
  }

  private String mark() {
    return browser.open(forge.base() + "/mark").body();
  }
}
