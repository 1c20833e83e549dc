package dev.accountlink.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.ProviderProperties;
import dev.accountlink.model.HostUser;
import dev.accountlink.model.Purpose;
import dev.accountlink.provider.Client;
import dev.accountlink.provider.Finding;
import dev.accountlink.provider.Gate;
import dev.accountlink.provider.GitHub;
import dev.accountlink.provider.Part;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.SetupGuide;
import dev.accountlink.testkit.browser.BrowserForm;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.web.AdminPage;
import dev.accountlink.web.Page;
import dev.accountlink.web.WebReply;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How administrators see the providers, and that nobody else does. */
class AdminPagesTest {
  private final Scene scene = new Scene();
  private final TestHost host = scene.host;
  private final TestBrowser browser = TestBrowser.fresh();
  private final HostUser grace = host.users().register("grace", "grace@example.org");
  private final HostUser bob = host.users().register("bob", "bob@example.org");

  @BeforeEach
  void graceAdministers() {
    host.administers(grace);
    scene.openId.clearRequests();
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void theListSaysOfEachProviderHowItIsConfigured() {
    host.signIn(browser, grace);

    AdminPage.ProviderList page = list();

    assertThat(page.providers())
        .extracting(AdminPage.ProviderSettings::callback)
        .containsExactly(host.callback("github"), host.callback("work"));
    assertThat(page.providers().get(1).address()).isEqualTo(scene.openId.issuer());
    assertThat(page.providers().get(1).signIn()).isTrue();
    assertThat(page.example()).isEmpty();
    assertThat(
            browser
                .get(host.baseUrl() + page.providers().get(1).page())
                .document()
                .select("h1")
                .text())
        .isEqualTo("ProviderSetup");
  }

  @Test
  void withoutProvidersTheListShowsPropertiesThatWouldConfigureOne() {
    host.with();
    host.signIn(browser, grace);

    AdminPage.ProviderList page = list();

    assertThat(page.providers()).isEmpty();
    assertThat(page.kinds()).contains("github", "openid-connect");
    Map<String, String> properties = new HashMap<>();
    page.example().forEach(line -> properties.put(line.split("=")[0], line.split("=")[1]));
    properties.remove("accountlink.provider.work.client-secret-file");
    properties.put("accountlink.provider.work.client-secret", "secret");
    assertThat(ProviderProperties.read(properties)).extracting(Provider::label).hasSize(1);
  }

  @Test
  void theGuideIsOfThisSiteAndOfWhatIsSwitchedOn() {
    host.with(scene.github().withRules(scene.github().rules().withGates(List.of(gate()))));
    host.signIn(browser, grace);

    AdminPage.ProviderSetup page = setup("/admin/github");

    assertThat(page.guide().entries())
        .extracting(SetupGuide.Entry::type)
        .contains(host.baseUrl() + "/", host.callback("github"));
    assertThat(parts(page.guide().permissions()))
        .containsExactlyInAnyOrder(Part.SIGN_IN, Part.MEMBERSHIPS);
    assertThat(page.imports()).isEmpty();
    assertThat(page.idKeys())
        .containsExactly(
            "accountlink.provider.github.client-id", "ACCOUNTLINK_PROVIDER_GITHUB_CLIENT_ID");
    assertThat(page.examined()).isEmpty();
  }

  private static Gate gate() {
    return new Gate.MemberOf(Set.of("4711"), "our organisation");
  }

  @Test
  void aClientForImportsShowsWhatItHasToBePermitted() {
    host.with(
        scene.github().withClient(Purpose.IMPORT, Client.of("import-client", "import-secret")),
        GitHub.provider("other-one", "Other", scene.github.baseUrl(), Client.of("a", "b")));
    host.signIn(browser, grace);

    assertThat(parts(setup("/admin/github").imports()))
        .contains(Part.READ_REPOSITORIES, Part.WEBHOOKS)
        .doesNotContain(Part.SIGN_IN);
    assertThat(setup("/admin/other-one").imports()).isEmpty();
    assertThat(setup("/admin/other-one").idKeys())
        .as("no variable can stand for an id with a hyphen")
        .containsExactly("accountlink.provider.other-one.client-id");
  }

  @Test
  void theButtonExaminesTheProviderAndSaysWhoNeedsIt() {
    scene.begin(TestBrowser.fresh(), "Work").followAll();
    host.events().clear();
    host.signIn(browser, grace);

    BrowserPage answer = browser.get(host.sso("/admin/work")).submit("Examine");

    assertThat(answer.status()).isEqualTo(200);
    AdminPage.Examined examined = shown(AdminPage.ProviderSetup.class).examined().orElseThrow();
    assertThat(examined.isFine()).isTrue();
    assertThat(examined.findings()).extracting(Finding::check).contains(Finding.Check.CLIENT);
    assertThat(examined.lockedOut()).isEqualTo(1);
    assertThat(host.events()).as("nothing happened").isEmpty();
  }

  @Test
  void whatIsWrongIsFoundAndNoSecretIsShown() {
    scene.openId.register("oid-client", "another", host.callback("work"));
    host.signIn(browser, grace);

    BrowserPage answer = browser.get(host.sso("/admin/work")).submit("Examine");

    assertThat(shown(AdminPage.ProviderSetup.class).examined().orElseThrow().isFine()).isFalse();
    assertThat(answer.body()).doesNotContain("oid-secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/admin", "/admin/work", "/admin/nobody", "/admin/%2e%2e"})
  @DisplayName("D21 administration: whoever is not let administer learns nothing of the providers")
  void nobodyElseSeesThem(String below) {
    BrowserPage anonymous = browser.get(host.sso(below));
    assertThat(anonymous.status()).isEqualTo(403);
    assertThat(anonymous.document().select("h1").text()).isEqualTo("SignInFirst");

    host.signIn(browser, bob);
    BrowserPage page = browser.get(host.sso(below));
    assertThat(page.status()).isEqualTo(403);
    assertThat(page.document().select("h1").text()).isEqualTo("AdministratorsOnly");
    assertThat(page.body()).doesNotContain("Work").doesNotContain(scene.openId.baseUrl());
  }

  @Test
  @DisplayName("D21 administration: nobody may unless the host says so")
  void nobodyMayUnlessTheHostSaysSo() {
    host.administers();
    host.signIn(browser, grace);

    assertThat(browser.get(host.sso("/admin")).document().select("h1").text())
        .isEqualTo("AdministratorsOnly");
  }

  @Test
  @DisplayName("D21 administration: whoever loses the right loses it at once, the open page too")
  void theRightIsAskedForInEveryRequest() {
    host.signIn(browser, grace);
    BrowserPage page = browser.get(host.sso("/admin/work"));
    scene.openId.clearRequests();
    host.administers();

    assertThat(page.submit("Examine").document().select("h1").text())
        .isEqualTo("AdministratorsOnly");
    assertThat(scene.openId.requests()).isEmpty();
  }

  @Test
  @DisplayName("A02 administration CSRF: without the button's token nothing is asked")
  void withoutTheTokenNothingIsAsked() {
    host.signIn(browser, grace);
    BrowserForm work = browser.get(host.sso("/admin/work")).formOf("Examine");
    String token = work.fields().get("csrf");
    // Where a form may lead stands in its metadata.
    scene.openId.clearRequests();

    assertForged(browser.post(host.sso("/admin/work"), Map.of()));
    assertForged(browser.post(host.sso("/admin/github"), Map.of("csrf", token)));
    assertForged(browser.at(Scene.ELSEWHERE).post(host.sso("/admin/work"), work.fields()));
    assertForged(work.with("csrf", token.substring(1)).submit());
    TestBrowser other = TestBrowser.fresh();
    host.signIn(other, grace);
    other.get(host.sso("/admin/work"));
    assertForged(other.post(host.sso("/admin/work"), work.fields()));
    host.signIn(browser, grace);
    assertForged(browser.post(host.sso("/admin/work"), work.fields()));
  }

  private void assertForged(BrowserPage page) {
    assertThat(page.status()).isEqualTo(403);
    assertThat(page.document().select("h1").text()).isEqualTo("ForgedRequest");
    assertThat(scene.openId.requests()).isEmpty();
    assertThat(scene.github.requests()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"POST,/admin,GET", "PUT,/admin/work,'GET, POST'"})
  void otherMethodsAreNotThere(String method, String below, String allowed) {
    host.signIn(browser, grace);

    BrowserPage page = browser.request(method, host.sso(below));

    assertThat(page.status()).isEqualTo(405);
    assertThat(page.header("Allow")).contains(allowed);
  }

  @Test
  void aProviderThatIsNotThereIsSaidToBeUnknown() {
    host.signIn(browser, grace);

    assertThat(browser.get(host.sso("/admin/nobody")).document().select("h1").text())
        .isEqualTo("UnknownProvider");
    assertThat(browser.get(host.sso("/admin/")).status()).isEqualTo(404);
  }

  private AdminPage.ProviderList list() {
    browser.get(host.sso("/admin"));
    return shown(AdminPage.ProviderList.class);
  }

  private AdminPage.ProviderSetup setup(String below) {
    browser.get(host.sso(below));
    return shown(AdminPage.ProviderSetup.class);
  }

  /** The last page that the library showed. */
  private <T extends Page> T shown(Class<T> type) {
    List<TestHost.Seen> seen = host.seen();
    WebReply.Body body = seen.get(seen.size() - 1).reply().body();
    return type.cast(((WebReply.Body.Shown) body).page());
  }

  private static List<Part> parts(List<SetupGuide.Line> lines) {
    return lines.stream().flatMap(line -> line.parts().stream()).distinct().toList();
  }
}
