package dev.accountlink.examples.tinyforge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.provider.Bitbucket;
import dev.accountlink.provider.Client;
import dev.accountlink.provider.GitLab;
import dev.accountlink.testkit.browser.BrowserForm;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.FakeGitLab;
import dev.accountlink.testkit.fake.People;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How staff sets a provider up and examines it, on the library's pages. */
class StaffProvidersTest extends ForgeTest {

  private static final String WORK = "/-/sso/admin/work";
  private static final String SECRET = "a secret of this client";

  private final FakeGitLab work = FakeGitLab.start();

  @BeforeEach
  void staffAndAClient() {
    register(browser, "grace");
    work.register("forge", SECRET, address("/-/sso/work/callback"));
  }

  @AfterEach
  void stopTheProvider() {
    work.close();
  }

  @Override
  Config config(int port) {
    return new Config(
        port,
        data,
        List.of(
            GitLab.provider("work", "<b>Work</b>", work.baseUrl(), Client.of("forge", SECRET)),
            Bitbucket.provider("cloud", "Bitbucket", Client.of("key", SECRET))));
  }

  @Test
  void theUsersPageLeadsToTheProvidersAndBack() {
    BrowserPage list = browser.open(address(StaffServlet.PATH)).click("Providers");

    assertThat(list.uri().getPath()).isEqualTo("/-/sso/admin");
    assertThat(list.document().select("h2").eachText()).containsExactly("<b>Work</b>", "Bitbucket");
    assertThat(list.text()).contains(address("/-/sso/cloud/callback"));
    assertThat(list.click("Back").uri().getPath()).isEqualTo(StaffServlet.PATH);
  }

  @Test
  void theGuideIsOfThisForge() {
    BrowserPage guide = browser.open(address(WORK));

    assertThat(guide.document().select(".steps dl").text())
        .contains("Name tiny-forge", "Redirect URI " + address("/-/sso/work/callback"))
        .contains("ACCOUNTLINK_PROVIDER_WORK_CLIENT_ID");
    assertThat(guide.text()).contains("openid to recognise people");
    assertThat(guide.document().select("main b")).isEmpty();
  }

  @Test
  void aProviderThatWorksIsFoundFine() {
    BrowserPage page = browser.open(address(WORK)).submit("Examine");

    assertThat(page.document().select("[role=status]").text())
        .isEqualTo("Nothing is wrong at <b>Work</b>.");
  }

  @Test
  void aWrongSecretIsFoundAndTheSecretIsNotShown() {
    work.register("forge", "another one", address("/-/sso/work/callback"));

    BrowserPage page = browser.open(address(WORK)).submit("Examine");

    assertThat(page.document().select("[role=alert]").text()).contains("has to be mended");
    assertThat(page.document().select("li.wrong").eachText())
        .anySatisfy(line -> assertThat(line).startsWith("Client id and secret: wrong"));
    assertThat(page.text()).doesNotContain(SECRET);
  }

  @Test
  void nobodyElseSeesOrExaminesAnything() {
    TestBrowser bob = TestBrowser.fresh();
    register(bob, "bob");
    BrowserPage settings = settings(bob);
    work.clearRequests();

    assertThat(bob.open(address("/-/sso/admin")).status()).isEqualTo(403);
    BrowserPage answer = settings.post(address(WORK), Map.of());

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.text()).doesNotContain("Work").contains("For administrators");
    assertThat(work.requests()).isEmpty();
  }

  @Test
  void staffTriesAProviderAndIsNobodyElseAfterwards() {
    work.approveAs(People.ada());
    BrowserPage guide = browser.open(address(WORK));

    BrowserPage page = guide.submit("Try it").followAll();

    assertThat(page.title()).isEqualTo("What a sign-in with <b>Work</b> would do");
    assertThat(page.document().select("#now + p").text())
        .isEqualTo("It would be refused: Not connected yet (NotConnected).");
    assertThat(page.document().select("dl.seen").text())
        .contains("100001", "ada@example.org Verified there. Counts as proven here.");
    assertThat(page.document().select("main b")).isEmpty();
    assertThat(page.click("Back").uri().getPath()).isEqualTo(StaffServlet.PATH);
    assertThat(settings(browser).text()).contains("grace").doesNotContain("ada");
    assertThat(work.tokenCalls()).isEqualTo(1);
  }

  @Test
  void whoIsNotStaffTriesNothing() {
    BrowserForm tryIt = browser.open(address(WORK)).formOf("Try it");
    TestBrowser bob = TestBrowser.fresh();
    register(bob, "bob");
    BrowserPage settings = settings(bob);
    work.clearRequests();

    BrowserPage answer = settings.post(tryIt.action().toString(), tryIt.fields()).followAll();

    assertThat(answer.status()).isEqualTo(403);
    assertThat(work.requests()).isEmpty();
  }
}
