package dev.accountlink.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.accountlink.flow.Event;
import dev.accountlink.flow.Refusal;
import dev.accountlink.grant.Access;
import dev.accountlink.grant.Grant;
import dev.accountlink.imports.RepositoryPage;
import dev.accountlink.memory.InMemoryGrantStore;
import dev.accountlink.model.HostUser;
import dev.accountlink.model.ProviderId;
import dev.accountlink.model.Purpose;
import dev.accountlink.provider.Client;
import dev.accountlink.provider.GitLab;
import dev.accountlink.provider.Provider;
import dev.accountlink.provider.Registration;
import dev.accountlink.testkit.browser.BrowserForm;
import dev.accountlink.testkit.browser.BrowserPage;
import dev.accountlink.testkit.browser.TestBrowser;
import dev.accountlink.testkit.fake.Endpoint;
import dev.accountlink.testkit.fake.FakeGitLab;
import dev.accountlink.testkit.fake.Fault;
import dev.accountlink.testkit.fake.People;
import dev.accountlink.testkit.fake.Person;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Somebody enters a personal access token to import with. */
class PersonalTokenFlowTest {
  private static final ProviderId GITLAB = new ProviderId("gitlab");
  private static final String[] ENOUGH = {"read_api", "read_repository"};

  private final FakeGitLab gitlab = FakeGitLab.start();
  private final TestHost host = TestHost.start();
  private final TestBrowser browser = TestBrowser.fresh();
  private final InMemoryGrantStore store = new InMemoryGrantStore(host.clock());

  @BeforeEach
  void wire() {
    gitlab.register("client", "secret", host.callback("gitlab"));
    gitlab.useClock(host.clock());
    gitlab.approveAs(People.ada());
    with(gitlab());
  }

  @AfterEach
  void close() {
    host.close();
    gitlab.close();
  }

  private Provider gitlab() {
    Provider plain =
        GitLab.provider("gitlab", "GitLab", gitlab.baseUrl(), Client.of("client", "secret"))
            .withRegistration(Registration.ON);
    return plain.withRules(plain.rules().withPersonalTokens(true));
  }

  private void with(Provider provider) {
    host.configure(builder -> builder.grants(store, TestKeys.vault()).provider(provider));
  }

  private HostUser registered() {
    host.beginSignIn(browser, "GitLab").followAll();
    return host.users().named("ada").orElseThrow();
  }

  private String token(Person person, String... scopes) {
    return gitlab.personalTokens().make(person, scopes);
  }

  private BrowserForm form() {
    return browser.get(host.sso("/gitlab/token")).formOf("Enter a token of GitLab");
  }

  private BrowserPage enter(String token) {
    return form().with("token", token).submit().followAll();
  }

  private List<Grant> grants(HostUser user) {
    return host.linking().grants().of(user.id());
  }

  private void grantByOAuth() {
    browser.get(host.sso("/gitlab/authorize")).formOf("Authorize GitLab").submit().followAll();
  }

  private String used(HostUser user) {
    Access access =
        host.linking().grants().use(user.id(), GITLAB, Purpose.IMPORT, Duration.ofMinutes(5));
    assertThat(access).isInstanceOf(Access.Given.class);
    return ((Access.Given) access).token().reveal();
  }

  @Test
  void aTokenOfTheConnectedIdentityIsKeptShownUsedAndEnded() {
    HostUser ada = registered();
    String token = token(People.ada(), ENOUGH);

    assertThat(browser.get(host.sso("/gitlab/token")).text())
        .contains("As ada")
        .contains("READ_REPOSITORIES [read_api, read_repository]");
    BrowserPage end = enter(token);

    assertThat(end.text()).contains("Grants").contains("ada token [READ_REPOSITORIES");
    assertThat(grants(ada))
        .singleElement()
        .satisfies(grant -> assertThat(grant.source()).isEqualTo(Grant.Source.TOKEN))
        .satisfies(grant -> assertThat(grant.label()).isEqualTo("ada"));
    assertThat(used(ada)).isEqualTo(token);
    assertThat(host.linking().repositories(ada.id(), GITLAB).list())
        .isInstanceOf(RepositoryPage.Listed.class);
    assertThat(host.happened()).contains(Event.Kind.GRANT_ADDED);

    BrowserPage ended = browser.get(host.sso("/grants")).formOf("End ada").submit().followAll();

    assertThat(ended.text()).contains("GrantEnded REVOKED");
    assertThat(gitlab.personalTokens().takes(token)).isFalse();
    assertThat(grants(ada)).isEmpty();
  }

