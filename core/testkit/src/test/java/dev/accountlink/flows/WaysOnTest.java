package dev.accountlink.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.model.DomainName;
import dev.accountlink.model.HostUser;
import dev.accountlink.model.Link;
import dev.accountlink.provider.Gate;
import dev.accountlink.spi.HostSessions.Reauthentication;
import dev.accountlink.spi.LinkStore;
import dev.accountlink.testkit.browser.BrowserForm;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.People;
import dev.accountlink.web.Page;
import dev.accountlink.web.StepPage;
import dev.accountlink.web.WebReply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Where a page leads whoever stands before it: nobody is left with nothing but the back button. */
class WaysOnTest {
  private final Scene scene = new Scene();
  private final TestHost host = scene.host;
  private final TestBrowser browser = TestBrowser.fresh();
  private final HostUser lady = host.users().register("lady", "lady@example.org");

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void whoeverCannotProveItIsLedBackToTheLinks() {
    host.proveBy(continueTo -> new Reauthentication.ByLinkedProvider());
    host.signIn(browser, lady);
    host.clock().pass(Duration.ofMinutes(16));

    scene.beginConnect(browser, "Work").followAll();

    assertThat(shown(Page.Refused.class).settings()).contains("/-/sso/links");
  }

  @Test
  void aDisconnectThatIsRefusedLeadsBackToTheLinks() {
    scene.link(lady, scene.identity(People.ada()));
    host.signIn(browser, lady);
    BrowserPage page = host.linksPage(browser);

    page.formOf("Disconnect linked").without("csrf").submit().followAll();

    assertThat(shown(Page.Refused.class).settings()).contains("/-/sso/links");
    assertThat(shown(Page.Refused.class).signIn()).as("somebody is signed in").isEmpty();
  }

  @Test
  void aDisconnectThatFailsLeadsBackToTheLinks() {
    host.configure(
        builder ->
            builder
                .provider(scene.work())
                .links(Failing.at(LinkStore.class, host.links(), "remove", "a disconnect")));
    scene.link(lady, scene.identity(People.ada()));
    host.signIn(browser, lady);

    host.linksPage(browser).submit("Disconnect linked").followAll();

    assertThat(shown(Page.Failed.class).settings()).contains("/-/sso/links");
  }

  @Test
  void aStepThatNobodyKnowsLeadsAStrangerToTheSignIn() {
    browser.get(host.sso("/steps/left-behind")).followAll();

    assertThat(shown(Page.Refused.class).signIn()).contains("/host/sign-in");
    assertThat(shown(Page.Refused.class).settings()).as("nobody is signed in").isEmpty();
  }

  @Test
  void whoeverDidNotPassAGateCanTryAgain() {
    Gate gate = new Gate.EmailDomain(Set.of(DomainName.of("corp.example")));
    host.with(scene.work().withRules(scene.work().rules().withGates(List.of(gate))));

    scene.begin(browser, "Work").followAll();

    assertThat(shown(Page.Refused.class).again()).isPresent();
    assertThat(shown(Page.Refused.class).signIn()).as("or in another way").isPresent();
  }

  @Test
  @DisplayName("B14 Host header injection: a page under another address leads to the configured")
  void underAnotherAddressThePageLeadsHome() {
    browser.with("Host", "evil.example").get(host.sso("/nothing"));

    assertThat(shown(Page.Refused.class).home()).isEqualTo(host.baseUrl() + "/");
  }

  @Test
  void aRequestThatCannotBeReadLeadsToTheStartPage() {
    browser.get(host.sso("/sign-in?return-to=a&return-to=b"));

    assertThat(shown(Page.Refused.class).home()).isEqualTo("/");
  }

  @Test
  void theRegularSignInGoesOnToWhereSomebodyWantedToGo() {
    browser.get(host.sso("/sign-in?return-to=/projects"));

    assertThat(shown(Page.SignIn.class).regularSignIn())
        .contains("/host/sign-in-page?continue=/projects");
    assertThat(shown(Page.SignIn.class).home()).isEqualTo("/");
    browser.get(host.sso("/sign-in"));
    assertThat(shown(Page.SignIn.class).regularSignIn()).contains("/host/sign-in");
  }

  @Test
  void whatIsToBeDisconnectedIsNamedWithItsProvider() {
    BrowserPage proven = provenDisconnect();

    assertThat(proven.text()).contains("Proceed");
    StepPage.Proceed page = shown(StepPage.Proceed.class);
    assertThat(page.disconnect()).contains("linked");
    assertThat(page.provider()).map(Page.ProviderView::label).contains("Work");
  }

  @Test
  void whatIsDisconnectedAlreadyIsNotAskedAbout() {
    BrowserPage proven = provenDisconnect();
    Link link = host.links().findAll(lady.id()).get(0);
    host.links().remove(lady.id(), link.identity(), remaining -> true);

    assertThat(browser.get(proven.uri().toString()).followAll().text()).contains("LinkNotFound");
  }

  @Test
  void aScriptIsToldWhereAStepEnds() {
    host.signIn(browser, lady);
    BrowserPage confirm = scene.beginConnect(browser, "Work").followAll();
    TestBrowser script = browser.with("Accept", "application/json");

    BrowserPage connected = script.post(host.sso("/steps"), confirm.formOf("Confirm").fields());
    BrowserForm disconnect = host.linksPage(browser).formOf("Disconnect ada");
    BrowserPage disconnected = script.post(disconnect.action().toString(), disconnect.fields());

    assertThat(List.of(connected, disconnected))
        .allSatisfy(
            answer -> {
              assertThat(answer.status()).isEqualTo(200);
              assertThat(answer.body()).isEqualTo("/-/sso/links");
            });
    assertThat(host.links().findAll(lady.id())).isEmpty();
  }

  private BrowserPage provenDisconnect() {
    host.proveBy(continueTo -> new Reauthentication.ByLinkedProvider());
    Instant now = host.clock().instant();
    host.users().since(lady.id(), now.minus(Duration.ofDays(3)));
    scene.link(lady, scene.identity(People.ada()));
    host.clock().pass(Duration.ofHours(25));
    host.signIn(browser, lady);
    host.clock().pass(Duration.ofMinutes(16));
    return host.linksPage(browser)
        .submit("Disconnect linked")
        .followAll()
        .submit("Prove with Work")
        .followAll();
  }

  private <T extends Page> T shown(Class<T> type) {
    List<TestHost.Seen> seen = host.seen();
    WebReply.Body.Shown last = (WebReply.Body.Shown) seen.get(seen.size() - 1).reply().body();
    return type.cast(last.page());
  }
}
