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
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How staff sets a provider up and examines it. */
class StaffProvidersTest extends ForgeTest {

  private static final String PROVIDERS = "/admin/providers";
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
  void theGuideSaysWhereWhatToTypeAndWhatToCopy() {
    Element guide = guide("work");

    assertThat(guide.select("a").attr("href"))
        .isEqualTo(work.baseUrl() + "/-/user_settings/applications");
    assertThat(guide.select("dl").text())
        .contains("Name tiny-forge", "Redirect URI " + address("/-/sso/work/callback"))
        .contains("Confidential tick it");
    assertThat(guide.select("dl code").text()).isEqualTo(address("/-/sso/work/callback"));
    assertThat(guide.select("ol").text())
        .contains("“Application ID” into the variable ACCOUNTLINK_PROVIDER_WORK_CLIENT_ID")
        .contains("“Secret” into ACCOUNTLINK_PROVIDER_WORK_CLIENT_SECRET")
        .contains("The secret is shown once");
    assertThat(guide.select("ul").first().text())
        .contains("openid to recognise you")
        .doesNotContain("read_repository");
    assertThat(guide.text()).contains("What goes wrong").doesNotContain("fake");
  }

  @Test
  void anAddressWithAGapToFillInIsNoLink() {
    assertThat(guide("cloud").select("a")).isEmpty();
    assertThat(guide("cloud").select("code").first().text()).contains("{workspace}");
    assertThat(guide("cloud").text()).contains("Tick these in the form", "“Key”");
  }

  @Test
  void aProviderThatWorksIsFoundFine() {
    BrowserPage page = examine("work");

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.document().select("[role=status]").text())
        .isEqualTo("Nothing is wrong at <b>Work</b>.");
    assertThat(page.document().select(".findings li").eachText())
        .anySatisfy(line -> assertThat(line).startsWith("Within reach good The provider answers"))
        .anySatisfy(line -> assertThat(line).startsWith("Client id and secret good"));
    assertThat(page.document().select("section:has(.findings) h2").text()).contains("Work");
    assertThat(page.document().select("main b")).isEmpty();
  }

  @Test
  void aWrongSecretIsFoundAndTheSecretIsNotShown() {
    work.register("forge", "another one", address("/-/sso/work/callback"));

    BrowserPage page = examine("work");

    assertThat(page.document().select("[role=alert]").text()).contains("has to be mended");
    assertThat(page.document().select("li:has(.wrong)").eachText())
        .singleElement()
        .asString()
        .startsWith("Client id and secret wrong");
    assertThat(page.text()).doesNotContain(SECRET);
  }

  @Test
  void aProviderThatIsGoneIsNotExamined() {
    BrowserPage page = examine("nobody");

    assertThat(page.status()).isEqualTo(422);
    assertThat(page.text()).contains("not here any more");
    assertThat(page.document().select(".findings")).isEmpty();
  }

  @Test
  void withoutTheTokenOfTheFormNothingIsAsked() {
    work.clearRequests();

    BrowserPage answer = browser.post(address(PROVIDERS), Map.of("provider", "work"));

    assertThat(answer.status()).isEqualTo(403);
    assertThat(work.requests()).isEmpty();
  }

  @Test
  void nobodyElseExaminesAnything() {
    TestBrowser bob = TestBrowser.fresh();
    register(bob, "bob");
    String token = settings(bob).document().select("input[name=csrf]").first().val();
    work.clearRequests();

    BrowserPage answer =
        settings(bob).post(address(PROVIDERS), Map.of("csrf", token, "provider", "work"));

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.text()).doesNotContain("Work");
    assertThat(work.requests()).isEmpty();
  }

  @Test
  void staffTriesAProviderAndIsNobodyElseAfterwards() {
    work.approveAs(People.ada());
    BrowserPage providers = browser.open(address(PROVIDERS));

    BrowserPage page = providers.formOf("Try it").submit().followAll();

    assertThat(page.title()).isEqualTo("What a sign-in with <b>Work</b> would do");
    assertThat(page.document().select("#now + p").text())
        .isEqualTo("It would be refused: Not connected yet (NotConnected).");
    assertThat(page.document().select("dl.seen").text())
        .contains("100001", "ada@example.org Verified there. Counts as proven here.");
    assertThat(page.document().select("main b")).isEmpty();
    assertThat(page.click("Back").uri().getPath()).isEqualTo(PROVIDERS);
    assertThat(settings(browser).text()).contains("grace").doesNotContain("ada");
    assertThat(work.tokenCalls()).isEqualTo(1);
  }

  @Test
  void whoIsNotStaffTriesNothing() {
    BrowserForm tryIt = browser.open(address(PROVIDERS)).formOf("Try it");
    TestBrowser bob = TestBrowser.fresh();
    register(bob, "bob");
    work.clearRequests();

    BrowserPage answer = settings(bob).post(tryIt.action().toString(), tryIt.fields()).followAll();

    assertThat(answer.status()).isEqualTo(403);
    assertThat(work.requests()).isEmpty();
  }

  private Element guide(String provider) {
    return browser
        .open(address(PROVIDERS))
        .document()
        .selectFirst("section:has(#provider-" + provider + ") details");
  }

  /** What the button sends. */
  private BrowserPage examine(String provider) {
    BrowserPage page = browser.open(address(PROVIDERS));
    String token = page.document().select("input[name=csrf]").first().val();
    return page.post(address(PROVIDERS), Map.of("csrf", token, "provider", provider));
  }
}