  @Test
  @DisplayName("B12 token from the client: it starts no session, makes no user and no link")
  void aTokenSignsNobodyIn() {
    HostUser ada = registered();
    int users = host.users().count();
    enter(token(People.ada(), ENOUGH));

    assertThat(host.happened().stream().filter(kind -> kind == Event.Kind.SIGNED_IN)).hasSize(1);
    assertThat(host.links().findAll(ada.id())).hasSize(1);
    assertThat(host.users().count()).isEqualTo(users);

    TestBrowser stranger = TestBrowser.fresh();
    BrowserPage refused = stranger.get(host.sso("/gitlab/token"));
    assertThat(refused.text()).contains("SignInFirst");
    assertThat(
            stranger
                .post(host.sso("/gitlab/token"), Map.of("token", token(People.ada(), ENOUGH)))
                .followAll()
                .text())
        .contains("ForgedRequest");
    assertThat(host.who(stranger)).isEmpty();
  }

  @Test
  @DisplayName("A10 purpose confusion: a token's owner must be connected to this very user")
  void anothersTokenIsRefusedAndTheRightIdentityNamed() {
    HostUser ada = registered();

    BrowserPage page = enter(token(People.bob(), ENOUGH));

    assertThat(page.status()).isEqualTo(422);
    assertThat(page.text()).contains("TokenOfAnother").contains("Required: ada");
    assertThat(page.text()).doesNotContain("bob");
    assertThat(grants(ada)).isEmpty();
  }

  @Test
  void anIdentityThatAnotherUserHasConnectedIsRefusedInTheSameWords() {
    TestBrowser other = TestBrowser.fresh();
    gitlab.approveAs(People.bob());
    host.beginSignIn(other, "GitLab").followAll();
    gitlab.approveAs(People.ada());
    HostUser ada = registered();

    assertThat(enter(token(People.bob(), ENOUGH)).text())
        .contains("TokenOfAnother")
        .contains("Required: ada");
    assertThat(grants(ada)).isEmpty();
  }

  @Test
  void aTokenThatDoesNotWorkLosesNothing() {
    HostUser ada = registered();
    String good = token(People.ada(), ENOUGH);
    enter(good);

    BrowserPage page = enter("glpat-of-nobody-at-all");

    assertThat(page.status()).isEqualTo(422);
    assertThat(page.text()).contains("TokenNotTaken").contains("Replaces a token");
    assertThat(page.body()).doesNotContain("glpat-of-nobody");
    assertThat(used(ada)).isEqualTo(good);
  }

  @Test
  @DisplayName("F16 what goes to a provider: a text that could end a header is not sent")
  void textsThatAreNoTokensAreNotSent() {
    registered();
    gitlab.clearRequests();

    for (String text : List.of("", "short", "glpat-1234 567890", "glpat-1234567890é")) {
      assertThat(enter(text).text()).contains("TokenNotTaken");
    }
    assertThat(enter("glpat-1234567890\r\nX-Evil: 1").text()).contains("BadRequest");
    assertThat(gitlab.count(Endpoint.PERSONAL_TOKEN)).isZero();
  }

  @Test
  void whatIsMissingIsSaid() {
    HostUser ada = registered();

    BrowserPage page = enter(token(People.ada(), "read_api"));

    assertThat(page.text()).contains("TokenLacksPermission").contains("Required: read_repository");
    assertThat(grants(ada)).isEmpty();
  }

  @Test
  void aGrantIsReplacedByATokenWithTheUsersWordOnly() {
    HostUser ada = registered();
    grantByOAuth();
    String before = used(ada);
    String token = token(People.ada(), ENOUGH);

    assertThat(enter(token).text()).contains("GrantInTheWay");
    assertThat(used(ada)).isEqualTo(before);

    assertThat(form().with("token", token).with("replace", "on").submit().followAll().text())
        .contains("ada token");
    assertThat(used(ada)).isEqualTo(token);
    host.linking().grants().maintain();
    assertThat(gitlab.tokens().takes(before)).as("the old one was taken back").isFalse();
  }

  @Test
  void aTokenIsReplacedByAGrantOnlyAfterItWasEnded() {
    HostUser ada = registered();
    BrowserForm before = browser.get(host.sso("/gitlab/authorize")).formOf("Authorize GitLab");
    String token = token(People.ada(), ENOUGH);
    enter(token);

    assertThat(browser.get(host.sso("/gitlab/authorize")).text()).contains("TokenInTheWay");
    BrowserPage late = before.submit().followAll();

    assertThat(late.text()).contains("TokenInTheWay");
    assertThat(used(ada)).isEqualTo(token);
    assertThat(gitlab.personalTokens().takes(token)).isTrue();
    host.linking().grants().maintain();
    assertThat(gitlab.tokens().revokeCalls()).as("given back").isPositive();

    browser.get(host.sso("/grants")).formOf("End ada").submit().followAll();
    grantByOAuth();
    assertThat(grants(ada)).singleElement().extracting(Grant::source).isEqualTo(Grant.Source.OAUTH);
  }

  @Test
  void aTokenIsReplacedByANewerOneAndTheOldOneIsLeftAlone() {
    HostUser ada = registered();
    String old = token(People.ada(), ENOUGH);
    String next = token(People.ada(), ENOUGH);
    enter(old);
    enter(next);

    assertThat(used(ada)).isEqualTo(next);
    host.linking().grants().maintain();
    assertThat(gitlab.personalTokens().takes(old)).as("it may be used elsewhere").isTrue();
    assertThat(grants(ada)).hasSize(1);
  }

  @Test
  void whereTokensAreSwitchedOffNoneIsTakenNorGivenOut() {
    HostUser ada = registered();
    enter(token(People.ada(), ENOUGH));
    BrowserForm form = form();
    Provider off = gitlab().withRules(gitlab().rules().withPersonalTokens(false));
    with(off);

    assertThat(browser.get(host.sso("/gitlab/token")).text()).contains("PersonalTokensOff");
    assertThat(form.with("token", token(People.ada(), ENOUGH)).submit().followAll().text())
        .contains("PersonalTokensOff");
    assertThat(host.linking().grants().use(ada.id(), GITLAB, Purpose.IMPORT, Duration.ofMinutes(5)))
        .isEqualTo(new Access.Refused(Refusal.PERSONAL_TOKENS_OFF));
    assertThat(browser.get(host.sso("/grants")).body()).doesNotContain("/gitlab/token");
  }

  @Test
  void whereImportingIsSwitchedOffNoTokenIsTaken() {
    registered();
    with(gitlab().withRules(gitlab().rules().withImporting(false)));

    assertThat(browser.get(host.sso("/gitlab/token")).text()).contains("ImportOff");
  }

  @Test
  void withSignInSwitchedOffWhoIsConnectedEntersATokenAllTheSame() {
    HostUser ada = registered();
    with(gitlab().withRules(gitlab().rules().withSignIn(false)));
    String token = token(People.ada(), ENOUGH);

    enter(token);

    assertThat(used(ada)).isEqualTo(token);
  }

  @Test
  void whoHasConnectedNothingConnectsFirst() {
    host.signIn(browser, host.users().register("carol", "carol@forge.example"));

    assertThat(browser.get(host.sso("/gitlab/token")).text()).contains("ConnectFirst");
  }

  @Test
  void aProviderThatIsDownIsSaidAndNothingIsKept() {
    HostUser ada = registered();
    BrowserForm form = form();
    gitlab.fault(Endpoint.PERSONAL_TOKEN, Fault.serverError());

    BrowserPage page = form.with("token", token(People.ada(), ENOUGH)).submit().followAll();

    assertThat(page.text()).contains("Failed").contains("PROVIDER_DOWN");
    assertThat(page.text()).doesNotContain("Again with");
    assertThat(grants(ada)).isEmpty();
  }

  @Test
  @DisplayName("A02 forged request: a token is taken from a page of this site and session only")
  void aForgedFormIsRefused() {
    HostUser ada = registered();
    BrowserForm form = form();
    String token = token(People.ada(), ENOUGH);

    assertThat(browser.post(host.sso("/gitlab/token"), Map.of("token", token)).followAll().text())
        .contains("ForgedRequest");
    host.signOut(browser);
    registered();
    assertThat(form.with("token", token).submit().followAll().text()).contains("ForgedRequest");
    assertThat(grants(ada)).isEmpty();
  }

  @Test
  @DisplayName("G01 secrets in logs: no token stands in a log line, an event, an address or a page")
  void g01NoTokenIsLoggedOrShown() {
    HostUser ada = registered();
    String good = token(People.ada(), ENOUGH);
    String others = token(People.bob(), ENOUGH);
    String narrow = token(People.ada(), "read_user");
    String nobodys = "glpat-nobody-made-this-one";
    try (LogCapture log = LogCapture.open()) {
      List<BrowserPage> pages = new ArrayList<>();
      for (String one : List.of(nobodys, others, narrow)) {
        pages.add(enter(one));
      }
      BrowserForm form = form();
      gitlab.faultOnce(
          Endpoint.PERSONAL_TOKEN, Fault.redirect(302, "https://evil.example/" + good));
      pages.add(form.with("token", good).submit().followAll());
      pages.add(enter(good));
      pages.add(browser.get(host.sso("/gitlab/token")));

      assertThat(used(ada)).isEqualTo(good);
      assertThat(log.lines()).isNotEmpty();
      for (String secret : List.of(good, others, narrow, nobodys)) {
        assertThat(log.lines()).noneMatch(line -> line.whole().contains(secret));
        assertThat(host.events()).noneMatch(event -> event.toString().contains(secret));
        assertThat(host.seen()).noneMatch(seen -> seen.toString().contains(secret));
        assertThat(pages)
            .noneMatch(page -> page.body().contains(secret))
            .noneMatch(page -> page.uri().toString().contains(secret));
      }
    }
  }
}
